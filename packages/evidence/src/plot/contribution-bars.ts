import { refuseUndrawableCells } from './refuse-undrawable.ts'
import type { ColourName, Figure, Shape, TextShape } from './figure.ts'
import { judgementColour, type Judgement } from './judgement.ts'
import { legend } from './legend.ts'
import { textWidth, wrapText } from './text-width.ts'
import { formatNumber, type Language, plotWords } from './words.ts'
import { percentAxis } from './percent-axis.ts'
import { titleOf } from './title.ts'

export interface ContributionBar {
  readonly label: string
  /** Parts of the bar, from left to right; together 1. */
  readonly parts: readonly { readonly label: string; readonly share: number; readonly riskOfBias?: Judgement }[]
}

export interface ContributionBarsInput {
  readonly title: string
  readonly bars: readonly ContributionBar[]
  readonly language?: Language
}

const edge = 16
const wide = 480
const high = 20
const judgements: readonly Judgement[] = ['low', 'some', 'high', 'unclear']

/** For each comparison the share of every study or direct comparison, coloured by its risk of bias. */
export function contributionBars({ title, bars, language = 'en' }: ContributionBarsInput): Figure {
  refuseUndrawableCells(
    bars.map(({ parts }) => parts.map(({ share }) => share)),
    'share',
  )
  const words = plotWords[language]
  const names = bars.map(({ label }) => wrapText(label, 13, 240))
  const left = edge + Math.max(0, ...names.flat().map((text) => textWidth(text, 13))) + 12
  const width = left + wide + edge + 16
  const heading = titleOf(title, width - 2 * edge)
  const top = heading.bottom + 12
  const heights = names.map((lines) => Math.max(high + 8, lines.length * 16 + 10))
  const tops = heights.map((_, at) => top + heights.slice(0, at).reduce((sum, height) => sum + height, 0))
  const bottom = top + heights.reduce((sum, height) => sum + height, 0)
  const used = judgements.filter((judgement) =>
    bars.some(({ parts }) => parts.some((part) => part.riskOfBias === judgement)),
  )
  const key = legend(
    used.map((judgement) => ({ label: words.judgement[judgement], colour: judgementColour[judgement], mark: 'area' })),
    { left, right: width - edge, top: bottom + 30 },
  )
  return {
    title,
    description: `${words.contribution}: ${bars.map(({ label }) => label).join('; ')}.`,
    width,
    height: bottom + 34 + key.height + edge,
    shapes: [
      ...heading.shapes,
      ...bars.flatMap((bar, at) =>
        drawBar(bar, names[at] ?? [], left, (tops[at] ?? 0) + (heights[at] ?? 0) / 2, language),
      ),
      ...percentAxis(left, wide, bottom),
      ...key.shapes,
    ],
    table: {
      columns: [words.comparison, words.study, words.contribution, words.riskOfBias],
      rows: bars.flatMap(({ label, parts }) =>
        parts.map((part) => [
          label,
          part.label,
          `${formatNumber(part.share * 100, 1, language)}%`,
          part.riskOfBias === undefined ? '' : words.judgement[part.riskOfBias],
        ]),
      ),
    },
  }
}

function drawBar(
  { parts }: ContributionBar,
  name: readonly string[],
  left: number,
  middle: number,
  language: Language,
): Shape[] {
  let x = left
  const segments = parts.flatMap(({ label, share, riskOfBias }, at): Shape[] => {
    const w = Math.max(share, 0) * wide
    const fill: ColourName =
      riskOfBias === undefined ? (at % 2 === 0 ? 'accent' : 'secondary') : judgementColour[riskOfBias]
    const text = `${label} ${formatNumber(share * 100, 0, language)}%`
    const short = `${formatNumber(share * 100, 0, language)}%`
    const fits = [text, short].find((candidate) => textWidth(candidate, 11) <= w - 8)
    const box: Shape = { kind: 'rectangle', x, y: middle - high / 2, w, h: high, fill, stroke: 'paper', width: 1 }
    const words: Shape[] =
      fits === undefined
        ? []
        : [{ kind: 'text', x: x + w / 2, y: middle + 4, text: fits, size: 11, anchor: 'middle', fill: 'paper' }]
    x += w
    return [box, ...words]
  })
  const first = middle - ((name.length - 1) * 16) / 2 + 4.5
  return [
    ...name.map(
      (text, at): TextShape => ({ kind: 'text', x: left - 12, y: first + at * 16, text, size: 13, anchor: 'end' }),
    ),
    ...segments,
  ]
}

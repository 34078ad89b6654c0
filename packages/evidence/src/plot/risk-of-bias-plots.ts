import { refuseUndrawable } from './refuse-undrawable.ts'
import type { Figure, Shape, TextShape } from './figure.ts'
import { type Judgement, judgementColour, judgementMark } from './judgement.ts'
import { legend } from './legend.ts'
import { textWidth, wrapText } from './text-width.ts'
import { formatNumber, type Language, plotWords } from './words.ts'
import { percentAxis } from './percent-axis.ts'
import { titleOf } from './title.ts'

export interface JudgedStudy {
  readonly study: string
  /** A judgement for each domain, in the order of `domains`. */
  readonly judgements: readonly Judgement[]
  readonly overall?: Judgement
  /** Weight in the pooled estimate; the summary counts studies alike when one has none. */
  readonly weight?: number
}

export interface RiskOfBiasInput {
  readonly title: string
  /** Full names of the domains. */
  readonly domains: readonly string[]
  readonly studies: readonly JudgedStudy[]
  readonly language?: Language
}

const edge = 16
const row = 26
const step = 40
const judgements: readonly Judgement[] = ['low', 'some', 'high', 'unclear']

/** Traffic light plot: studies down, domains across; each disc carries a sign beside its colour. */
export function trafficLightPlot({ title, domains, studies, language = 'en' }: RiskOfBiasInput): Figure {
  refuseUndrawable(studies, ['weight'])
  const words = plotWords[language]
  const hasOverall = studies.some(({ overall }) => overall !== undefined)
  const heads = [...domains.map((_, at) => `D${at + 1}`), ...(hasOverall ? [words.overall] : [])]
  const steps = heads.map((head) => Math.max(step, textWidth(head, 12, true) + 12))
  const names = studies.map(({ study }) => wrapText(study, 13, 260))
  const left =
    edge + Math.max(textWidth(words.study, 13, true), ...names.flat().map((text) => textWidth(text, 13))) + 16
  const middles = steps.map((wide, at) => left + steps.slice(0, at).reduce((sum, one) => sum + one, 0) + wide / 2)
  const right = left + steps.reduce((sum, one) => sum + one, 0)
  const explained = domains.map((name, at) => `D${at + 1}: ${name}`)
  const width = Math.max(
    right + edge,
    Math.min(560, edge * 2 + Math.max(0, ...explained.map((text) => textWidth(text, 12)))),
    360,
  )
  const heading = titleOf(title, width - 2 * edge)
  const headBottom = heading.bottom + 24
  const heights = names.map((lines) => Math.max(row, lines.length * 16 + 10))
  const tops = heights.map((_, at) => headBottom + 4 + heights.slice(0, at).reduce((sum, height) => sum + height, 0))
  const bottom = headBottom + 4 + heights.reduce((sum, height) => sum + height, 0)
  const key = drawKey(studies, edge, width, bottom + 6, language)
  const notes = explained.flatMap((text) => wrapText(text, 12, width - 2 * edge))
  const notesTop = bottom + 10 + key.height
  return {
    title,
    description: `${words.countOfStudies(studies.length)}; ${explained.join('; ')}.`,
    width,
    height: notesTop + notes.length * 16 + edge,
    shapes: [
      ...heading.shapes,
      { kind: 'text', x: edge, y: headBottom - 6, text: words.study, size: 13, bold: true },
      ...heads.map(
        (text, at): TextShape => ({
          kind: 'text',
          x: middles[at] ?? 0,
          y: headBottom - 6,
          text,
          size: 12,
          bold: true,
          anchor: 'middle',
        }),
      ),
      { kind: 'line', x1: edge, x2: right, y1: headBottom, y2: headBottom, stroke: 'ink', width: 1 },
      ...studies.flatMap((study, at): Shape[] => {
        const middle = (tops[at] ?? 0) + (heights[at] ?? 0) / 2
        const lines = names[at] ?? []
        const first = middle - ((lines.length - 1) * 16) / 2 + 4.5
        const marks = [
          ...study.judgements.slice(0, domains.length),
          ...(study.overall === undefined ? [] : [study.overall]),
        ]
        return [
          ...lines.map((text, line): TextShape => ({ kind: 'text', x: edge, y: first + line * 16, text, size: 13 })),
          ...marks.flatMap((judgement, column) => judgementMark(judgement, middles[column] ?? 0, middle, 9)),
          {
            kind: 'line',
            x1: edge,
            x2: right,
            y1: (tops[at] ?? 0) + (heights[at] ?? 0),
            y2: (tops[at] ?? 0) + (heights[at] ?? 0),
            stroke: 'line',
            width: 1,
          },
        ]
      }),
      ...key.shapes,
      ...notes.map(
        (text, at): TextShape => ({
          kind: 'text',
          x: edge,
          y: notesTop + 12 + at * 16,
          text,
          size: 12,
          fill: 'secondary',
        }),
      ),
    ],
    table: {
      columns: [words.study, ...domains, ...(hasOverall ? [words.overall] : [])],
      rows: studies.map(({ study, judgements: given, overall }) => [
        study,
        ...domains.map((_, at) => (given[at] === undefined ? '' : words.judgement[given[at]])),
        ...(hasOverall ? [overall === undefined ? '' : words.judgement[overall]] : []),
      ]),
    },
  }
}

/** Summary plot: for each domain the share of studies (by weight when each has one) that got each judgement. */
export function riskOfBiasSummary({ title, domains, studies, language = 'en' }: RiskOfBiasInput): Figure {
  refuseUndrawable(studies, ['weight'])
  const words = plotWords[language]
  const isWeighted = studies.length > 0 && studies.every(({ weight }) => weight !== undefined)
  const hasOverall = studies.some(({ overall }) => overall !== undefined)
  const names = [...domains, ...(hasOverall ? [words.overall] : [])]
  const shares = names.map((_, at) => {
    const given = studies.flatMap(({ judgements: list, overall, weight }) => {
      const judgement = at < domains.length ? list[at] : overall
      return judgement === undefined ? [] : [{ judgement, weight: isWeighted ? (weight ?? 0) : 1 }]
    })
    const total = given.reduce((sum, { weight }) => sum + weight, 0)
    return judgements.map((judgement) =>
      total > 0
        ? given.filter((one) => one.judgement === judgement).reduce((sum, { weight }) => sum + weight, 0) / total
        : 0,
    )
  })
  const wide = 420
  const lines = names.map((name) => wrapText(name, 13, 260))
  const left = edge + Math.max(0, ...lines.flat().map((text) => textWidth(text, 13, true))) + 12
  const width = left + wide + edge + 16
  const heading = titleOf(title, width - 2 * edge)
  const top = heading.bottom + 10
  const heights = lines.map((texts) => Math.max(30, texts.length * 16 + 12))
  const tops = heights.map((_, at) => top + heights.slice(0, at).reduce((sum, height) => sum + height, 0))
  const bottom = top + heights.reduce((sum, height) => sum + height, 0)
  const key = drawKey(studies, left, width, bottom + 30, language)
  return {
    title,
    description: names
      .map(
        (name, at) =>
          `${name}: ${judgements.map((judgement, of) => `${words.judgement[judgement].toLowerCase()} ${formatNumber((shares[at]?.[of] ?? 0) * 100, 0, language)}%`).join(', ')}`,
      )
      .join('; '),
    width,
    height: bottom + 34 + key.height + edge,
    shapes: [
      ...heading.shapes,
      ...names.flatMap((_, at): Shape[] => {
        const middle = (tops[at] ?? 0) + (heights[at] ?? 0) / 2
        const texts = lines[at] ?? []
        const first = middle - ((texts.length - 1) * 16) / 2 + 4.5
        const isOverall = at >= domains.length
        return [
          ...texts.map(
            (text, line): TextShape => ({
              kind: 'text',
              x: left - 12,
              y: first + line * 16,
              text,
              size: 13,
              anchor: 'end',
              bold: isOverall,
            }),
          ),
          ...drawShares(shares[at] ?? [], left, middle, wide, language),
        ]
      }),
      ...percentAxis(left, wide, bottom),
      ...key.shapes,
    ],
    table: {
      columns: [words.riskOfBias, ...judgements.map((judgement) => words.judgement[judgement])],
      rows: names.map((name, at) => [
        name,
        ...(shares[at] ?? []).map((share) => `${formatNumber(share * 100, 0, language)}%`),
      ]),
    },
  }
}

function drawShares(
  shares: readonly number[],
  left: number,
  middle: number,
  wide: number,
  language: Language,
): Shape[] {
  let x = left
  return judgements.flatMap((judgement, at): Shape[] => {
    const w = (shares[at] ?? 0) * wide
    if (w === 0) return []
    const text = `${formatNumber((shares[at] ?? 0) * 100, 0, language)}%`
    const box: Shape = {
      kind: 'rectangle',
      x,
      y: middle - 10,
      w,
      h: 20,
      fill: judgementColour[judgement],
      stroke: 'paper',
      width: 1,
    }
    const label: Shape[] =
      textWidth(text, 11) <= w - 6
        ? [{ kind: 'text', x: x + w / 2, y: middle + 4, text, size: 11, anchor: 'middle', fill: 'paper' }]
        : []
    x += w
    return [box, ...label]
  })
}

function drawKey(studies: readonly JudgedStudy[], left: number, width: number, top: number, language: Language) {
  const used = judgements.filter((judgement) =>
    studies.some((study) => study.overall === judgement || study.judgements.includes(judgement)),
  )
  const entries = used.map((judgement) => ({
    label: plotWords[language].judgement[judgement],
    colour: judgementColour[judgement],
    mark: 'disc' as const,
  }))
  return legend(entries, { left, right: width - edge, top })
}

import { refuse } from '../input-problem.ts'
import { refuseUndrawable } from './refuse-undrawable.ts'
import type { Colour, Figure, Shape, TextShape } from './figure.ts'
import { type Judgement, judgementColour } from './judgement.ts'
import { legend, type LegendEntry } from './legend.ts'
import { textWidth, wrapText } from './text-width.ts'
import { formatNumber, type Language, plotWords } from './words.ts'
import { titleOf } from './title.ts'

export interface GraphTreatment {
  readonly treatment: string
  /** Patients who got it; discs have areas by it. Absent: all discs alike. */
  readonly patients?: number
}

export interface GraphComparison {
  readonly treatments: readonly [string, string]
  readonly studies: number
  /** The judgement that most of the evidence got; colours the line. */
  readonly riskOfBias?: Judgement
}

export interface NetworkGraphInput {
  readonly title: string
  /** In the order in which they shall stand round the circle; see `orderForCircle`. */
  readonly treatments: readonly GraphTreatment[]
  readonly comparisons: readonly GraphComparison[]
  /** Treatments of each trial with more than two arms; each becomes a shaded area. */
  readonly multiArm?: readonly (readonly string[])[]
  readonly language?: Language
}

const edge = 16
const size = 12
const line = 15
const widestLabel = 150
/** With more treatments than this their names stand along the radius. */
const mostBeside = 14
const judgements: readonly Judgement[] = ['low', 'some', 'high', 'unclear']

interface Place {
  readonly x: number
  readonly y: number
  readonly angle: number
}

/** Network graph: treatments on a circle, a line for each comparison that was studied, as thick as it has studies. */
export function networkGraph(input: NetworkGraphInput): Figure {
  const { title, treatments, comparisons, multiArm = [], language = 'en' } = input
  refuseUndrawable(treatments, ['patients'])
  refuseUndrawable(comparisons, ['studies'])
  refuse(
    comparisons.flatMap(({ studies }, index) =>
      studies > 0 ? [] : [{ row: index + 1, column: 'studies', message: `must be above 0, got ${studies}` }],
    ),
  )
  const words = plotWords[language]
  const count = treatments.length
  // Along the radius every name needs the height of its lines on the circle.
  const radius = count > mostBeside ? Math.max(170, (count * 66) / (2 * Math.PI)) : 130 + count * 4
  const most = Math.max(...treatments.map(({ patients }) => patients ?? 0), Number.MIN_VALUE)
  const discs = treatments.map(({ patients }) =>
    patients === undefined ? 8 : 4 + 13 * Math.sqrt(Math.max(patients, 0) / most),
  )
  const labels = treatments.map(({ treatment, patients }) => [
    ...wrapText(treatment, size, widestLabel),
    ...(patients === undefined ? [] : [`n = ${formatNumber(patients, 0, language)}`]),
  ])
  const room = Math.max(0, ...labels.flat().map((text) => textWidth(text, size))) + 30
  const heading = titleOf(title, 2 * (radius + room))
  const tallest = Math.max(1, ...labels.map((lines) => lines.length)) * line
  const centreX = edge + room + radius
  const above = count > mostBeside ? room : tallest + 30
  const centreY = heading.bottom + above + radius
  const places = treatments.map((_, at): Place => {
    const angle = (2 * Math.PI * at) / Math.max(count, 1) - Math.PI / 2
    return { x: centreX + radius * Math.cos(angle), y: centreY + radius * Math.sin(angle), angle }
  })
  const placeOf = new Map(treatments.map(({ treatment }, at) => [treatment, places[at]]))
  const width = 2 * (edge + room + radius)
  const written = count > mostBeside ? radiate(labels, places, discs) : spread(labels, places, discs)
  const lowest = Math.max(
    centreY + radius,
    ...written.map(({ y }) => y + line),
    count > mostBeside ? centreY + radius + room : 0,
  )
  const key = legend(entriesOf(input), { left: edge, right: width - edge, top: lowest + 14 })
  const isJudged = comparisons.some(({ riskOfBias }) => riskOfBias !== undefined)
  const thickest = Math.max(...comparisons.map(({ studies }) => studies), 1)
  return {
    title,
    description: words.graphDescription(
      count,
      comparisons.length,
      comparisons.reduce((sum, { studies }) => sum + studies, 0),
    ),
    width,
    height: lowest + 18 + key.height + edge,
    shapes: [
      ...heading.shapes,
      ...multiArm.flatMap((arms) => shade(arms, placeOf)),
      ...comparisons.flatMap((comparison) => join(comparison, placeOf, thickest)),
      ...places.map(
        ({ x, y }, at): Shape => ({
          kind: 'circle',
          x,
          y,
          r: discs[at] ?? 8,
          fill: 'accent',
          stroke: 'paper',
          width: 1.5,
        }),
      ),
      ...studyCounts(comparisons, placeOf, discs.length),
      ...written.map(
        ({ text, ...at }): TextShape => ({
          kind: 'text',
          text,
          size,
          ...at,
          fill: text.startsWith('n = ') ? 'secondary' : 'ink',
        }),
      ),
      ...key.shapes,
    ],
    table: {
      columns: [words.comparison, words.studies, ...(isJudged ? [words.riskOfBias] : [])],
      rows: comparisons.map(({ treatments: [one, other], studies, riskOfBias }) => [
        words.compared(one, other),
        String(studies),
        ...(isJudged ? [riskOfBias === undefined ? '' : words.judgement[riskOfBias]] : []),
      ]),
    },
  }
}

/** Order round the circle with few crossings: each treatment stands near those it is compared with (iterated means). */
export function orderForCircle(
  treatments: readonly string[],
  comparisons: readonly Pick<GraphComparison, 'treatments'>[],
): string[] {
  const neighbours = new Map(treatments.map((name): [string, string[]] => [name, []]))
  for (const {
    treatments: [one, other],
  } of comparisons) {
    neighbours.get(one)?.push(other)
    neighbours.get(other)?.push(one)
  }
  let order = [...treatments]
  let best = order
  let fewest = crossings(order, comparisons)
  for (let round = 0; round < 24 && fewest > 0; round++) {
    const at = new Map(order.map((name, place) => [name, (2 * Math.PI * place) / order.length]))
    const mean = (name: string): number => {
      const angles = [name, ...(neighbours.get(name) ?? [])].map((one) => at.get(one) ?? 0)
      return Math.atan2(
        angles.reduce((sum, angle) => sum + Math.sin(angle), 0),
        angles.reduce((sum, angle) => sum + Math.cos(angle), 0),
      )
    }
    const means = new Map(order.map((name) => [name, (mean(name) + 2 * Math.PI + round * 0.37) % (2 * Math.PI)]))
    order = order.toSorted((a, b) => (means.get(a) ?? 0) - (means.get(b) ?? 0))
    const now = crossings(order, comparisons)
    if (now < fewest) [best, fewest] = [order, now]
  }
  return best
}

/** Pairs of lines between points of a circle that cross. */
function crossings(order: readonly string[], comparisons: readonly Pick<GraphComparison, 'treatments'>[]): number {
  const at = new Map(order.map((name, place) => [name, place]))
  const chords = comparisons.map(({ treatments }) =>
    treatments.map((name) => at.get(name) ?? 0).toSorted((a, b) => a - b),
  )
  let count = 0
  chords.forEach(([a = 0, b = 0], first) => {
    for (const [c = 0, d = 0] of chords.slice(first + 1))
      if ((a < c && c < b && b < d) || (c < a && a < d && d < b)) count++
  })
  return count
}

function shade(arms: readonly string[], placeOf: ReadonlyMap<string, Place | undefined>): Shape[] {
  const points = arms.flatMap((name) => placeOf.get(name) ?? []).toSorted((a, b) => a.angle - b.angle)
  if (points.length < 3) return []
  return [
    {
      kind: 'polygon',
      points: points.map(({ x, y }) => [x, y] as const),
      closed: true,
      fill: 'series5',
      opacity: 0.12,
    },
  ]
}

function join(
  { treatments: [one, other], studies, riskOfBias }: GraphComparison,
  placeOf: ReadonlyMap<string, Place | undefined>,
  thickest: number,
): Shape[] {
  const [from, to] = [placeOf.get(one), placeOf.get(other)]
  if (from === undefined || to === undefined) return []
  const stroke: Colour = riskOfBias === undefined ? 'tertiary' : judgementColour[riskOfBias]
  return [
    {
      kind: 'line',
      x1: from.x,
      y1: from.y,
      x2: to.x,
      y2: to.y,
      stroke,
      width: 1 + 7 * Math.sqrt(studies / thickest),
      opacity: 0.8,
    },
  ]
}

/** The number of studies on each line, where there are few enough lines to read them. */
function studyCounts(
  comparisons: readonly GraphComparison[],
  placeOf: ReadonlyMap<string, Place | undefined>,
  treatments: number,
): Shape[] {
  if (treatments > 12 || comparisons.length > 20) return []
  const taken: { x: number; y: number }[] = []
  return comparisons.flatMap(({ treatments: [one, other], studies }): Shape[] => {
    const [from, to] = [placeOf.get(one), placeOf.get(other)]
    if (from === undefined || to === undefined) return []
    const share = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74].find((part) =>
      taken.every(
        ({ x, y }) => Math.hypot(from.x + (to.x - from.x) * part - x, from.y + (to.y - from.y) * part - y) > 22,
      ),
    )
    if (share === undefined) return []
    const at = { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
    taken.push(at)
    return [
      { kind: 'circle', ...at, r: 9, fill: 'paper' },
      { kind: 'text', x: at.x, y: at.y + 4, text: String(studies), size: 11, anchor: 'middle', fill: 'secondary' },
    ]
  })
}

type Written = Pick<TextShape, 'x' | 'y' | 'anchor' | 'angle' | 'text'>

/** Names along the radius, read from the outside on the left and from the inside on the right. */
function radiate(
  labels: readonly (readonly string[])[],
  places: readonly Place[],
  discs: readonly number[],
): Written[] {
  return labels.flatMap((lines, at) => {
    const { x, y, angle } = places[at] ?? { x: 0, y: 0, angle: 0 }
    const isRight = Math.cos(angle) >= -1e-9
    const away = (discs[at] ?? 8) + 8
    const turn = isRight ? angle : angle + Math.PI
    return lines.map((text, index): Written => {
      const across = (index - (lines.length - 1) / 2) * line + size * 0.35
      return {
        text,
        x: x + away * Math.cos(angle) - across * Math.sin(turn),
        y: y + away * Math.sin(angle) + across * Math.cos(turn),
        anchor: isRight ? 'start' : 'end',
        angle: (turn * 180) / Math.PI,
      }
    })
  })
}

/** Names outside the circle; on either side they are moved apart until none lies over another. */
function spread(labels: readonly (readonly string[])[], places: readonly Place[], discs: readonly number[]): Written[] {
  const raw = labels.map((lines, at) => {
    const { x, y, angle } = places[at] ?? { x: 0, y: 0, angle: 0 }
    const away = (discs[at] ?? 8) + 8
    const isPole = Math.abs(Math.cos(angle)) < 0.12
    const anchor = isPole ? ('middle' as const) : Math.cos(angle) > 0 ? ('start' as const) : ('end' as const)
    const height = lines.length * line
    const targetX = x + (isPole ? 0 : away * Math.sign(Math.cos(angle)))
    const top = isPole
      ? Math.sin(angle) < 0
        ? y - away - height
        : y + away
      : y - height / 2 + away * 0.6 * Math.sin(angle)
    return { at, lines, anchor, x: targetX, top, height }
  })
  const moved = (['start', 'end'] as const).flatMap((side) => {
    let free = -Infinity
    const column = raw.filter(({ anchor }) => anchor === side).toSorted((a, b) => a.top - b.top)
    const overlap = column.reduce(
      (sum, one, index) =>
        sum +
        Math.max(
          0,
          (column[index - 1] === undefined
            ? -Infinity
            : (column[index - 1]?.top ?? 0) + (column[index - 1]?.height ?? 0) + 4) - one.top,
        ),
      0,
    )
    return column.map((one) => {
      const top = Math.max(one.top - overlap / 2, free)
      free = top + one.height + 4
      return { ...one, top }
    })
  })
  return [...moved, ...raw.filter(({ anchor }) => anchor === 'middle')]
    .toSorted((a, b) => a.at - b.at)
    .flatMap(({ x, top, anchor, lines }) =>
      lines.map((text, index): Written => ({ text, x, y: top + 11 + index * line, anchor })),
    )
}

function entriesOf({ comparisons, multiArm = [], language = 'en' }: NetworkGraphInput): LegendEntry[] {
  const words = plotWords[language]
  const used = judgements.filter((judgement) => comparisons.some(({ riskOfBias }) => riskOfBias === judgement))
  return [
    ...used.map(
      (judgement): LegendEntry => ({
        label: words.judgement[judgement],
        colour: judgementColour[judgement],
        mark: 'line',
      }),
    ),
    ...(multiArm.length > 0
      ? [{ label: words.multiArm, colour: 'series5' as const, mark: 'area' as const, opacity: 0.3 }]
      : []),
  ]
}

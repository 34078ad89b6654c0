import { refuseUndrawableCells } from './refuse-undrawable.ts'
import type { Figure, Shape } from './figure.ts'
import { heatTable } from './heat-table.ts'
import { formatNumber, type Language, plotWords } from './words.ts'

export interface NetHeatPlotInput {
  readonly title: string
  /** Names of the rows and columns: a comparison in a design. */
  readonly designs: readonly string[]
  /** Change of the inconsistency of the row when the column's design is detached; rows × columns. */
  readonly change: readonly (readonly number[])[]
  /** Share of the column in the network estimate of the row, 0–1; drawn as a grey square by area. */
  readonly hat: readonly (readonly number[])[]
  readonly language?: Language
}

/** Changes beyond this are drawn as strongly as this. */
const strongest = 8

/**
 * Net heat plot: warm where detaching the column's design removes inconsistency of the row, cool where it adds.
 * @source Krahn, Binder & König 2013, BMC Medical Research Methodology 13:35
 */
export function netHeatPlot({ title, designs, change, hat, language = 'en' }: NetHeatPlotInput): Figure {
  refuseUndrawableCells(change, 'change')
  refuseUndrawableCells(hat, 'hat')
  const words = plotWords[language]
  const cells = change.map((row) =>
    row.map((value) => ({ lines: [formatNumber(value, 1, language)], heat: value / strongest })),
  )
  const figure = heatTable({
    title,
    description: `${words.change}: ${designs.length} × ${designs.length}.`,
    rowNames: designs,
    columnNames: designs,
    cells,
    caption: words.netHeatCaption,
    table: {
      columns: [words.design, ...designs],
      rows: designs.map((name, at) => [name, ...(change[at] ?? []).map((value) => formatNumber(value, 2, language))]),
    },
  })
  const squares = figure.shapes.filter((shape) => shape.kind === 'rectangle')
  const shares = hat.flat()
  const shapes = figure.shapes.flatMap((shape): Shape[] => {
    if (shape.kind !== 'rectangle') return [shape]
    const share = Math.min(Math.abs(shares[squares.indexOf(shape)] ?? 0), 1)
    const side = Math.sqrt(share) * Math.min(shape.w, shape.h)
    const square = {
      kind: 'rectangle' as const,
      x: shape.x + (shape.w - side) / 2,
      y: shape.y + (shape.h - side) / 2,
      w: side,
      h: side,
      fill: 'tertiary' as const,
      opacity: 0.28,
    }
    return [shape, square]
  })
  return { ...figure, shapes }
}

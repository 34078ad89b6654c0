import type { Colour, Figure, Shape, TextShape } from './figure.ts'
import { textWidth, wrapText } from './text-width.ts'
import { titleOf } from './title.ts'

export interface HeatCell {
  readonly lines: readonly string[]
  /** −1 … 1: the strength and direction of the colour; absent draws an empty cell. */
  readonly heat?: number
  /** Marks the cell with a frame, such as the treatments on a diagonal. */
  readonly isBold?: boolean
}

export interface HeatTableInput {
  readonly title: string
  readonly description: string
  readonly rowNames: readonly string[]
  readonly columnNames: readonly string[]
  /** A row of cells for each row name. */
  readonly cells: readonly (readonly HeatCell[])[]
  readonly table: Figure['table']
  /** Words under the picture that say what the colours mean. */
  readonly caption?: string
}

const edge = 16
const size = 11
const line = 14
const widestName = 150

/** A matrix of cells with texts on coloured grounds; column names stand at an angle. */
export function heatTable({
  title,
  description,
  rowNames,
  columnNames,
  cells,
  table,
  caption,
}: HeatTableInput): Figure {
  const cellWidth = Math.max(
    26,
    ...cells.flat().flatMap((cell) => cell.lines.map((text) => textWidth(text, size, cell.isBold) + 10)),
  )
  const most = Math.max(1, ...cells.flat().map((cell) => cell.lines.length))
  const cellHeight = Math.max(24, most * line + 10)
  const rowLines = rowNames.map((name) => wrapText(name, size, widestName))
  const nameWidth = Math.max(0, ...rowLines.flat().map((text) => textWidth(text, size)))
  const left = edge + nameWidth + (rowNames.length > 0 ? 8 : 0)
  const slanted = columnNames.map((name) => wrapText(name, size, widestName)[0] ?? name)
  const names = columnNames.map((name, at) =>
    slanted[at] === name ? name : `${(slanted[at] ?? '').replace(/-$/, '')}…`,
  )
  const longest = Math.max(0, ...names.map((name) => textWidth(name, size)))
  const lean = columnNames.length > 0 ? longest * Math.SQRT1_2 : 0
  const bodyWidth = left + (cells[0]?.length ?? 0) * cellWidth
  const width = Math.max(bodyWidth + lean + edge, 320)
  const heading = titleOf(title, width - 2 * edge)
  const top = heading.bottom + lean + 16
  const captionLines = caption === undefined ? [] : wrapText(caption, 12, width - 2 * edge)
  const rowHeights = rowLines.map((lines) => Math.max(cellHeight, lines.length * line + 6))
  const tops = rowHeights.map((_, at) => top + rowHeights.slice(0, at).reduce((sum, height) => sum + height, 0))
  const bottom = top + rowHeights.reduce((sum, height) => sum + height, 0)

  const shapes: Shape[] = [...heading.shapes]
  names.forEach((text, at) =>
    shapes.push({ kind: 'text', x: left + (at + 0.5) * cellWidth + 3, y: top - 6, text, size, angle: -45 }),
  )
  rowLines.forEach((lines, row) => {
    const middle = (tops[row] ?? 0) + (rowHeights[row] ?? 0) / 2
    shapes.push(...centred(lines, left - 8, middle, 'end', false, 'ink'))
    cells[row]?.forEach((cell, column) => {
      const x = left + column * cellWidth
      const height = rowHeights[row] ?? cellHeight
      const ground = groundOf(cell.heat)
      shapes.push({
        kind: 'rectangle',
        x: x + 0.5,
        y: (tops[row] ?? 0) + 0.5,
        w: cellWidth - 1,
        h: height - 1,
        fill: ground,
        stroke: cell.isBold === true ? 'ink' : 'line',
        width: 1,
      })
      shapes.push(...centred(cell.lines, x + cellWidth / 2, middle, 'middle', cell.isBold === true, 'ink'))
    })
  })
  captionLines.forEach((text, at) =>
    shapes.push({ kind: 'text', x: edge, y: bottom + 22 + at * 16, text, size: 12, fill: 'secondary' }),
  )
  return {
    title,
    description,
    width,
    height: bottom + (captionLines.length > 0 ? 10 + captionLines.length * 16 : 0) + edge,
    shapes,
    table,
  }
}

/** Warm for above, cool for below; never so strong that ink on it cannot be read. */
function groundOf(heat: number | undefined): Colour {
  if (heat === undefined || !Number.isFinite(heat)) return 'paper'
  return { from: 'paper', to: heat > 0 ? 'above' : 'below', fraction: Math.min(Math.abs(heat), 1) * 0.45 }
}

function centred(
  lines: readonly string[],
  x: number,
  middle: number,
  anchor: TextShape['anchor'],
  bold: boolean,
  fill: TextShape['fill'],
): TextShape[] {
  const first = middle - ((lines.length - 1) * line) / 2 + size * 0.35
  return lines.map((text, at) => ({
    kind: 'text',
    x,
    y: first + at * line,
    text,
    size,
    ...(anchor === undefined ? {} : { anchor }),
    bold,
    ...(fill === undefined ? {} : { fill }),
  }))
}

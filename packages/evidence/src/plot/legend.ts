import type { Colour, Shape } from './figure.ts'
import { textWidth } from './text-width.ts'

export interface LegendEntry {
  readonly label: string
  readonly colour: Colour
  readonly mark: 'line' | 'disc' | 'area' | 'dashed'
  /** Of an area; 1 unless told. */
  readonly opacity?: number
}

const size = 12
const row = 20

/** Entries in rows below each other, as many in a row as fit. Returns its height too. */
export function legend(
  entries: readonly LegendEntry[],
  { left, right, top }: { left: number; right: number; top: number },
): { shapes: Shape[]; height: number } {
  let x = left
  let y = top + row / 2
  const shapes: Shape[] = []
  for (const { label, colour, mark, opacity } of entries) {
    const wide = 26 + textWidth(label, size)
    if (x > left && x + wide > right) {
      x = left
      y += row
    }
    shapes.push(...swatch({ mark, colour, opacity }, x, y), {
      kind: 'text',
      x: x + 26,
      y: y + 4,
      text: label,
      size,
      fill: 'secondary',
    })
    x += wide + 18
  }
  return { shapes, height: entries.length === 0 ? 0 : y - top + row / 2 }
}

function swatch(
  { mark, colour, opacity }: Omit<LegendEntry, 'label' | 'opacity'> & { readonly opacity: number | undefined },
  x: number,
  y: number,
): Shape[] {
  if (mark === 'disc') return [{ kind: 'circle', x: x + 10, y, r: 5, fill: colour }]
  if (mark === 'area')
    return [
      { kind: 'rectangle', x, y: y - 6, w: 20, h: 12, fill: colour, ...(opacity === undefined ? {} : { opacity }) },
    ]
  const dash = mark === 'dashed' ? { dash: [5, 3] } : {}
  return [{ kind: 'line', x1: x, x2: x + 20, y1: y, y2: y, stroke: colour, width: 2, ...dash }]
}

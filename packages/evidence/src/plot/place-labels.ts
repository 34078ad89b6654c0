import type { TextShape } from './figure.ts'
import { textWidth } from './text-width.ts'

const size = 11

/** A mark, pixels. */
export interface Disc {
  readonly x: number
  readonly y: number
  /** Radius. */
  readonly r: number
}

export interface LabelledPoint extends Disc {
  readonly label: string
}

/** A straight line as a row of dots so close that no name fits between them. */
export function dotsAlong([x1, y1]: readonly [number, number], [x2, y2]: readonly [number, number]): Disc[] {
  const count = Math.max(1, Math.ceil(Math.hypot(x2 - x1, y2 - y1) / (size / 2)))
  return Array.from({ length: count + 1 }, (_, at) => ({
    x: x1 + ((x2 - x1) * at) / count,
    y: y1 + ((y2 - y1) * at) / count,
    r: 1,
  }))
}

interface Field {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

interface Box extends Field {
  readonly shape: TextShape
}

const ascent = 0.76 * size
const descent = 0.24 * size

/**
 * Writes names beside points where they fit: inside the field, over no point and no other name. The first points have the
 * first choice; a name that fits nowhere is left out, since the table has it.
 * @param obstacles discs without a name that no name may cover
 */
export function placeLabels(
  points: readonly LabelledPoint[],
  field: Field,
  obstacles: readonly Disc[] = [],
): TextShape[] {
  const placed: Box[] = []
  const discs = [...points, ...obstacles].map(boxOf)
  for (const point of points) {
    const box = candidates(point).find(
      (candidate) => isInside(candidate, field) && ![...placed, ...discs].some((other) => touches(candidate, other)),
    )
    if (box !== undefined) placed.push(box)
  }
  return placed.map(({ shape }) => shape)
}

/** Right, left, above, below, then the four corners. */
function candidates({ label, x, y, r }: LabelledPoint): Box[] {
  const wide = textWidth(label, size)
  const away = r + 3
  const places = [
    [x + away, y + 4, 'start'],
    [x - away, y + 4, 'end'],
    [x, y - away - 2, 'middle'],
    [x, y + away + ascent, 'middle'],
    [x + away * 0.7, y - away * 0.7 - 2, 'start'],
    [x + away * 0.7, y + away * 0.7 + ascent, 'start'],
    [x - away * 0.7, y - away * 0.7 - 2, 'end'],
    [x - away * 0.7, y + away * 0.7 + ascent, 'end'],
  ] as const
  return places.map(([tx, ty, anchor]) => {
    const left = anchor === 'start' ? tx : anchor === 'end' ? tx - wide : tx - wide / 2
    const shape: TextShape = { kind: 'text', x: tx, y: ty, text: label, size, anchor, fill: 'secondary' }
    return { shape, left, right: left + wide, top: ty - ascent, bottom: ty + descent }
  })
}

const boxOf = ({ x, y, r }: Disc): Field => ({ left: x - r, right: x + r, top: y - r, bottom: y + r })
const isInside = (box: Field, field: Field): boolean =>
  box.left >= field.left && box.right <= field.right && box.top >= field.top && box.bottom <= field.bottom
const touches = (one: Field, other: Field): boolean =>
  one.left < other.right + 1 && other.left < one.right + 1 && one.top < other.bottom && other.top < one.bottom

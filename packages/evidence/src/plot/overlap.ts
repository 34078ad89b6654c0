import type { Figure, TextShape } from './figure.ts'
import { textWidth } from './text-width.ts'

/** A rectangle in pixels, with the corners of a text that may stand at an angle. */
interface Box {
  readonly text: string
  readonly corners: readonly (readonly [number, number])[]
}

/** Letters reach this share of their height above their line, and this below. */
const ascent = 0.74
const descent = 0.22

/**
 * Finds texts that lie over each other or reach out of the picture.
 * @returns one line per fault; empty for a picture that can be read
 */
export function findTextFaults({ shapes, width, height }: Figure): string[] {
  const boxes = shapes.filter((shape) => shape.kind === 'text').map(boxOf)
  const cut = boxes
    .filter(({ corners }) => corners.some(([x, y]) => x < -0.5 || y < -0.5 || x > width + 0.5 || y > height + 0.5))
    .map(({ text }) => `"${text}" reaches out of the picture`)
  const overlaps = boxes.flatMap((box, at) =>
    boxes
      .slice(at + 1)
      .filter((other) => touch(box, other))
      .map((other) => `"${box.text}" lies over "${other.text}"`),
  )
  return [...cut, ...overlaps]
}

function boxOf({ x, y, text, size, anchor = 'start', bold, angle = 0 }: TextShape): Box {
  const wide = textWidth(text, size, bold)
  const left = anchor === 'start' ? 0 : anchor === 'middle' ? -wide / 2 : -wide
  const flat = [
    [left, -ascent * size],
    [left + wide, -ascent * size],
    [left + wide, descent * size],
    [left, descent * size],
  ] as const
  const turn = (angle * Math.PI) / 180
  const corners = flat.map(
    ([dx, dy]) =>
      [x + dx * Math.cos(turn) - dy * Math.sin(turn), y + dx * Math.sin(turn) + dy * Math.cos(turn)] as const,
  )
  return { text, corners }
}

/** Two convex shapes are apart when a side of one of them separates all corners (separating axis theorem). */
function touch(one: Box, other: Box): boolean {
  return [one, other].every(({ corners }) =>
    corners.every(([x, y], at) => {
      const [nextX, nextY] = corners[(at + 1) % corners.length] ?? [x, y]
      const normal = [y - nextY, nextX - x] as const
      const along = (box: Box) => box.corners.map(([px, py]) => px * normal[0] + py * normal[1])
      const [a, b] = [along(one), along(other)]
      const slack = 0.5 * Math.hypot(...normal)
      return Math.min(...a) < Math.max(...b) - slack && Math.min(...b) < Math.max(...a) - slack
    }),
  )
}

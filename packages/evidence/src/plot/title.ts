import type { TextShape } from './figure.ts'
import { wrapText } from './text-width.ts'

const edge = 16
const size = 16
const lineHeight = 22

/** The title of a picture in lines no wider than given, and where what follows may begin. */
export interface PlotTitle {
  readonly shapes: readonly TextShape[]
  readonly bottom: number
}

/** Sets a title at the top left, the same in every picture. */
export function titleOf(title: string, widest: number): PlotTitle {
  const lines = wrapText(title, size, widest, true)
  return {
    shapes: lines.map((text, at) => ({
      kind: 'text',
      x: edge,
      y: edge + 14 + at * lineHeight,
      text,
      size,
      bold: true,
    })),
    bottom: edge + lines.length * lineHeight,
  }
}

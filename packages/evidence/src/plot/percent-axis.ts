import type { Shape } from './figure.ts'

/** Ticks and numbers under bars of shares: 0% at `left`, 100% `wide` pixels further. */
export function percentAxis(left: number, wide: number, bottom: number): Shape[] {
  return [0, 0.25, 0.5, 0.75, 1].flatMap((share): Shape[] => {
    const x = left + share * wide
    return [
      { kind: 'line', x1: x, x2: x, y1: bottom, y2: bottom + 4, stroke: 'ink', width: 1 },
      { kind: 'text', x, y: bottom + 18, text: `${share * 100}%`, size: 12, anchor: 'middle' },
    ]
  })
}

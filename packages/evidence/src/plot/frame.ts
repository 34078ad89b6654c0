import { type Axis, axisOf } from './axis.ts'
import type { Shape, TextShape } from './figure.ts'
import { drawTicks, showTick } from './forest-drawing.ts'
import { textWidth, wrapText } from './text-width.ts'
import type { Language } from './words.ts'
import { titleOf } from './title.ts'

export interface FrameAxis {
  readonly label: string
  readonly values: readonly number[]
  readonly include?: readonly number[]
  readonly isRatio?: boolean
  /** true: small values at the top, as standard errors in a funnel. */
  readonly isReversed?: boolean
  readonly margin?: number
}

export interface FrameInput {
  readonly title: string
  readonly x: FrameAxis
  readonly y: FrameAxis
  /** Size of the field in which points stand, pixels. */
  readonly width?: number
  readonly height?: number
  readonly language: Language
}

/** A field with two axes, its title above. */
export interface Frame {
  readonly x: Axis
  readonly y: Axis
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly width: number
  readonly height: number
  readonly shapes: readonly Shape[]
}

const edge = 16
const small = 12
const body = 13

/** Lays out the axes of a plot of points or lines and draws them. */
export function frameOf({ title, x, y, width = 520, height = 360, language }: FrameInput): Frame {
  const vertical = (from: number, to: number): Axis =>
    axisOf({ ...axisInput(y), from: y.isReversed === true ? to : from, to: y.isReversed === true ? from : to })
  // The widest number beside the vertical axis is known before its place is.
  const trial = vertical(height, 0)
  const widest = Math.max(
    ...trial.ticks.map((tick) => textWidth(showTick(trial, tick, y.isRatio === true, language), small)),
    0,
  )
  const left = edge + 18 + widest + 10
  const right = left + width
  const heading = titleOf(title, width + left - 2 * edge)
  const top = heading.bottom + 10
  const bottom = top + height
  const horizontal = axisOf({ ...axisInput(x), from: left, to: right })
  const upright = vertical(bottom, top)
  const labelLines = wrapText(x.label, body, width)
  const shapes: Shape[] = [
    ...heading.shapes,
    { kind: 'line', x1: left, x2: right, y1: bottom, y2: bottom, stroke: 'ink', width: 1 },
    { kind: 'line', x1: left, x2: left, y1: top, y2: bottom, stroke: 'ink', width: 1 },
    ...drawTicks(horizontal, bottom, x.isRatio === true, language),
    ...drawUprightTicks(upright, left, y.isRatio === true, language),
    ...labelLines.map(
      (text, at): TextShape => ({
        kind: 'text',
        x: (left + right) / 2,
        y: bottom + 38 + at * 17,
        text,
        size: body,
        anchor: 'middle',
      }),
    ),
    ...wrapText(y.label, body, height)
      .slice(0, 1)
      .map(
        (text): TextShape => ({
          kind: 'text',
          x: edge + 10,
          y: (top + bottom) / 2,
          text,
          size: body,
          anchor: 'middle',
          angle: -90,
        }),
      ),
  ]
  return {
    x: horizontal,
    y: upright,
    left,
    right,
    top,
    bottom,
    width: right + edge + 12,
    height: bottom + 32 + labelLines.length * 17 + edge,
    shapes,
  }
}

const axisInput = ({ values, include, isRatio, margin }: FrameAxis) => ({
  values,
  ...(include === undefined ? {} : { include }),
  ...(isRatio === undefined ? {} : { isLogarithmic: isRatio }),
  ...(margin === undefined ? {} : { margin }),
})

function drawUprightTicks(axis: Axis, x: number, isRatio: boolean, language: Language): Shape[] {
  return axis.ticks.flatMap((tick): Shape[] => {
    const y = axis.place(tick)
    return [
      { kind: 'line', x1: x - 4, x2: x, y1: y, y2: y, stroke: 'ink', width: 1 },
      { kind: 'text', x: x - 8, y: y + 4, text: showTick(axis, tick, isRatio, language), size: small, anchor: 'end' },
    ]
  })
}

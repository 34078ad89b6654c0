/** A colour by what it means; the palette says how that looks in the light and in the dark. */
export type ColourName =
  | 'paper'
  | 'sunken'
  | 'line'
  | 'ink'
  | 'secondary'
  | 'tertiary'
  | 'accent'
  | 'accentSoft'
  | 'good'
  | 'some'
  | 'bad'
  | 'unclear'
  | 'above'
  | 'below'
  | 'series1'
  | 'series2'
  | 'series3'
  | 'series4'
  | 'series5'
  | 'series6'

/** A colour, or a mixture: `fraction` 0 is `from`, 1 is `to`. */
export type Colour = ColourName | { readonly from: ColourName; readonly to: ColourName; readonly fraction: number }

interface Drawn {
  readonly fill?: Colour
  readonly stroke?: Colour
  /** Width of the line, pixels. */
  readonly width?: number
  readonly dash?: readonly number[]
  /** 0 is invisible, 1 (the default) covers what is behind. */
  readonly opacity?: number
}

export interface LineShape extends Drawn {
  readonly kind: 'line'
  readonly x1: number
  readonly y1: number
  readonly x2: number
  readonly y2: number
}

export interface RectangleShape extends Drawn {
  readonly kind: 'rectangle'
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
  readonly radius?: number
}

export interface CircleShape extends Drawn {
  readonly kind: 'circle'
  readonly x: number
  readonly y: number
  readonly r: number
}

/** Points joined by straight lines. */
export interface PolygonShape extends Drawn {
  readonly kind: 'polygon'
  readonly points: readonly (readonly [number, number])[]
  /** false: a line that stays open. */
  readonly closed: boolean
}

export interface TextShape {
  readonly kind: 'text'
  readonly x: number
  /** The line on which the letters stand. */
  readonly y: number
  readonly text: string
  /** Height of the letters, pixels. */
  readonly size: number
  readonly anchor?: 'start' | 'middle' | 'end'
  readonly bold?: boolean
  readonly fill?: Colour
  /** Degrees clockwise around (x, y). */
  readonly angle?: number
}

export type Shape = LineShape | RectangleShape | CircleShape | PolygonShape | TextShape

/** What a picture shows, for who cannot see it and for who wants the numbers. */
export interface FigureTable {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** A picture as data: shapes in pixels from the top left, drawn in order. */
export interface Figure {
  readonly title: string
  /** What there is to see, in sentences. */
  readonly description: string
  readonly width: number
  readonly height: number
  readonly shapes: readonly Shape[]
  readonly table: FigureTable
}

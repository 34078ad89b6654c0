import type { Colour, ColourName } from './figure.ts'

/** Every colour as `#rrggbb`. */
export type Palette = Readonly<Record<ColourName, string>>

export const lightPalette: Palette = {
  paper: '#ffffff',
  sunken: '#f3f1ec',
  line: '#dad6cd',
  ink: '#1d2420',
  secondary: '#4a544e',
  tertiary: '#69736d',
  accent: '#0f5c4a',
  accentSoft: '#ddeee7',
  good: '#1b6b3a',
  some: '#8a6100',
  bad: '#a3221b',
  unclear: '#5a5f7a',
  above: '#b4470c',
  below: '#0f5c8a',
  series1: '#0f5c4a',
  series2: '#b4470c',
  series3: '#1e5aa8',
  series4: '#7a3fa0',
  series5: '#75570a',
  series6: '#5a5f7a',
}

export const darkPalette: Palette = {
  paper: '#1b201e',
  sunken: '#0e1110',
  line: '#363e3a',
  ink: '#edf1ee',
  secondary: '#bac4be',
  tertiary: '#8f9a94',
  accent: '#7cd0b4',
  accentSoft: '#1d3a31',
  good: '#86d6a0',
  some: '#e3c26b',
  bad: '#ff9d94',
  unclear: '#b3b8d6',
  above: '#ff9a62',
  below: '#7ec3f0',
  series1: '#7cd0b4',
  series2: '#ff9a62',
  series3: '#9cc3f7',
  series4: '#d3a9f0',
  series5: '#e3c26b',
  series6: '#b3b8d6',
}

/** The colour as `#rrggbb`. */
export function paint(colour: Colour, palette: Palette): string {
  if (typeof colour === 'string') return palette[colour]
  const from = channels(palette[colour.from])
  const to = channels(palette[colour.to])
  const mixed = from.map((channel, at) => Math.round(channel + ((to[at] ?? channel) - channel) * colour.fraction))
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}

const channels = (hex: string): number[] => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))

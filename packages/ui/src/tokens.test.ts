import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

/** Colours of the first block that starts with this selector: name to `#rrggbb`. */
function coloursOf(selector: string): Record<string, string> {
  const start = css.indexOf(selector)
  if (start < 0) throw new RangeError(`coloursOf: tokens.css has no block "${selector}"`)
  const block = css.slice(css.indexOf('{', start), css.indexOf('}', start))
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name, colour]) => [name!, colour!]),
  )
}

const light = coloursOf(":root,\n[data-theme='light']")
const darkByDevice = coloursOf(":root:not([data-theme='light'])")
const darkByChoice = coloursOf("[data-theme='dark'] {")

/** Relative luminance of sRGB. @source WCAG 2.2, definition of relative luminance */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((place) => {
    const part = Number.parseInt(colour.slice(place, place + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** Contrast ratio, 1 to 21. @source WCAG 2.2, definition of contrast ratio */
function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (high + 0.05) / (low + 0.05)
}

const grounds = ['paper', 'surface', 'sunken']
const verdictInks = Object.keys(light).filter((name) => name.startsWith('verdict-'))

/** Every ink on every ground that it may stand on, as text. */
const texts: readonly (readonly [string, string])[] = [
  ...['ink', 'ink-secondary', 'accent', 'accent-strong', 'caution', 'stop', ...verdictInks].flatMap((ink) =>
    grounds.map((ground) => [ink, ground] as const),
  ),
  // Tertiary ink never stands on the sunken ground: there it would be 4.4 in light.
  ...['paper', 'surface'].map((ground) => ['ink-tertiary', ground] as const),
  ...['ink', 'ink-secondary', 'accent', 'accent-strong'].map((ink) => [ink, 'accent-soft'] as const),
  ...['ink', 'caution'].map((ink) => [ink, 'caution-soft'] as const),
  ...['ink', 'stop'].map((ink) => [ink, 'stop-soft'] as const),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['on-stop', 'stop'],
  ['on-stop', 'stop-strong'],
  ['on-run', 'run'],
  ['on-walk', 'walk'],
  ['run', 'paper'],
  ['walk', 'paper'],
]

/** Edges that must be seen to know what can be used. */
const edges: readonly (readonly [string, string])[] = ['line-field', 'focus', 'accent', 'stop', 'caution'].flatMap(
  (edge) => grounds.map((ground) => [edge, ground] as const),
)

describe.each([
  ['light', light],
  ['dark', darkByChoice],
])('colours on %s paper', (_, colours) => {
  const between = (one: string, other: string) => {
    const [a, b] = [colours[one], colours[other]]
    if (!a || !b) throw new RangeError(`no colour ${a ? other : one} in tokens.css`)
    return contrast(a, b)
  }

  test.each(texts)('%s can be read on %s', (ink, ground) => {
    expect(between(ink, ground)).toBeGreaterThanOrEqual(4.5)
  })

  test.each(edges)('%s can be seen on %s', (edge, ground) => {
    expect(between(edge, ground)).toBeGreaterThanOrEqual(3)
  })
})

test('dark is the same by the device and by choice, and names every colour that light names', () => {
  expect(darkByDevice).toEqual(darkByChoice)
  expect(Object.keys(darkByChoice)).toEqual(Object.keys(light))
})

test('print is black on white: every colour is set again, and no dark colour reaches it', () => {
  const print = css.slice(css.indexOf('@media print'))
  for (const name of Object.keys(light)) expect(print).toContain(`--${name}: #`)
  expect(css).toContain('@media screen and (prefers-color-scheme: dark)')
  expect(css).toMatch(/@media screen \{\s*\[data-theme='dark'\]/)
})

test('the contrast formula gives the known ratios', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
})

import type { Colour, Figure, FigureTable, Shape, TextShape } from './figure.ts'
import { darkPalette, lightPalette, paint, type Palette } from './palette.ts'

export interface SvgOptions {
  /** Light unless told; or colours of one's own. */
  readonly theme?: 'light' | 'dark' | Palette
  /** Prefix of the ids in the picture; give one where several stand on a page. */
  readonly id?: string
}

const fontFamily = 'Arial, Helvetica, Liberation Sans, sans-serif'

/**
 * The picture as a standing SVG document, with title and description for screen readers.
 * Colours are attributes, not styles, so that a page with a strict content security policy shows it.
 */
export function toSvg(figure: Figure, { theme = 'light', id = 'figure' }: SvgOptions = {}): string {
  const palette = theme === 'light' ? lightPalette : theme === 'dark' ? darkPalette : theme
  const { width, height, title, description, shapes } = figure
  const size = { width: round(width), height: round(height) }
  const inside = [
    `<title id="${escapeText(id)}-title">${escapeText(title)}</title>`,
    `<desc id="${escapeText(id)}-description">${escapeText(description)}</desc>`,
    element('rect', { ...size, fill: palette.paper }),
    ...shapes.map((shape) => draw(shape, palette)),
  ]
  const attributes = attributesOf({
    xmlns: 'http://www.w3.org/2000/svg',
    ...size,
    viewBox: `0 0 ${size.width} ${size.height}`,
    role: 'img',
    'aria-labelledby': `${id}-title ${id}-description`,
    'font-family': fontFamily,
  })
  return `<svg${attributes}>${inside.join('')}</svg>`
}

function draw(shape: Shape, palette: Palette): string {
  if (shape.kind === 'text') return drawText(shape, palette)
  const colourOf = (colour: Colour | undefined) => (colour === undefined ? undefined : paint(colour, palette))
  const drawn = {
    fill: colourOf(shape.fill) ?? 'none',
    stroke: colourOf(shape.stroke),
    'stroke-width': shape.width,
    'stroke-dasharray': shape.dash?.join(' '),
    opacity: shape.opacity,
  }
  switch (shape.kind) {
    case 'line': {
      const { x1, y1, x2, y2 } = shape
      return element('line', { x1: round(x1), y1: round(y1), x2: round(x2), y2: round(y2), ...drawn })
    }
    case 'rectangle': {
      const { x, y, w, h, radius } = shape
      return element('rect', { x: round(x), y: round(y), width: round(w), height: round(h), rx: radius, ...drawn })
    }
    case 'circle':
      return element('circle', { cx: round(shape.x), cy: round(shape.y), r: round(shape.r), ...drawn })
    case 'polygon': {
      const points = shape.points.map(([x, y]) => `${round(x)},${round(y)}`).join(' ')
      return element(shape.closed ? 'polygon' : 'polyline', { points, 'stroke-linejoin': 'round', ...drawn })
    }
  }
}

function drawText({ x, y, text, size, anchor, bold, fill = 'ink', angle }: TextShape, palette: Palette): string {
  const attributes = attributesOf({
    x: round(x),
    y: round(y),
    'font-size': size,
    'text-anchor': anchor === 'start' ? undefined : anchor,
    'font-weight': bold === true ? 600 : undefined,
    fill: paint(fill, palette),
    transform: angle === undefined ? undefined : `rotate(${round(angle)} ${round(x)} ${round(y)})`,
  })
  return `<text${attributes}>${escapeText(text)}</text>`
}

type Attributes = Readonly<Record<string, string | number | undefined>>

const element = (name: string, attributes: Attributes): string => `<${name}${attributesOf(attributes)}/>`

function attributesOf(attributes: Attributes): string {
  return Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escapeText(String(value))}"`)
    .join('')
}

const round = (pixels: number): number => Math.round(pixels * 100) / 100

/** Text as it may stand in XML. Control characters, which XML does not know, become spaces. */
function escapeText(text: string): string {
  return text
    .replaceAll(/\p{Cc}/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** The numbers of the picture as an HTML table. */
export function toHtmlTable({ columns, rows }: FigureTable, caption: string): string {
  const cells = (texts: readonly string[], name: string) =>
    texts.map((text) => `<${name}>${escapeText(text)}</${name.split(' ')[0]}>`).join('')
  const body = rows.map(([first = '', ...rest]) => `<tr>${cells([first], 'th scope="row"')}${cells(rest, 'td')}</tr>`)
  const head = `<thead><tr>${cells(columns, 'th scope="col"')}</tr></thead>`
  return `<table><caption>${escapeText(caption)}</caption>${head}<tbody>${body.join('')}</tbody></table>`
}

/** A page of its own: the picture in the reader's light or dark, and its numbers below. */
export function toHtmlPage(figure: Figure, language: 'nl' | 'en'): string {
  const light = toSvg(figure, { theme: 'light', id: 'light' })
  const dark = toSvg(figure, { theme: 'dark', id: 'dark' })
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeText(figure.title)}</title>
<style>${pageStyle}</style>
</head>
<body>
<main>
<h1>${escapeText(figure.title)}</h1>
<div class="picture light">${light}</div>
<div class="picture dark">${dark}</div>
<div class="numbers">${toHtmlTable(figure.table, figure.description)}</div>
</main>
</body>
</html>
`
}

const pageStyle = `
:root { color-scheme: light dark; font: 16px/1.5 ${fontFamily}; }
body { margin: 0; background: ${lightPalette.paper}; color: ${lightPalette.ink}; }
main { max-width: 75rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.5rem; line-height: 1.25; }
.picture, .numbers { overflow-x: auto; }
.picture svg { display: block; max-width: 100%; height: auto; }
.dark { display: none; }
table { border-collapse: collapse; margin-top: 1.5rem; font-variant-numeric: tabular-nums; }
caption { text-align: start; padding-bottom: 0.5rem; }
th, td { text-align: start; padding: 0.25rem 1rem 0.25rem 0; border-bottom: 1px solid ${lightPalette.line}; }
@media (prefers-color-scheme: dark) {
  body { background: ${darkPalette.paper}; color: ${darkPalette.ink}; }
  th, td { border-color: ${darkPalette.line}; }
  .light { display: none; }
  .dark { display: block; }
}
@media print { .light { display: block; } .dark { display: none; } body { background: none; color: #000; } }
`

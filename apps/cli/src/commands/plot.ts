import { writeFileSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Figure, toHtmlPage, toSvg } from '@dosis/evidence/plot'
import { readNetwork, type TextTable } from '@dosis/evidence/table'
import { Resvg, type ResvgRenderOptions } from '@resvg/resvg-js'
import { BadInput } from '../bad-input.ts'
import { command, type Invocation } from '../command.ts'
import { dataFileArgument, listOf, oneOf, poolingArgs, textOf } from '../evidence/flags.ts'
import { evidenceMessages } from '../evidence/messages.ts'
import { biasByStudy } from '../evidence/network-bias.ts'
import { drawNetwork, type NetworkKind, networkKinds } from '../evidence/network-figures.ts'
import { analyseTable } from '../evidence/network-table.ts'
import { drawPairwise, type PairwiseKind, pairwiseKinds } from '../evidence/pairwise-figures.ts'
import { poolTable } from '../evidence/pool-table.ts'
import { readDataFile } from '../evidence/read-table.ts'
import { refusingAsBadInput } from '../evidence/refuse-as-bad-input.ts'
import type { Style } from '../io.ts'
import { networkRequestOf } from './network.ts'
import { requestOf } from './pool.ts'

const kinds = [...pairwiseKinds, ...networkKinds]

export const plotCommand = command(
  'plot',
  'draw a picture of a meta-analysis as SVG, PNG or HTML with its table',
  {
    kind: { type: 'positional', required: true, valueHint: kinds.join('|'), description: 'what to draw' },
    ...dataFileArgument,
    ...poolingArgs,
    out: {
      type: 'string',
      alias: 'o',
      required: true,
      valueHint: 'FILE.svg|png|html',
      description: 'where to write it',
    },
    theme: { type: 'string', default: 'light', valueHint: 'light|dark', description: 'colours of an SVG or PNG' },
    title: { type: 'string', valueHint: 'TEXT', description: 'title; the name of the file if left out' },
    favours: { type: 'string', valueHint: 'LEFT,RIGHT', description: 'what lies left and right of no effect' },
    threshold: { type: 'string', valueHint: 'NUMBER', description: 'smallest important effect' },
    'risk-of-bias': { type: 'string', valueHint: 'COLUMN,…', description: 'columns with judgements' },
    contours: { type: 'boolean', description: 'regions of p in a funnel plot' },
    fill: { type: 'boolean', description: 'studies that trim and fill adds to a funnel plot' },
    reference: { type: 'string', valueHint: 'NAME', description: 'reference treatment of a network' },
    order: {
      type: 'string',
      valueHint: 'NAME,…',
      description: 'all treatments in a meaningful order, for network-funnel',
    },
    'small-values': {
      type: 'string',
      default: 'desirable',
      valueHint: 'desirable|undesirable',
      description: 'whether small values are good',
    },
    seed: { type: 'string', default: '1', valueHint: 'NUMBER', description: 'of the draws for ranks' },
  },
  ({ flags, io, style }) => {
    const kind = oneOf('KIND', String(flags['kind']), kinds)
    const file = String(flags['file'])
    const out = String(flags['out'])
    const write = writerFor(out, flags, style)
    const data = readDataFile(file, io, textOf(flags, 'outcome'))
    if (data.kind === 'case')
      throw new BadInput(file, [{ path: '', message: 'a picture needs a table, not a reference case' }])
    const figure = refusingAsBadInput(file, () => draw(kind, data.table, file, flags, style))
    save(out, write(figure))
    io.out(
      style.json
        ? JSON.stringify({ file: out, title: figure.title, table: figure.table })
        : evidenceMessages[style.language].written(out),
    )
    return 0
  },
)

type Kind = (typeof kinds)[number]

function draw(kind: Kind, table: TextTable, file: string, flags: Invocation['flags'], style: Style): Figure {
  const { language } = style
  const title = textOf(flags, 'title') ?? basename(file, extname(file))
  if (isNetworkKind(kind)) {
    const request = networkRequestOf(file, { ...flags, method: flags['method'] ?? 'REML' })
    const { analysis, measure, isRatio } = analyseTable(table, request)
    if (analysis === undefined) throw new BadInput(file, [{ path: '', message: 'the network is in pieces' }])
    const { smallValues } = request
    const seed = numberOf(flags, 'seed') ?? 1
    const patients = patientsOf(table, request.columns)
    const [column] = listOf(flags, 'risk-of-bias')
    const bias = biasByStudy(table, column, file, request.columns)
    const order = listOf(flags, 'order')
    return drawNetwork(kind, analysis, { title, measure, isRatio, smallValues, seed, patients, bias, order, language })
  }
  const request = requestOf(file, flags)
  const analysis = poolTable(table, { ...request, moderators: [] })
  const [left, right] = listOf(flags, 'favours')
  return drawPairwise(kind as PairwiseKind, analysis, {
    ...request,
    title,
    language,
    favours: left === undefined || right === undefined ? undefined : { left, right },
    threshold: numberOf(flags, 'threshold'),
    domains: listOf(flags, 'risk-of-bias'),
    contours: flags['contours'] === true,
    fill: flags['fill'] === true,
  })
}

const isNetworkKind = (kind: Kind): kind is NetworkKind => networkKinds.some((one) => one === kind)

function numberOf(flags: Invocation['flags'], name: string): number | undefined {
  const given = flags[name]
  if (typeof given !== 'string') return undefined
  const value = Number(given.replace(',', '.'))
  if (Number.isFinite(value)) return value
  throw new BadInput(`--${name}`, [{ path: '', message: `needs a number, got "${given}"` }])
}

/** Patients by treatment; empty when the table has contrasts. */
function patientsOf(table: TextTable, columns: ReturnType<typeof networkRequestOf>['columns']): Map<string, number> {
  const read = readNetwork(table, { columns })
  const patients = new Map<string, number>()
  if (read.level === 'arm')
    for (const { treatment, total } of read.arms)
      if (total !== undefined) patients.set(treatment, (patients.get(treatment) ?? 0) + total)
  return patients
}

const fontFile = (name: string): string =>
  fileURLToPath(import.meta.resolve(`@expo-google-fonts/source-sans-3/${name}/SourceSans3_${name}.ttf`))

/** Twice the pixels, and our own letters: the same picture on every machine, also on one without fonts. */
const asImage: ResvgRenderOptions = {
  fitTo: { mode: 'zoom', value: 2 },
  font: {
    loadSystemFonts: false,
    fontFiles: ['400Regular', '600SemiBold'].map(fontFile),
    defaultFontFamily: 'Source Sans 3',
    sansSerifFamily: 'Source Sans 3',
  },
}

/** How the figure becomes a file of this name. */
function writerFor(
  out: string,
  flags: Invocation['flags'],
  { language }: Style,
): (figure: Figure) => string | Uint8Array {
  const theme = oneOf('--theme', String(flags['theme'] ?? 'light'), ['light', 'dark'])
  switch (extname(out).toLowerCase()) {
    case '.svg':
      return (figure) => toSvg(figure, { theme })
    case '.html':
      return (figure) => toHtmlPage(figure, language)
    case '.png':
      return (figure) => new Resvg(toSvg(figure, { theme }), asImage).render().asPng()
    default:
      throw new BadInput('--out', [
        { path: '', message: `needs a name that ends in .svg, .png or .html, got "${out}"` },
      ])
  }
}

function save(out: string, content: string | Uint8Array): void {
  try {
    writeFileSync(out, content)
  } catch (error) {
    throw new BadInput(out, [{ path: '', message: `cannot be written (${(error as NodeJS.ErrnoException).code})` }])
  }
}

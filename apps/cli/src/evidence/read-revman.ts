import type { TextTable } from '@dosis/evidence/table'
import { SaxesParser } from 'saxes'
import { BadInput } from '../bad-input.ts'

interface Outcome {
  readonly id: string
  readonly name: string
  readonly kind: 'DICH' | 'CONT' | 'IV'
  readonly rows: (readonly string[])[]
}

const columnsOf = {
  DICH: ['study', 'subgroup', 'events1', 'n1', 'events2', 'n2'],
  CONT: ['study', 'subgroup', 'mean1', 'sd1', 'n1', 'mean2', 'sd2', 'n2'],
  IV: ['study', 'subgroup', 'estimate', 'standard error'],
} as const

const attributesOf = {
  DICH: ['EVENTS_1', 'TOTAL_1', 'EVENTS_2', 'TOTAL_2'],
  CONT: ['MEAN_1', 'SD_1', 'TOTAL_1', 'MEAN_2', 'SD_2', 'TOTAL_2'],
  IV: ['ESTIMATE', 'SE'],
} as const

/**
 * Reads one outcome of a review that RevMan 5 exported (`.rm5`). Values are as entered; estimates of generic outcomes are
 * on the scale of analysis.
 * @throws {BadInput} when the XML cannot be read, or the review has several outcomes and none is chosen
 */
export function readRevMan(name: string, xml: string, wanted?: string): TextTable {
  const outcomes = parse(name, xml)
  const chosen =
    wanted === undefined ? outcomes : outcomes.filter(({ id, name: title }) => id === wanted || title === wanted)
  const [outcome] = chosen
  if (outcome === undefined || chosen.length > 1) {
    const list = outcomes.map(({ id, name: title }) => `${id} (${title})`).join('; ')
    const message = outcomes.length === 0 ? 'holds no outcome with data' : `choose one outcome with --outcome: ${list}`
    throw new BadInput(name, [{ path: '', message }])
  }
  return { columns: columnsOf[outcome.kind], rows: outcome.rows }
}

function parse(name: string, xml: string): Outcome[] {
  const outcomes: Outcome[] = []
  const studies = new Map<string, string>()
  const parser = new SaxesParser()
  /** Names are texts inside an element; which one is being read. */
  let path: string[] = []
  let text = ''
  let subgroup = ''
  let comparison = ''
  parser.on('error', (error) => {
    throw new BadInput(name, [{ path: '', message: `is not XML that RevMan writes: ${error.message}` }])
  })
  parser.on('doctype', () => {
    throw new BadInput(name, [{ path: '', message: 'holds a document type, which RevMan does not write' }])
  })
  parser.on('opentag', ({ name: tag, attributes }) => {
    path = [...path, tag]
    text = ''
    const value = (key: string): string => String(attributes[key] ?? '')
    const kind = /^(DICH|CONT|IV)_(OUTCOME|SUBGROUP|DATA)$/.exec(tag)
    if (tag === 'STUDY') studies.set(value('ID'), value('NAME'))
    else if (tag === 'COMPARISON') comparison = value('NO')
    else if (kind?.[2] === 'OUTCOME') {
      outcomes.push({ kind: kind[1] as Outcome['kind'], id: `${comparison}.${value('NO')}`, name: '', rows: [] })
      subgroup = ''
    } else if (kind?.[2] === 'SUBGROUP') subgroup = value('NO')
    else if (kind?.[2] === 'DATA') {
      const values = attributesOf[kind[1] as Outcome['kind']].map(value)
      const id = value('STUDY_ID')
      outcomes.at(-1)?.rows.push([studies.get(id) ?? id, subgroup, ...values])
    }
  })
  parser.on('text', (part) => {
    text += part
  })
  parser.on('closetag', ({ name: tag }) => {
    const parent = path.at(-2) ?? ''
    const last = outcomes.at(-1)
    if (tag === 'NAME' && parent.endsWith('_OUTCOME') && last !== undefined) {
      outcomes[outcomes.length - 1] = { ...last, name: text.trim() }
    } else if (tag === 'NAME' && parent.endsWith('_SUBGROUP')) subgroup = text.trim()
    else if (tag.endsWith('_SUBGROUP')) subgroup = ''
    path = path.slice(0, -1)
    text = ''
  })
  parser.write(xml).close()
  return outcomes.filter(({ rows }) => rows.length > 0)
}

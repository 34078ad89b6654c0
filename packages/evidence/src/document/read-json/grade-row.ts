import { directionsNamed } from '../outcome-words.ts'
import { quoting } from '../place.ts'
import { printedAlike, printedNumber } from '../printed-number.ts'
import type {
  PlacedNumber,
  PrintedEstimate,
  PrintedRating,
  PrintedRelevance,
  PrintedRepeat,
  PrintedShare,
  PrintedStatement,
  RatedCell,
  RatedDomain,
} from '../statement.ts'
import { estimateOf, groupsOf } from './estimates.ts'
import {
  childOf,
  childrenOf,
  countOf,
  isRecord,
  type JsonNode,
  numberAt,
  placedAt,
  subjectOf,
  textAt,
  textsAt,
} from './node.ts'
import { studyCount } from './study-count.ts'

const domainKeys: readonly (readonly [string, RatedDomain])[] = [
  ['riskOfBias', 'risk-of-bias'],
  ['inconsistency', 'inconsistency'],
  ['indirectness', 'indirectness'],
  ['imprecision', 'imprecision'],
  ['publicationBias', 'publication-bias'],
]

const levelsByWord: Readonly<Record<string, number>> = {
  not_serious: 0,
  serious: 1,
  very_serious: 2,
  extremely_serious: 3,
}

/** Whether an object is a row of a GRADE table: domains with a rating. */
export function isGradeRow({ record }: JsonNode): boolean {
  return domainKeys.some(([key]) => {
    const cell = record[key]
    return isRecord(cell) && textAt(cell, 'rating') !== undefined
  })
}

/** Everything a GRADE row says: effect and its other printings, people, events, ratings, relevance, studies. */
export function readGradeRow(node: JsonNode): readonly PrintedStatement[] {
  const result = `${node.place.document}#${node.place.path}`
  const main = mainEstimate(node, result)
  return [
    ...(main === undefined ? [] : [main]),
    ...childrenOf(node, 'variants').flatMap((variant) => variantOf(variant, main, result)),
    ratingOf(node),
    ...sharesOf(node),
    ...studiesOf(node),
    ...importanceOf(node),
    ...relevanceOf(node, main),
    ...linkOf(node, main, result),
    ...poolingOf(node),
    ...groupsMissing(node, main),
  ]
}

function mainEstimate(node: JsonNode, result: string): PrintedEstimate | undefined {
  const effect = childOf(node, 'effect')
  const estimate = effect === undefined ? estimateOf(node, result) : estimateOf(effect, result)
  if (estimate === undefined) return undefined
  const groups = groupsOf(node)
  const total = placedAt(node, 'totalInText') ?? estimate.total
  const events = effect === undefined ? [] : eventsOf(effect, node)
  return {
    ...estimate,
    place: node.place,
    subject: subjectOf(node),
    ...(groups === undefined ? {} : { groups }),
    ...(total === undefined ? {} : { total }),
    ...(events.length === 2 ? { events } : {}),
    ...absoluteOf(effect),
    ...favouredByRelevance(node, estimate),
  }
}

/** A worse-looking word in the table counts as said to favour when the effect is called relevant. */
function favouredByRelevance(node: JsonNode, estimate: PrintedEstimate): Pick<PrintedEstimate, 'isSaidToFavour'> {
  if (estimate.isSaidToFavour !== undefined || estimate.directionWords !== undefined) return {}
  const effect = childOf(node, 'effect')
  const word = textAt(effect?.record ?? {}, 'tableDirectionWord')
  const isRelevant = textAt(childOf(node, 'clinicalRelevance')?.record ?? {}, 'text') === 'relevant'
  return word !== undefined && isRelevant ? { isSaidToFavour: true } : {}
}

function eventsOf(effect: JsonNode, row: JsonNode) {
  return armKeys.flatMap(([arm, key]) => {
    const count = numberAt(effect.record, `events${arm}`)
    const of = numberAt(childOf(row, 'participants')?.record ?? {}, key)
    return count === undefined || of === undefined ? [] : [{ count, of }]
  })
}

/** `absolutePer1000: { estimateFewer: 2, lowerFewer: 109, upperMore: 280 }`. */
function absoluteOf(effect: JsonNode | undefined): Pick<PrintedEstimate, 'absolute'> {
  const key = Object.keys(effect?.record ?? {}).find((name) => /^absolutePer\d+$/.test(name))
  const absolute = effect === undefined || key === undefined ? undefined : childOf(effect, key)
  if (absolute === undefined) return {}
  const signed = (part: string) => {
    const [fewer, more] = [numberAt(absolute.record, `${part}Fewer`), numberAt(absolute.record, `${part}More`)]
    const value = fewer === undefined ? more : -fewer
    return value === undefined ? undefined : printedNumber(value)
  }
  const [estimate, lower, upper] = [signed('estimate'), signed('lower'), signed('upper')]
  if (estimate === undefined || lower === undefined || upper === undefined) return {}
  return { absolute: { place: absolute.place, per: Number(key?.replace(/\D/g, '')), estimate, lower, upper } }
}

const armKeys = [
  ['Intervention', 'intervention'],
  ['Control', 'control'],
] as const

function variantOf(variant: JsonNode, main: PrintedEstimate | undefined, result: string): readonly PrintedEstimate[] {
  const estimate = estimateOf(variant, result)
  if (estimate === undefined) return []
  const measure = estimate.measure ?? main?.measure
  return [
    {
      ...estimate,
      subject: main?.subject ?? estimate.subject,
      scale: main?.scale ?? estimate.scale,
      ...(measure === undefined ? {} : { measure }),
      ...(estimate.total === undefined || main?.groups === undefined ? {} : { groups: main.groups }),
    },
  ]
}

function ratingOf(node: JsonNode): PrintedRating {
  const { record, place } = node
  const domains: Partial<Record<RatedDomain, RatedCell>> = {}
  for (const [key, domain] of domainKeys) {
    const cell = childOf(node, key)
    const levels = levelsByWord[textAt(cell?.record ?? {}, 'rating') ?? '']
    if (cell === undefined || levels === undefined) continue
    domains[domain] = { levels, reasons: textsAt(cell.record, 'reasons'), marks: textsAt(cell.record, 'marks') }
  }
  const studies = numberAt(childOf(node, 'studies')?.record ?? {}, 'table')
  const certainty = textAt(record, 'certainty')
  const design = designOf(textAt(record, 'design'))
  return {
    kind: 'rating',
    place,
    subject: subjectOf(node),
    domains,
    ...(design === undefined ? {} : { design }),
    ...(studies === undefined ? {} : { studies }),
    ...(isCertainty(certainty) ? { certainty } : {}),
    ...footnotesOf(node),
    ...statedOf(node),
  }
}

function designOf(design: string | undefined): PrintedRating['design'] | undefined {
  if (design === undefined) return undefined
  if (/non-?randomi|observation|cohort/i.test(design)) return 'non-randomised'
  return /randomi/i.test(design) ? 'randomised' : undefined
}

function isCertainty(text: string | undefined): text is NonNullable<PrintedRating['certainty']> {
  return text === 'high' || text === 'moderate' || text === 'low' || text === 'very_low'
}

/** Footnotes as `{ "a": "text" }`, where a file keeps them with the row. */
function footnotesOf(node: JsonNode): Pick<PrintedRating, 'footnotes' | 'certaintyMarks'> {
  const notes = childOf(node, 'footnotes')
  const marks = textsAt(node.record, 'certaintyMarks')
  const footnotes = Object.entries(notes?.record ?? {}).flatMap(([letter, text]) =>
    typeof text === 'string' ? [{ letter, text, place: notes?.place ?? node.place }] : [],
  )
  return {
    ...(footnotes.length === 0 ? {} : { footnotes }),
    ...(marks.length === 0 ? {} : { certaintyMarks: marks }),
  }
}

function statedOf(node: JsonNode): Pick<PrintedRating, 'stated'> {
  const downgrade = childOf(node, 'downgrade')
  if (downgrade === undefined) return {}
  const levels = numberAt(downgrade.record, 'statedLevels')
  const reasons = textsAt(downgrade.record, 'statedReasons')
  if (levels === undefined && reasons.length === 0) return {}
  return { stated: { reasons, place: downgrade.place, ...(levels === undefined ? {} : { levels }) } }
}

/** Events with percentages of their groups, and another denominator printed elsewhere. */
function sharesOf(node: JsonNode): readonly PrintedStatement[] {
  const effect = childOf(node, 'effect')
  if (effect === undefined) return []
  const participants = childOf(node, 'participants')
  return armKeys.flatMap(([arm, key]): readonly PrintedStatement[] => {
    const [count, percent] = [numberAt(effect.record, `events${arm}`), numberAt(effect.record, `percent${arm}`)]
    const size = participants === undefined ? undefined : placedAt(participants, key)
    if (count === undefined) return []
    const subject = `${subjectOf(node)} (${key})`
    const decimals = percentDecimals(effect)
    const share = (of: PlacedNumber, place = of.place): readonly PrintedShare[] => {
      if (percent === undefined) return []
      const numbers = { count: countOf(count), of: of.number, percent: printedNumber(percent, decimals) }
      return [{ kind: 'share', subject, place, ...numbers, percentPlace: effect.place }]
    }
    const others = childrenOf(node, 'variants').flatMap((variant) => {
      const other = placedAt(variant, `${key}Denominator`)
      return other === undefined ? [] : [other]
    })
    return [
      ...(size === undefined ? [] : share(size)),
      ...others.flatMap((other) => [
        ...share(other),
        ...(size === undefined ? [] : [sameSize(subject, [size, other])]),
        ...(size === undefined ? [] : otherTotal(node, subject, key, other)),
      ]),
    ]
  })
}

function percentDecimals(effect: JsonNode): number {
  const percents = armKeys.flatMap(([arm]) => numberAt(effect.record, `percent${arm}`) ?? [])
  return printedAlike(percents)[0]?.decimals ?? 0
}

function sameSize(subject: string, sizes: readonly PlacedNumber[]): PrintedRepeat {
  const printings = sizes.map(({ number, place }) => ({ says: number, place }))
  return { kind: 'repeat', subject, aspect: 'group-size', printings }
}

/** The sum of the groups with the other denominator in the place of one of them. */
function otherTotal(node: JsonNode, subject: string, key: string, other: PlacedNumber): readonly PrintedStatement[] {
  const [groups, total] = [groupsOf(node), placedAt(node, 'totalInText')]
  if (groups === undefined || total === undefined) return []
  const parts = groups.map((group) => (group.label === key ? { ...other, label: key } : group))
  return [{ kind: 'sum', subject, total, parts, parted: 'all' }]
}

/** The number of studies, as the table, the text and the footnotes count them. */
function studiesOf(node: JsonNode): readonly PrintedRepeat[] {
  const studies = childOf(node, 'studies')
  if (studies === undefined) return []
  const counted = [
    ...['table', 'text', 'footnote'].flatMap((key) => {
      const value = studies.record[key]
      const count = typeof value === 'number' ? value : typeof value === 'string' ? studyCount(value) : undefined
      const place = { ...studies.place, path: `${studies.place.path}/${key}` }
      return count === undefined ? [] : [{ says: countOf(count), place: quoting(place, String(value)) }]
    }),
    ...footnoteStudies(node),
  ]
  return counted.length < 2 ? [] : [{ kind: 'repeat', subject: subjectOf(node), aspect: 'studies', printings: counted }]
}

/** `{ "hejaziRcts": 16, "plus": ["Blay", "Eladl"] }`: a number and names that are added to it. */
function footnoteStudies(node: JsonNode): PrintedRepeat['printings'] {
  const note = childOf(node, 'tableFootnoteStudies')
  if (note === undefined) return []
  const numbers = Object.values(note.record).filter((value) => typeof value === 'number')
  const plus = textsAt(note.record, 'plus')
  if (numbers.length === 0) return []
  const sum = numbers.reduce((total, value) => total + value, plus.length)
  return [{ says: countOf(sum), place: quoting(note.place, [...numbers, ...plus].join(' + ')) }]
}

const importances = ['critical', 'important', 'not important'] as const

/** Importance in the table and in the question, where each says one thing. */
function importanceOf(node: JsonNode): readonly PrintedRepeat[] {
  const printings = ['importanceInTable', 'importanceInPico'].flatMap((key) => {
    const said = textAt(node.record, key) ?? ''
    const named = importances.filter((word) => new RegExp(`\\b${word}\\b`, 'i').test(said))
    const [only] = named
    const place = { ...node.place, path: `${node.place.path}/${key}` }
    return only === undefined || named.length > 1 ? [] : [{ says: only, place }]
  })
  return printings.length < 2 ? [] : [{ kind: 'repeat', subject: subjectOf(node), aspect: 'importance', printings }]
}

const relevanceKeys = ['text', 'conclusionTable', 'etdTable'] as const

function relevanceOf(node: JsonNode, estimate: PrintedEstimate | undefined): readonly PrintedStatement[] {
  const said = childOf(node, 'clinicalRelevance')
  if (said === undefined) return []
  const verdicts = relevanceKeys.flatMap((key) => {
    const words = textAt(said.record, key)
    // "relevant (and, in the same section, …)" counts by its first word; the rest is the editor's.
    const says = words === undefined ? undefined : /^(not_|cannot_be_)?(relevant|determined)/.exec(words)?.[0]
    const place = { ...said.place, path: `${said.place.path}/${key}` }
    return says === undefined
      ? []
      : [{ says: says.replace('cannot_be_', 'not_'), place: quoting(place, words ?? says) }]
  })
  const subject = subjectOf(node)
  const repeat: readonly PrintedRepeat[] =
    verdicts.length < 2 ? [] : [{ kind: 'repeat', subject, aspect: 'relevance', printings: mainFirst(verdicts) }]
  const absent = rowsMissing(said, subject)
  if (estimate === undefined) return [...repeat, ...absent]
  const threshold = thresholdOf(textAt(said.record, 'threshold'), estimate)
  const relevance: PrintedRelevance = {
    kind: 'relevance',
    place: node.place,
    subject,
    estimate,
    verdicts: verdicts
      .filter(({ says }) => !says.includes('determined'))
      .map(({ says, place }) => ({ isRelevant: says === 'relevant', place })),
    ...(threshold === undefined ? {} : { threshold }),
  }
  return [...repeat, ...absent, relevance]
}

/** A table that leaves the outcome out while the other table has it. */
function rowsMissing(said: JsonNode, subject: string): readonly PrintedStatement[] {
  const tables = relevanceKeys.filter((key) => key !== 'text')
  if (tables.every((key) => said.record[key] === null)) return []
  return tables
    .filter((key) => said.record[key] === null)
    .map((key) => ({
      kind: 'gap',
      subject,
      place: { ...said.place, path: `${said.place.path}/${key}` },
      missing: 'row',
      printed: tables.map((table) => `${table}: ${textAt(said.record, table) ?? '–'}`).join('; '),
    }))
}

type Printings = PrintedRepeat['printings']

/** Where two of three places agree, they come first: the odd one out is what is reported. */
function mainFirst(printings: Printings): Printings {
  const timesSaid = (says: unknown) => printings.filter((one) => one.says === says).length
  return [...printings].sort((one, other) => timesSaid(other.says) - timesSaid(one.says))
}

/** `SMD > 0.5`, `7.6 points …`, `difference of 1.2 in RR`. A threshold in other units than the effect is left out. */
function thresholdOf(words: string | undefined, { measure }: PrintedEstimate): PrintedRelevance['threshold'] {
  if (words === undefined) return undefined
  const smd = /\bSMD\s*(>=|≥|>)\s*(\d*\.?\d+)/.exec(words)
  if (measure === 'SMD' && smd !== null) {
    return { comparison: smd[1] === '>' ? '>' : '>=', value: Number(smd[2]), quote: smd[0] }
  }
  const ratio = /(\d+\.\d+) in (RR|relative risk)/i.exec(words)
  if (measure === 'RR' && ratio !== null) return { comparison: '>=', value: Number(ratio[1]), quote: words }
  const points = /^(\d*\.?\d+)\s*(points?|s|mm|m)\b/.exec(words)
  return measure === 'MD' && points !== null ? { comparison: '>=', value: Number(points[1]), quote: words } : undefined
}

function linkOf(node: JsonNode, estimate: PrintedEstimate | undefined, result: string): readonly PrintedStatement[] {
  const forest = textAt(node.record, 'forest')
  if (forest === undefined) return []
  const effect = childOf(node, 'effect')
  const [lowest, highest] = [numberAt(effect?.record ?? {}, 'scaleMin'), numberAt(effect?.record ?? {}, 'scaleMax')]
  const studies = childOf(node, 'studies')
  const counted = studies === undefined ? undefined : placedAt(studies, 'table')
  const groups = groupsOf(node)
  const levels = levelsByWord[textAt(childOf(node, 'inconsistency')?.record ?? {}, 'rating') ?? '']
  return [
    {
      kind: 'link',
      place: node.place,
      subject: subjectOf(node),
      result,
      forest,
      ...(counted === undefined ? {} : { studies: counted }),
      ...(groups === undefined ? {} : { groups }),
      ...(estimate === undefined ? {} : { estimate }),
      ...(levels === undefined ? {} : { inconsistencyLevels: levels }),
      ...(lowest === undefined || highest === undefined ? {} : { scale: { lowest, highest } }),
    },
  ]
}

/** Instruments named with a standardised outcome. */
function poolingOf(node: JsonNode): readonly PrintedStatement[] {
  const outcome = textAt(node.record, 'outcome') ?? ''
  const measure = textAt(childOf(node, 'effect')?.record ?? {}, 'measure')
  const instruments = directionsNamed(outcome)
  if (measure !== 'SMD' || instruments.length < 2) return []
  return [{ kind: 'pooling', subject: subjectOf(node), place: node.place, instruments }]
}

/** A pooled estimate in a row whose groups are empty: it comes from elsewhere. */
function groupsMissing(node: JsonNode, estimate: PrintedEstimate | undefined): readonly PrintedStatement[] {
  const participants = childOf(node, 'participants')
  if (estimate === undefined || participants === undefined || groupsOf(node) !== undefined) return []
  if (!Object.values(participants.record).every((size) => size === null)) return []
  return [{ kind: 'gap', subject: subjectOf(node), place: node.place, missing: 'groups', printed: showOf(estimate) }]
}

function showOf({ measure = '', estimate, total }: PrintedEstimate): string {
  return [`${measure} ${estimate?.value ?? ''}`.trim(), total && `n = ${total.number.value}`].filter(Boolean).join('; ')
}

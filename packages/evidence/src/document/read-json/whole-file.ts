import { quoting } from '../place.ts'
import { printedAlike, printedNumber } from '../printed-number.ts'
import type { PlacedNumber, PrintedCriterion, PrintedMean, PrintedStatement } from '../statement.ts'
import { childOf, childrenOf, type JsonNode, numberAt, placedAt, textAt } from './node.ts'

/** What a file says only as a whole: studies by kind, baseline of all people and of the groups, criteria. */
export function readWholeFile(root: JsonNode, nodes: readonly JsonNode[]): readonly PrintedStatement[] {
  return [...partsOfStudies(root), ...baselineOf(root), ...nodes.flatMap(criteriaOf)]
}

/** Trials included, against trials counted by kind of intervention and by risk of bias. */
function partsOfStudies(root: JsonNode): readonly PrintedStatement[] {
  const included = childOf(root, 'included')
  const total = included === undefined ? undefined : (placedAt(included, 'trials') ?? placedAt(included, 'studies'))
  if (included === undefined || total === undefined) return []
  const byKind = numbersNamed(included, /\wStud(y|ies)\w*$/).filter(
    ({ label }) => label !== 'studies' && label !== 'trials',
  )
  const bias = childOf(root, 'riskOfBias')
  const byBias = bias === undefined ? [] : numbersNamed(bias, /^\w+Risk(Studies|Trials)$/)
  return [
    ...(byKind.length < 2 ? [] : [sumOf('studies by kind', total, byKind, 'all')]),
    ...(byBias.length < 2 ? [] : [sumOf('studies by risk of bias', total, byBias, 'some')]),
  ]
}

function numbersNamed(node: JsonNode, name: RegExp): readonly PlacedNumber[] {
  return Object.keys(node.record)
    .filter((key) => name.test(key) && !key.startsWith('perStudy'))
    .flatMap((key) => placedAt(node, key, key) ?? [])
}

function sumOf(
  subject: string,
  total: PlacedNumber,
  parts: readonly PlacedNumber[],
  parted: 'all' | 'some',
): PrintedStatement {
  return { kind: 'sum', subject, total, parts, parted }
}

/** Baseline: a mean of everyone and means of the groups of the same measure; spreads that exceed their mean. */
function baselineOf(root: JsonNode): readonly PrintedStatement[] {
  const measures = childrenOf(root, 'baseline')
  const people = numberAt(childOf(root, 'participants')?.record ?? {}, 'n')
  const overall = measures.filter(({ record }) => numberAt(record, 'mean') !== undefined)
  const byGroup = measures.filter(
    ({ record }) => numberAt(record, 'control') !== undefined && numberAt(record, 'intervention') !== undefined,
  )
  const means = byGroup.flatMap((groups) =>
    overall.filter((one) => shareInstrument(one, groups)).map((one) => meanOf(one, groups, people)),
  )
  return [...means, ...overall.flatMap(spreadOf)]
}

function measureName({ record }: JsonNode): string {
  return textAt(record, 'measure') ?? ''
}

/** Two measures name the same instrument: an abbreviation in capitals. */
function shareInstrument(one: JsonNode, other: JsonNode): boolean {
  const instruments = (node: JsonNode): readonly string[] => measureName(node).match(/\b[A-Z][A-Z0-9-]{1,}\b/g) ?? []
  return instruments(one).some((instrument) => instruments(other).includes(instrument))
}

function meanOf(overall: JsonNode, groups: JsonNode, people: number | undefined): PrintedMean {
  const keys = ['control', 'intervention'] as const
  const values = [numberAt(overall.record, 'mean') ?? 0, ...keys.map((key) => numberAt(groups.record, key) ?? 0)]
  const [all, ...each] = printedAlike(values)
  const sizes = childOf(groups, 'n')?.record ?? {}
  return {
    kind: 'mean',
    subject: measureName(overall),
    overall: { number: all ?? printedNumber(0), place: overall.place, label: measureName(overall) },
    groups: keys.map((key, at) => {
      const size = numberAt(sizes, key)
      return {
        number: each[at] ?? printedNumber(0),
        place: groups.place,
        label: key,
        ...(size === undefined ? {} : { size }),
      }
    }),
    ...(people === undefined ? {} : { people }),
  }
}

/** At the start of a study nothing is a change, so means are of amounts and scores that start at 0. */
function spreadOf(node: JsonNode): readonly PrintedStatement[] {
  const [mean, sd] = [numberAt(node.record, 'mean'), numberAt(node.record, 'sd')]
  if (mean === undefined || sd === undefined || (numberAt(node.record, 'scaleMin') ?? 0) < 0) return []
  const [printedMean, printedSd] = printedAlike([mean, sd])
  if (printedMean === undefined || printedSd === undefined) return []
  return [{ kind: 'spread', subject: measureName(node), place: node.place, mean: printedMean, sd: printedSd }]
}

const smdCriterion = /\bSMD\s*(>=|≥|<=|≤|>|<)\s*(\d*\.?\d+)/g
const sizeCriterion = /\b(numbers?|size|patients|participants|sample)\b[^<>≤≥]{0,30}?(<=|≤|<|>=|≥|>)\s*(\d+)/gi

const comparisons: Readonly<Record<string, PrintedCriterion['comparison']>> = {
  '>': '>',
  '>=': '>=',
  '≥': '>=',
  '<': '<',
  '<=': '<=',
  '≤': '<=',
}

/** Criteria in the texts of an object: thresholds of an SMD, and numbers of people called too few. */
function criteriaOf({ record, place }: JsonNode): readonly PrintedCriterion[] {
  const texts = Object.entries(record).flatMap(([key, value]): readonly (readonly [string, string])[] => {
    if (key === 'threshold' && typeof value === 'string') return [[`${place.path}/${key}`, value]]
    if (key !== 'reasons' || !Array.isArray(value)) return []
    return value.flatMap((text: unknown, at) =>
      typeof text === 'string' ? [[`${place.path}/${key}/${at}`, text] as const] : [],
    )
  })
  return texts.flatMap(([path, text]) =>
    criteriaIn(text).map((one) => ({ ...one, place: quoting({ ...place, path }, text) })),
  )
}

/** The criteria that a text names. */
export function criteriaIn(text: string): readonly Omit<PrintedCriterion, 'place'>[] {
  const of = (quantity: PrintedCriterion['quantity'], sign: string | undefined, value: string | undefined) => {
    const comparison = comparisons[sign ?? '']
    return comparison === undefined
      ? []
      : [{ kind: 'criterion' as const, quantity, comparison, number: printedNumber(Number(value)) }]
  }
  return [
    ...[...text.matchAll(smdCriterion)].flatMap((match) => of('SMD', match[1], match[2])),
    ...[...text.matchAll(sizeCriterion)].flatMap((match) => of('sample size', match[2], match[3])),
  ]
}

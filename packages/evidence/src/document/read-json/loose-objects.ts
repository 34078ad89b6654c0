import { quoting } from '../place.ts'
import { printedAlike, printedNumber } from '../printed-number.ts'
import type { PlacedNumber, PrintedArms, PrintedMeanOfTotal, PrintedStatement } from '../statement.ts'
import { childOf, countOf, isRecord, type JsonNode, numberAt, placedAt, subjectOf, textAt } from './node.ts'

/** Names of groups of people, in English as data files use them. */
const groupName =
  /^(intervention|control|controls|exercise|experimental|treatment|placebo|usualCare|comparator|women|men|females?|males?|girls|boys|manual|single\w*|group\w+|arm\w+)$/

/** What objects of any kind say by the names of their keys: totals with parts, counts with percentages, groups, ranges. */
export function readLooseObject(node: JsonNode): readonly PrintedStatement[] {
  return [
    ...sumOfGroups(node),
    ...sumOfEvents(node),
    ...sumOfKinds(node),
    ...flowOf(node),
    ...shareOf(node),
    ...armsOf(node),
    ...meansOfTotals(node),
    ...adherenceOf(node),
    ...openRanges(node),
    ...followUpOf(node),
    ...unitsMissing(node),
    ...scheduleOf(node),
    ...valueOnScale(node),
  ]
}

/** `total` or `n` with the sizes of groups beside it. */
function sumOfGroups(node: JsonNode): readonly PrintedStatement[] {
  const total = placedAt(node, 'total') ?? placedAt(node, 'n')
  const parts = partsOf(node, (key) => groupName.test(key))
  return total === undefined || parts.length < 2 ? [] : [sum(node, total, parts)]
}

/** Adverse events by kind, with their number. */
function sumOfKinds(node: JsonNode): readonly PrintedStatement[] {
  if (!/events$/i.test(node.key)) return []
  const total = placedAt(node, 'total') ?? placedAt(node, 'nonSerious')
  const parts = partsOf(node, (key) => key !== 'total' && key !== 'nonSerious')
  return total === undefined || parts.length < 2 ? [] : [sum(node, total, parts)]
}

/** The flow of a search: what was found, excluded, read in full, excluded again, included. */
function flowOf(node: JsonNode): readonly PrintedStatement[] {
  const step = (keys: readonly string[]) =>
    keys.map((key) => placedAt(node, key, key)).find((placed) => placed !== undefined)
  const [found, out] = [
    step(['hits', 'records', 'found', 'identified']),
    step(['excluded', 'excludedOnAbstract', 'excludedOnTitle']),
  ]
  const [full, outOfFull] = [
    step(['fullText', 'fullTexts', 'readInFull']),
    step(['excludedFullText', 'excludedOnFullText']),
  ]
  const included = step(['included', 'studiesIncluded'])
  return [
    ...(found === undefined || out === undefined || full === undefined ? [] : [sum(node, found, [out, full])]),
    ...(full === undefined || outOfFull === undefined || included === undefined
      ? []
      : [sum(node, full, [outOfFull, included])]),
  ]
}

/** Events of both groups, and their number in the text. */
function sumOfEvents(node: JsonNode): readonly PrintedStatement[] {
  const key = Object.keys(node.record).find((name) => /events\w*TotalInText$/i.test(name))
  const effect = childOf(node, 'effect')
  if (key === undefined || effect === undefined) return []
  const total = placedAt(node, key)
  const parts = partsOf(effect, (name) => name.startsWith('events'))
  return total === undefined || parts.length < 2 ? [] : [sum(node, total, parts)]
}

function sum(node: JsonNode, total: PlacedNumber, parts: readonly PlacedNumber[]): PrintedStatement {
  return { kind: 'sum', subject: subjectOf(node), total, parts, parted: 'all' }
}

function partsOf(node: JsonNode, isPart: (key: string) => boolean): readonly PlacedNumber[] {
  return Object.keys(node.record)
    .filter(isPart)
    .flatMap((key) => placedAt(node, key, key) ?? [])
}

const eventName = /^(events|fractures|falls|cases|deaths|count)$/

/** A count, the number it is of, and a percentage. */
function shareOf(node: JsonNode): readonly PrintedStatement[] {
  const { record, place } = node
  const key = Object.keys(record).find((name) => eventName.test(name))
  const count = key === undefined ? undefined : numberAt(record, key)
  const [of, percent] = [numberAt(record, 'n'), numberAt(record, 'percent')]
  if (count === undefined || of === undefined || percent === undefined) return []
  const numbers = { count: countOf(count), of: countOf(of), percent: printedNumber(percent) }
  return [{ kind: 'share', subject: subjectOf(node), place, ...numbers }]
}

/** A study whose groups are objects with `n`. */
function armsOf(node: JsonNode): readonly PrintedArms[] {
  const study = textAt(node.record, 'study')
  if (study === undefined) return []
  const arms = Object.keys(node.record).flatMap((arm) => {
    const size = numberAt(childOf(node, arm)?.record ?? {}, 'n')
    return size === undefined ? [] : [{ arm, size }]
  })
  if (arms.length < 2) return []
  const name = study.replace(/\(.*?\)/g, '').trim()
  const outcome = textAt(node.record, 'outcome') ?? textAt(node.record, 'finding') ?? node.place.path ?? ''
  return [{ kind: 'arms', place: node.place, study: name, outcome, arms }]
}

/** `totalCostExercise` and `meanCostExercise`, with `exercise` people. */
function meansOfTotals(node: JsonNode): readonly PrintedMeanOfTotal[] {
  const groups = Object.keys(node.record).filter((key) => groupName.test(key))
  return Object.keys(node.record).flatMap((key): readonly PrintedMeanOfTotal[] => {
    const rest = /^total([A-Z]\w*)$/.exec(key)?.[1]
    const group = groups.find((name) => rest?.toLowerCase().includes(name.toLowerCase()))
    if (rest === undefined || group === undefined) return []
    const [total, mean, people] = [key, `mean${rest}`, group].map((name) => numberAt(node.record, name))
    if (total === undefined || mean === undefined || people === undefined || people <= 0) return []
    const numbers = { total: printedNumber(total), mean: printedNumber(mean), people }
    return [{ kind: 'mean-of-total', subject: `${subjectOf(node)}: ${group}`, place: node.place, ...numbers }]
  })
}

/** Sessions done of those planned, with the percentage. */
function adherenceOf(node: JsonNode): readonly PrintedStatement[] {
  const { record, place } = node
  const [done, planned] = [numberAt(record, 'sessionsDone'), numberAt(record, 'sessionsPlanned')]
  const percent = numberAt(record, 'meanPercent') ?? numberAt(record, 'percent')
  if (done === undefined || planned === undefined || percent === undefined) return []
  const numbers = { count: printedNumber(done), of: printedNumber(planned), percent: printedNumber(percent) }
  return [{ kind: 'share', subject: `${subjectOf(node)}: ${node.key}`, place, ...numbers }]
}

/** A least or most without the other, where the other has its place but no value. */
function openRanges(node: JsonNode): readonly PrintedStatement[] {
  const pairs = [
    ['Min', 'Max'],
    ['Max', 'Min'],
  ] as const
  return Object.keys(node.record).flatMap((key) =>
    pairs.flatMap(([one, other]): readonly PrintedStatement[] => {
      const stem = key.endsWith(one) ? key.slice(0, -one.length) : undefined
      const value = numberAt(node.record, key)
      if (stem === undefined || value === undefined || node.record[`${stem}${other}`] !== null) return []
      const printed = textAt(node.record, `${stem}${other}Note`) ?? `${key} = ${value}; ${stem}${other} = –`
      return [{ kind: 'gap', subject: subjectOf(node), place: node.place, missing: 'bound', printed }]
    }),
  )
}

/** A unit, or what a percentage is of, that the source is said not to state. */
function unitsMissing(node: JsonNode): readonly PrintedStatement[] {
  const { record, place } = node
  return Object.keys(record)
    .filter((key) => /(unit(Note)?|reference)$/i.test(key))
    .flatMap((key): readonly PrintedStatement[] => {
      const note = textAt(record, key)
      if (note === undefined || !/not stated|not printed|missing/i.test(note)) return []
      const at = { ...place, path: `${place.path}/${key}` }
      return [{ kind: 'gap', subject: subjectOf(node), place: at, missing: 'unit', printed: note }]
    })
}

/** A range of time of which one end is a bare number. */
function followUpOf(node: JsonNode): readonly PrintedStatement[] {
  const range = node.record['followUp']
  if (!isRecord(range)) return []
  const ends = ['min', 'max'].map((key) => range[key]).filter((end): end is string => typeof end === 'string')
  const isBare = (end: string) => /^\d+(\.\d+)?\s*(\(.*\))?$/.test(end.trim())
  if (ends.length < 2 || ends.every(isBare) || !ends.some(isBare)) return []
  const place = { ...node.place, path: `${node.place.path}/followUp` }
  return [{ kind: 'gap', subject: subjectOf(node), place, missing: 'unit', printed: ends.join(' – ') }]
}

/** Levels with a least time each, and the time of the whole programme. */
function scheduleOf(node: JsonNode): readonly PrintedStatement[] {
  const { record, place } = node
  const steps = numberAt(record, 'levels')
  const unit = Object.keys(record)
    .map((key) => /^minimum(\w+)PerLevel$/.exec(key)?.[1])
    .find((name) => name !== undefined)
  const least = numberAt(record, `minimum${unit}PerLevel`)
  const available = numberAt(record, `programme${unit}`)
  if (steps === undefined || unit === undefined || least === undefined || available === undefined) return []
  const numbers = { steps, leastPerStep: least, available, unit: unit.toLowerCase() }
  return [{ kind: 'schedule', subject: `${subjectOf(node)}: ${node.key}`, place, ...numbers }]
}

/** A score with its scale beside it. Effects are differences and no scores: they are left out. */
function valueOnScale(node: JsonNode): readonly PrintedStatement[] {
  const { record, place } = node
  if (numberAt(record, 'ciLow') !== undefined) return []
  const highest = numberAt(record, 'scaleMax') ?? numberAt(record, 'max')
  const lowest = numberAt(record, 'scaleMin') ?? (highest === undefined ? undefined : 0)
  const values = ['mean', 'score', 'median', 'value'].flatMap((key) => placedAt(node, key, key) ?? [])
  if (lowest === undefined || highest === undefined || values.length === 0) return []
  const alike = printedAlike(values.map(({ number }) => number.value))
  const placed = values.map((one, at) => ({ ...one, number: alike[at] ?? one.number }))
  const quoted = quoting(place, `${lowest} – ${highest}`)
  return [
    { kind: 'scale', subject: subjectOf(node), place: quoted, lowest, highest, values: placed, areDifferences: false },
  ]
}

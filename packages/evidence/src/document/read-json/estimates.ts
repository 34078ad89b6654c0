import { betterWhen, favourWords, lessWords, scaleOf } from '../outcome-words.ts'
import { printedAlike } from '../printed-number.ts'
import type { PlacedNumber, PrintedEstimate } from '../statement.ts'
import {
  countOf,
  isRecord,
  type JsonNode,
  type JsonRecord,
  nearest,
  numberAt,
  pAt,
  placedAt,
  subjectOf,
  textAt,
} from './node.ts'

/** Keys under which a point estimate stands, with the measure that the key itself names. */
const pointKeys = [
  ['estimate'],
  ['smd', 'SMD'],
  ['md', 'MD'],
  ['rr', 'RR'],
  ['or', 'OR'],
  ['hr', 'HR'],
  ['rd', 'RD'],
  ['effectPercent'],
  ['effectSize'],
  ['effect'],
  ['mean'],
  ['value'],
] as const

/** The estimate of an object with `ciLow` and `ciHigh`; undefined when there is none. */
export function estimateOf(node: JsonNode, result?: string): PrintedEstimate | undefined {
  const { record, place } = node
  const [low, high] = [numberAt(record, 'ciLow'), numberAt(record, 'ciHigh')]
  const point = pointKeys.find(([key]) => numberAt(record, key) !== undefined)
  if (low === undefined || high === undefined || point === undefined) return undefined
  const [key, named] = point
  const [estimate, lower, upper] = printedAlike([numberAt(record, key) ?? 0, low, high])
  if (estimate === undefined || lower === undefined || upper === undefined) return undefined
  const measure = textAt(nearest(node, 'measure') ?? {}, 'measure')
  const ownMeasure = named ?? (measure !== undefined && /^[A-Z]{2,4}$/.test(measure) ? measure : undefined)
  const p = pAt(record)
  const total = totalOf(node)
  return {
    kind: 'estimate',
    place,
    subject: subjectOf(node),
    ...(result === undefined ? {} : { result }),
    ...(ownMeasure === undefined ? {} : { measure: ownMeasure }),
    scale: scaleOf(ownMeasure),
    estimate,
    lower,
    upper,
    levelPercent: numberAt(nearest(node, 'ciLevelPercent') ?? {}, 'ciLevelPercent') ?? 95,
    isNamedInterval: true,
    ...(p === undefined ? {} : { p }),
    ...(total === undefined ? {} : { total }),
    ...claimOf(record),
    ...importanceOf(record),
    ...directionOf(node),
  }
}

function totalOf(node: JsonNode): PlacedNumber | undefined {
  const key = ['totalInText', 'n', 'total', 'participantsTotal'].find(
    (name) => numberAt(node.record, name) !== undefined,
  )
  return key === undefined ? undefined : placedAt(node, key)
}

function claimOf(record: JsonRecord): Pick<PrintedEstimate, 'claim'> {
  if (record['result'] === 'significant') return { claim: 'significant' }
  return record['result'] === 'not_significant' ? { claim: 'not-significant' } : {}
}

function importanceOf(record: JsonRecord): Pick<PrintedEstimate, 'importantDifference'> {
  const least = numberAt(record, 'mcid')
  return least === undefined ? {} : { importantDifference: Math.abs(least) }
}

/** Which way is better, and what is said about the direction. */
function directionOf(node: JsonNode): Pick<PrintedEstimate, 'betterWhen' | 'directionWords' | 'isSaidToFavour'> {
  const favours = textAt(nearest(node, 'favours') ?? {}, 'favours')
  const outcome = textAt(nearest(node, 'outcome') ?? {}, 'outcome') ?? ''
  const better = favours === 'higher' || favours === 'lower' ? favours : betterWhen(outcome)
  const words = ['tableDirectionWord', 'textDirection', 'directionWord', 'note']
    .map((key) => textAt(node.record, key))
    .filter((text) => text !== undefined)
  const isFavour = words.some((word) => favourWords.test(word))
  return {
    ...(better === undefined ? {} : { betterWhen: better }),
    ...(words.some((word) => lessWords.test(word) || favourWords.test(word)) ? { directionWords: words } : {}),
    ...(isFavour ? { isSaidToFavour: true } : {}),
  }
}

/** Sizes of the groups: `participants` with numbers by group. */
export function groupsOf(node: JsonNode): readonly PlacedNumber[] | undefined {
  const participants = node.record['participants']
  if (!isRecord(participants)) return undefined
  const groups = Object.keys(participants).flatMap((key): readonly PlacedNumber[] => {
    const size = numberAt(participants, key)
    const path = `${node.place.path ?? ''}/participants/${key}`
    return size === undefined ? [] : [{ number: countOf(size), place: { ...node.place, path }, label: key }]
  })
  return groups.length < 2 ? undefined : groups
}

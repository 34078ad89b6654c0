import type { PlacedNumber, PrintedArms, PrintedEstimate } from '../statement.ts'
import type { FoundEstimate } from './estimates-in-text.ts'
import type { TextRow } from './grade-tables.ts'
import { readNumber } from './number-token.ts'
import { lineAt, placeOf, sentenceEnd, sentenceStart, type TextSource } from './text-source.ts'

const eventsOf = /\b(?<count>\d+)\s*\(?(?:van|uit|of|out of)(?:\s+(?:de|het|the))?\s+(?<of>\d+)\)?/g

/** Estimates with the groups printed beside them: in the same row of a table, or as "22 (van de 111)" in the sentence. */
export function withGroups(
  source: TextSource,
  found: readonly FoundEstimate[],
  rows: readonly TextRow[],
): readonly FoundEstimate[] {
  return found.map((one) => {
    const row = rows.find(({ from, to }) => from <= one.from && one.from < to)
    if (row !== undefined) return withRow(one, row)
    const near = groupsInSentence(source, one.from)
    if (near !== undefined) return { ...one, statement: { ...one.statement, ...near } }
    const groups = groupsOfTableAbove(source, one.from, rows, found)
    return groups === undefined ? one : { ...one, statement: { ...one.statement, groups } }
  })
}

/** Farthest that the text about a table stands below it, in lines. */
const farthestLines = 40

/** A table that prints groups but no effects ("not pooled"): the effects in the text under it are of those groups. */
function groupsOfTableAbove(
  source: TextSource,
  from: number,
  rows: readonly TextRow[],
  found: readonly FoundEstimate[],
): readonly PlacedNumber[] | undefined {
  const above = rows.findLast((row) => row.to <= from)
  if (above === undefined || lineAt(source, from) - lineAt(source, above.to) > farthestLines) return undefined
  const table = rows.filter((row) => row.table === above.table)
  const hasEffects = table.some((row) => found.some((one) => row.from <= one.from && one.from < row.to))
  const sizes = new Set(table.map(({ groups }) => groups.map(({ number }) => number.value).join(' ')))
  return hasEffects || sizes.size > 1 || above.groups.length === 0 ? undefined : above.groups
}

function withRow(one: FoundEstimate, { groups, events, rating, absolute }: TextRow): FoundEstimate {
  const statement: PrintedEstimate = {
    ...one.statement,
    subject: rating.subject,
    ...(groups.length === 0 ? {} : { groups }),
    ...(events.length === 2 ? { events } : {}),
    ...(absolute === undefined ? {} : { absolute }),
  }
  return { ...one, statement }
}

function groupsInSentence(source: TextSource, from: number): Pick<PrintedEstimate, 'groups' | 'events'> | undefined {
  const start = sentenceStart(source, from)
  const matches = [...source.text.slice(start, from).matchAll(eventsOf)]
  if (matches.length !== 2) return undefined
  const numbers = matches.map((match) => ({ count: Number(match.groups?.['count']), of: Number(match.groups?.['of']) }))
  const groups = matches.map((match, at): PlacedNumber => {
    const index = start + match.index
    const place = placeOf(source, index, index + match[0].length)
    return {
      number: readNumber(match.groups?.['of'] ?? '', 'count'),
      place,
      label: at === 0 ? 'intervention' : 'control',
    }
  })
  return { groups, events: numbers }
}

const participants = /\b(?<size>\d+)\s+(?:deelnemers|participants|patiënten|patients|personen|people)\b/g
const control = /\b(controle\w*|control\w*|gebruikelijke\s+zorg|usual\s+care|placebo|wachtlijst\w*|waiting\s+list)\b/i
const author = /\b(?<name>\p{Lu}\p{L}+(?:-\p{Lu}\p{L}+)?)\s+(?:et al\.?\s*)?\((?=[^)]*\b(?:19|20)\d\d)/gu

/** Sizes of both groups of a study, from sentences that name the study and count people twice. */
export function armsIn(source: TextSource): readonly PrintedArms[] {
  const names = [...source.text.matchAll(author)]
  return names.flatMap((match, at): readonly PrintedArms[] => {
    const from = match.index
    const end = Math.min(names[at + 1]?.index ?? source.text.length, from + 700)
    const text = source.text.slice(from, end)
    const sizes = [...text.matchAll(participants)].slice(0, 2)
    const [first, second] = sizes
    if (first === undefined || second === undefined) return []
    const arms = [armOf(text, first, 0, second.index), armOf(text, second, first.index + first[0].length, text.length)]
    if (arms[0]?.arm === arms[1]?.arm) return []
    const stop = from + second.index + second[0].length
    const place = placeOf(source, from, Math.max(stop, Math.min(sentenceEnd(source, stop), stop + 60)))
    const study = match.groups?.['name'] ?? ''
    return [{ kind: 'arms', place, study, outcome: outcomeIn(text.slice(0, second.index)), arms }]
  })
}

/** A group is told by what follows it ("bij 69 deelnemers in de controlegroep"), else by what comes before. */
function armOf(text: string, match: RegExpMatchArray, from: number, to: number) {
  const at = match.index ?? 0
  const behind = text.slice(at + match[0].length, to)
  const follows = /^\s*(?:in|uit|of|from)\s+(?:de|the)\s+[^,;()]{0,60}/i.exec(behind)?.[0]
  const words = follows ?? text.slice(from, at)
  return { arm: control.test(words) ? 'control' : 'intervention', size: Number(match.groups?.['size']) }
}

function outcomeIn(text: string): string {
  return /\b\d+\s+(?<outcome>\p{L}{4,})/u.exec(text)?.groups?.['outcome'] ?? ''
}

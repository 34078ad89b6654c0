import { parts, type Triple, tripleOf } from '../interval.ts'
import { show } from '../printed-number.ts'
import type { PrintedEstimate } from '../statement.ts'
import type { FoundEstimate } from './estimates-in-text.ts'
import type { TextSource } from './text-source.ts'

/**
 * Finds which estimates of a text are one result printed again, and gives those the same key. Minus signs aside: the
 * same three numbers; the same measure, point and one limit, with the same number of people or a rare word before it in
 * common; the same measure, number of people and rare word, with points inside each other's interval. The same limits
 * with another point are left apart: there an interval was copied.
 */
export function linkResults(source: TextSource, found: readonly FoundEstimate[]): readonly FoundEstimate[] {
  const words = found.map(({ from }, at) => wordsBefore(source, from, found[at - 1]?.to ?? 0))
  const rare = rareWords(words)
  const keys = found.map((_, at) => at)
  const rootOf = (at: number): number => (keys[at] === at ? at : rootOf(keys[at] ?? at))
  for (const [at, one] of found.entries()) {
    for (const [earlier, other] of found.slice(0, at).entries()) {
      const sharesWord = () =>
        [...(words[at] ?? [])].some((word) => rare.has(word) && words[earlier]?.has(word) === true)
      if (isAlike(one.statement, other.statement, sharesWord)) keys[rootOf(at)] = rootOf(earlier)
    }
  }
  const sizes = new Map<number, number>()
  for (const at of keys.keys()) sizes.set(rootOf(at), (sizes.get(rootOf(at)) ?? 0) + 1)
  return found.map((one, at) => {
    const root = rootOf(at)
    if ((sizes.get(root) ?? 0) < 2) return one
    return { ...one, statement: { ...one.statement, result: `${source.name}#${root}` } }
  })
}

/** Words that stand before few of the estimates: those say what an estimate is about. */
function rareWords(words: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  const times = new Map<string, number>()
  for (const set of words) for (const word of set) times.set(word, (times.get(word) ?? 0) + 1)
  const most = Math.max(2, words.length / 10)
  return new Set([...times].filter(([, count]) => count <= most).map(([word]) => word))
}

function isAlike(one: PrintedEstimate, other: PrintedEstimate, sharesWord: () => boolean): boolean {
  const [first, second] = [tripleOf(one), tripleOf(other)]
  if (first === undefined || second === undefined || one.scale !== other.scale) return false
  const same = parts.filter((part) => sizeOf(first, part) === sizeOf(second, part))
  if (same.length === 3)
    return one.measure === other.measure || one.measure === undefined || other.measure === undefined
  if (one.measure === undefined || one.measure !== other.measure) return false
  const hasSameTotal = one.total !== undefined && one.total.number.value === other.total?.number.value
  if (same.length === 2 && same.includes('estimate')) {
    return (
      hasSameTotal ||
      (sharesWord() &&
        isTelling(
          first,
          same.filter((part) => part !== 'estimate'),
        ))
    )
  }
  return hasSameTotal && (one.total?.number.value ?? 0) >= fewestPeople && overlap(first, second) && sharesWord()
}

/** Numbers of people below this are shared by chance, or by all outcomes of one small trial. */
const fewestPeople = 100

function overlap(one: Triple, other: Triple): boolean {
  const holds = ({ lower, upper }: Triple, value: number) => lower.value <= value && value <= upper.value
  return holds(one, other.estimate.value) && holds(other, one.estimate.value)
}

function sizeOf(triple: Triple, part: keyof Triple): number {
  return Math.abs(triple[part].value)
}

/** A limit that is not shared by chance: two digits beside zeros in front, and no 0. */
function isTelling(triple: Triple, shared: readonly (keyof Triple)[]): boolean {
  return shared.some((part) => show(triple[part]).replace(/\D/g, '').replace(/^0+/, '').length >= 2)
}

/** Words of at least five letters before the number, back to the number before it, in lower case. */
function wordsBefore({ text }: TextSource, from: number, since: number): ReadonlySet<string> {
  return new Set(
    text
      .slice(Math.max(since, from - 300), from)
      .toLowerCase()
      .match(/\p{L}{5,}/gu) ?? [],
  )
}

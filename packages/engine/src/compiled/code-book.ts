/**
 * All codes that knowledge can cite. It gives some of them each once and in the order of their UTF-16 code units, without
 * comparing them again: a bit for each.
 */
export interface CodeBook {
  /** The number of a code, a new one when it has none yet. */
  readonly numberOf: (code: string) => number
  /** The codes of all lists, each once. */
  readonly inOrder: <Of>(of: readonly Of[], listOf: (one: Of) => readonly number[]) => string[]
}

const bitsPerWord = 32

export function makeCodeBook(): CodeBook {
  const codes: string[] = []
  const numbers = new Map<string, number>()
  let sorted: readonly string[] = []
  let places: readonly number[] = []
  /** All zero between calls. */
  let words = new Uint32Array(0)

  const numberOf = (code: string): number => {
    const before = numbers.get(code)
    if (before !== undefined) return before
    numbers.set(code, codes.length)
    return codes.push(code) - 1
  }
  const sortAgain = (): void => {
    sorted = [...codes].sort()
    const placeOf = new Map(sorted.map((code, place) => [code, place]))
    places = codes.map((code) => placeOf.get(code) ?? 0)
    words = new Uint32Array(Math.ceil(codes.length / bitsPerWord))
  }
  const inOrder: CodeBook['inOrder'] = (of, listOf) => {
    if (sorted.length !== codes.length) sortAgain()
    for (const one of of) {
      for (const number of listOf(one)) {
        const place = places[number] as number
        words[place >>> 5] = (words[place >>> 5] as number) | (1 << (place & 31))
      }
    }
    return takeCodes(words, sorted)
  }
  return { numberOf, inOrder }
}

/** Reads the bits that are set, and clears them. */
function takeCodes(words: Uint32Array, sorted: readonly string[]): string[] {
  const found: string[] = []
  for (let at = 0; at < words.length; at++) {
    let word = words[at] as number
    if (word === 0) continue
    words[at] = 0
    while (word !== 0) {
      found.push(sorted[at * bitsPerWord + 31 - Math.clz32(word & -word)] as string)
      word &= word - 1
    }
  }
  return found
}

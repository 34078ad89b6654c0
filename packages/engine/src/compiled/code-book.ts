/**
 * All codes that knowledge can cite. It gives some of them each once and in the order of their UTF-16 code units, without
 * comparing them again: a bit for each.
 */
export interface CodeBook {
  /** The number of a code, a new one when it has none yet. */
  readonly numberOf: (code: string) => number
  readonly inOrder: (lists: readonly (readonly number[])[]) => string[]
}

const bitsPerWord = 32

export function makeCodeBook(): CodeBook {
  const codes: string[] = []
  const numbers = new Map<string, number>()
  let sorted: readonly string[] = []
  let places: readonly number[] = []

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
  }
  const inOrder = (lists: readonly (readonly number[])[]): string[] => {
    if (sorted.length !== codes.length) sortAgain()
    const words = new Uint32Array(Math.ceil(codes.length / bitsPerWord))
    for (const list of lists) {
      for (const number of list) {
        const place = places[number] as number
        words[place >>> 5] = (words[place >>> 5] as number) | (1 << (place & 31))
      }
    }
    return codesOf(words, sorted)
  }
  return { numberOf, inOrder }
}

function codesOf(words: Uint32Array, sorted: readonly string[]): string[] {
  const found: string[] = []
  for (let at = 0; at < words.length; at++) {
    let word = words[at] as number
    while (word !== 0) {
      const bit = 31 - Math.clz32(word & -word)
      found.push(sorted[at * bitsPerWord + bit] as string)
      word &= word - 1
    }
  }
  return found
}

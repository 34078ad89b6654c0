/**
 * Small things kept at once on this phone (a session under way, a half-answered question). Where local storage refuses,
 * they live as long as the page does; `isLasting` says which of the two.
 */
const onlyInMemory = new Map<string, string>()

/** @throws {DOMException} the browser has no local storage, or keeps it from this page */
function place(): Storage {
  if (typeof localStorage === 'undefined') throw new DOMException('No local storage', 'NotSupportedError')
  return localStorage
}

export function keepHere(key: string, value: unknown): { isLasting: boolean } {
  const text = JSON.stringify(value)
  try {
    place().setItem(key, text)
    onlyInMemory.delete(key)
    return { isLasting: true }
  } catch (refusal) {
    if (!(refusal instanceof DOMException)) throw refusal
    onlyInMemory.set(key, text)
    return { isLasting: false }
  }
}

/** @returns what was kept, or null; what this version of the app cannot read counts as not there */
export function keptHere<Value>(key: string, isUsable: (value: unknown) => value is Value): Value | null {
  const text = onlyInMemory.get(key) ?? read(key)
  if (text === null) return null
  const value = parse(text)
  return isUsable(value) ? value : null
}

export function forgetHere(key: string): void {
  onlyInMemory.delete(key)
  try {
    place().removeItem(key)
  } catch (refusal) {
    if (!(refusal instanceof DOMException)) throw refusal
  }
}

/** Names of all that is kept here. */
export function keysHere(): readonly string[] {
  try {
    return [...new Set([...Object.keys(place()), ...onlyInMemory.keys()])]
  } catch (refusal) {
    if (refusal instanceof DOMException) return [...onlyInMemory.keys()]
    throw refusal
  }
}

function read(key: string): string | null {
  try {
    return place().getItem(key)
  } catch (refusal) {
    if (refusal instanceof DOMException) return null
    throw refusal
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (mistake) {
    if (mistake instanceof SyntaxError) return null
    throw mistake
  }
}

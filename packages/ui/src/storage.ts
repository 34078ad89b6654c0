/** A small choice kept on this device; a browser that refuses storage keeps nothing, and the app works on. */
export function remembered(key: string): string | null {
  try {
    return globalThis.localStorage?.getItem(key) ?? null
  } catch (refusal) {
    if (refusal instanceof DOMException) return null
    throw refusal
  }
}

/** Keeps the choice where the browser allows it; a refusal loses the convenience, never data. */
export function remember(key: string, value: string): void {
  try {
    globalThis.localStorage?.setItem(key, value)
  } catch (refusal) {
    if (!(refusal instanceof DOMException)) throw refusal
  }
}

/**
 * Takes the token of the therapist's link out of the address, so that it stands neither in the address bar nor in the
 * history of this phone.
 * @returns the token, or null when the address holds none
 */
export function takeLinkToken(): string | null {
  const token = tokenIn(location.hash)
  if (token !== null) history.replaceState(null, '', `${location.pathname}${location.search}#/`)
  return token
}

/** Finds the token in a link that somebody pastes, in an address, or the token by itself. */
export function tokenIn(text: string): string | null {
  const found = /\/open\/([^\s/?#&]+)/.exec(text)
  if (found?.[1] !== undefined) return decodeURIComponent(found[1])
  const alone = text.trim()
  return /^[A-Za-z0-9_-]{16,}$/.test(alone) ? alone : null
}

import type { Store } from '../db/index.ts'
import { accountsOfDevice } from './store.ts'
import { hashToken, isToken, makeToken } from './token.ts'

const day = 24 * 60 * 60_000
/** A browser that was not signed in with for half a year is a stranger again. */
export const knownDeviceMilliseconds = 182 * day

/** A browser at the door of an account. */
export interface Device {
  /** Somebody signed in to this account with it before. */
  readonly isKnown: boolean
  readonly tokenHash: string
  /** To be remembered by the browser; null = it has it already. */
  readonly newToken: string | null
}

/**
 * Looks up the browser that carries this token. A token that nobody was given is never taken over, so that nobody makes
 * a browser known with one of his own; a computer that colleagues share is known for each of them.
 */
export async function deviceAt(
  store: Store,
  { practiceId, accountId }: { readonly practiceId: string; readonly accountId: string },
  token: string | undefined,
): Promise<Device> {
  const since = new Date(store.now().getTime() - knownDeviceMilliseconds)
  const tokenHash = isToken(token) ? hashToken('device', token) : null
  const rows = tokenHash === null ? [] : await accountsOfDevice(store, practiceId, tokenHash)
  const live = rows.filter(({ created_at, revoked_at }) => revoked_at === null && created_at > since)
  const ofAccount = ({ account_id }: { readonly account_id: string }): boolean => account_id === accountId
  if (tokenHash !== null && live.some(ofAccount)) return { isKnown: true, tokenHash, newToken: null }
  if (tokenHash !== null && live.length > 0 && !rows.some(ofAccount))
    return { isKnown: false, tokenHash, newToken: null }
  const newToken = makeToken()
  return { isKnown: false, tokenHash: hashToken('device', newToken), newToken }
}

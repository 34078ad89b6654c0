import {
  FolderInUseError,
  LostWritesError,
  MigrationError,
  MissingHookError,
  NewerDatabaseError,
  OverpoweredLoginError,
  type OpenOptions,
  openDatabase,
  type Store,
  UnsafeServerError,
  UnusableFolderError,
} from './db/index.ts'
import { StartRefused } from './start-refused.ts'

/** Errors whose message tells what to do. */
const refusals = [
  FolderInUseError,
  LostWritesError,
  UnusableFolderError,
  MigrationError,
  MissingHookError,
  UnsafeServerError,
  NewerDatabaseError,
  OverpoweredLoginError,
] as const

/**
 * Opens the database for somebody who reads what went wrong.
 * @throws {StartRefused} it is in use, cannot keep its promise, or does not answer
 */
export async function openForUse(options: OpenOptions): Promise<Store> {
  try {
    return await openDatabase(options)
  } catch (error) {
    if (refusals.some((kind) => error instanceof kind))
      throw new StartRefused((error as Error).message, { cause: error })
    if ('url' in options && isConnectionError(error)) {
      throw new StartRefused('The PostgreSQL server does not answer at this address', { cause: error })
    }
    throw error
  }
}

const connectionErrors: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EAI_AGAIN',
  '28P01', // the password does not fit
  '28000', // this user may not sign in
  '3D000', // no such database
])

function isConnectionError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && connectionErrors.has(String(error.code))
}

import { hashPassword } from '../auth/password.ts'
import { type Store, storePractice } from '../db/index.ts'
import type { Installation } from '../installation.ts'
import { demoAccounts, demoPractice } from './accounts.ts'
import { tellStories } from './tell-stories.ts'

/**
 * Loads the demo practice into an empty database, and finishes one that was cut off: all its ids are fixed, so that
 * what is there already stays as it is. A database with another practice is left alone.
 */
export async function loadDemoPractice(installation: Installation, say: (line: string) => void): Promise<void> {
  const { store: database } = installation
  const practices = await database.db.selectFrom('practice').select(['practice_id', 'created_at']).execute()
  if (practices.some(({ practice_id }) => practice_id !== demoPractice.practiceId)) {
    say('This database holds another practice; the demo practice is not loaded.')
    return
  }
  if (practices.length === 0) {
    say('Loading the demo practice …')
    await storeAccounts(database)
  }
  const createdAt = practices[0]?.created_at ?? (await createdAtOf(database))
  await tellStories(installation, createdAt)
  for (const { login, password, displayName } of demoAccounts)
    say(`Sign in    ${login} / ${password}   (${displayName})`)
}

async function createdAtOf({ db }: Store): Promise<Date> {
  const { created_at } = await db
    .selectFrom('practice')
    .select('created_at')
    .where('practice_id', '=', demoPractice.practiceId)
    .executeTakeFirstOrThrow()
  return created_at
}

async function storeAccounts(database: Store): Promise<void> {
  const rows = await Promise.all(
    demoAccounts.map(async ({ accountId, login, password, displayName, role }) => ({
      practice_id: demoPractice.practiceId,
      account_id: accountId,
      login,
      display_name: displayName,
      role,
      password_hash: await hashPassword(password),
      created_at: database.now(),
    })),
  )
  await database.write(async (transaction) => {
    await storePractice(transaction, database.now(), demoPractice)
    await transaction.insertInto('account').values(rows).execute()
  })
}

import { hashPassword } from '../auth/password.ts'
import { type Store, storePractice } from '../db/index.ts'
import type { Installation } from '../installation.ts'
import { demoAccounts, demoPractice } from './accounts.ts'
import { tellStories } from './tell-stories.ts'

/**
 * Loads the demo practice into an empty database, in one transaction: all of it or nothing. A database that holds
 * another practice is left alone, so that nobody can sign in there with a password that everybody knows.
 */
export async function loadDemoPractice(installation: Installation, say: (line: string) => void): Promise<void> {
  const { store } = installation
  const practices = await store.db.selectFrom('practice').select('practice_id').execute()
  if (practices.length === 0) {
    say('Loading the demo practice …')
    await load(installation)
  } else if (practices.every(({ practice_id }) => practice_id !== demoPractice.practiceId)) {
    say('This database holds a practice of its own; the demo practice is not loaded.')
    return
  }
  for (const { login, password, displayName } of demoAccounts)
    say(`Sign in    ${login} / ${password}   (${displayName})`)
}

async function load(installation: Installation): Promise<void> {
  const { store } = installation
  const firstStart = store.now()
  const accounts = await accountRows(firstStart)
  await store.write(async (transaction) => {
    await storePractice(transaction, firstStart, demoPractice)
    await transaction.insertInto('account').values(accounts).execute()
    const within: Store = { ...store, db: transaction, write: (work) => work(transaction) }
    await tellStories({ ...installation, store: within }, firstStart)
  })
}

function accountRows(createdAt: Date) {
  return Promise.all(
    demoAccounts.map(async ({ accountId, login, password, displayName, role }) => ({
      practice_id: demoPractice.practiceId,
      account_id: accountId,
      login,
      display_name: displayName,
      role,
      password_hash: await hashPassword(password),
      created_at: createdAt,
    })),
  )
}

import type { SignInPolicy } from '@dosis/api'
import type { Store } from '../db/index.ts'
import { type ProfessionalCaller, nameInRecord } from './caller.ts'

export interface SignInPolicies {
  readonly read: (caller: ProfessionalCaller) => Promise<SignInPolicy>
  /** Counts from the next request of everybody. */
  readonly change: (caller: ProfessionalCaller, wanted: SignInPolicy) => Promise<SignInPolicy>
}

/** What a practice asks of everybody who signs in with a password. */
export function openSignInPolicies(store: Store): SignInPolicies {
  return {
    async read({ practiceId }) {
      const row = await store.db
        .selectFrom('sign_in_policy')
        .select('second_factor')
        .where('practice_id', '=', practiceId)
        .executeTakeFirst()
      return { secondFactor: row?.second_factor ?? 'optional' }
    },
    async change(caller, { secondFactor }) {
      const values = { second_factor: secondFactor, set_at: store.now(), set_by: nameInRecord(caller) }
      await store.write((transaction) =>
        transaction
          .insertInto('sign_in_policy')
          .values({ practice_id: caller.practiceId, ...values })
          .onConflict((on) => on.column('practice_id').doUpdateSet(values))
          .execute(),
      )
      return { secondFactor }
    },
  }
}

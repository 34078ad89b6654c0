import { sql } from 'kysely'
import { sha256, type Store } from '../db/index.ts'

/** Challenges that nobody answered by then are swept away, whatever they were for. */
const keptFor = '15 minutes'

/** Random words of ours that somebody must bring back: each counts once, for what it was made for, and not for long. */
export interface Challenges {
  readonly keep: (purpose: string, challenge: string) => Promise<void>
  /** Whether we made it for this, not longer ago than `lasts`, and nobody answered it yet. */
  readonly take: (purpose: string, challenge: string, lasts: string) => Promise<boolean>
}

/** @param store without the entries of requests: what comes of a challenge stands in the log */
export function openChallenges({ now, write }: Pick<Store, 'now' | 'write'>): Challenges {
  return {
    async keep(purpose, challenge) {
      await write(
        (transaction) =>
          sql`select dosis_keep_challenge(${hashOf(purpose, challenge)}, ${now()}, ${keptFor})`.execute(transaction),
        'entry',
      )
    },
    take: (purpose, challenge, lasts) =>
      write(async (transaction) => {
        const { rows } = await sql<{ taken: boolean }>`
          select dosis_take_challenge(${hashOf(purpose, challenge)}, ${now()}, ${lasts}) as taken`.execute(transaction)
        return rows[0]?.taken === true
      }, 'entry'),
  }
}

function hashOf(purpose: string, challenge: string): string {
  return sha256(`dosis challenge\n${purpose}\n${challenge}`)
}

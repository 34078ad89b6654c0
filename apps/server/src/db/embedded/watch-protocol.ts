import type { PGlite } from '@electric-sql/pglite'
import type { SyncBarrier } from './sync-barrier.ts'

/** Messages after which PostgreSQL always says that it is ready again: a simple query, and the end of an extended one. */
const turnEnds: ReadonlySet<number> = new Set(['Q', 'S'].map((letter) => letter.charCodeAt(0)))

/**
 * Condemns the barrier when the database breaks down. PGlite swallows the exception by which PostgreSQL stops after a
 * panic (a log it cannot write or sync) and simply answers nothing more, so that its callers would wait for ever.
 */
export function watchProtocol(pglite: PGlite, barrier: SyncBarrier): void {
  const execute = pglite.execProtocolStream.bind(pglite)
  pglite.execProtocolStream = async (message, options) => {
    barrier.assertSound()
    const answers = await execute(message, options)
    const isReady = answers.some(({ name }) => name === 'readyForQuery')
    if (!isReady && turnEnds.has(message[0] ?? 0)) {
      const reason = answers.find(({ name }) => name === 'error')
      barrier.condemn(reason ?? new Error('the embedded database stopped answering'))
    }
    barrier.assertSound()
    return answers
  }
}

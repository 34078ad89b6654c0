import { startPostgres } from '../../../test-support/postgres.ts'
import { deliverRepeatedly } from '../test-support/faults/deliveries.ts'
import { appUrlOf } from '../test-support/places.ts'
import { soakOf } from './db/faults/soak.ts'
import type { DatabasePlace } from './db/index.ts'

/** So many deliveries on one database, so that a practice never grows beyond what a practice has. */
const perPart = 2_000

const deliver = (what: string, place?: () => DatabasePlace) =>
  soakOf(`deliveries ${what}`, 20_000, perPart, async ({ count, seed }) => {
    const { delivered, lost, late, conflicts, writes, problems } = await deliverRepeatedly({
      count,
      seed,
      ...(place === undefined ? {} : { place: place() }),
    })
    return { done: delivered, problems, figures: { writes, 'without a reader': lost, late, conflicts } }
  })

const postgres = await startPostgres()
const { url } = postgres
const isSafe = [
  await deliver('on the embedded engine'),
  await deliver('on PostgreSQL', () => ({ url, appUrl: appUrlOf(url), allowUnsafeServer: true })),
].every(Boolean)
await postgres.stop()
if (!isSafe) process.exitCode = 1

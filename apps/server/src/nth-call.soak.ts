// Loses the connection to PostgreSQL at every call of every scenario. See `nth-call.test.ts` for a sample.
import { startPostgres } from '../../../test-support/postgres.ts'
import { loseCalls } from '../test-support/faults/nth-call.ts'
import { appUrlOf } from '../test-support/places.ts'
import { openTestServer } from '../test-support/test-server.ts'

const postgres = await startPostgres()
const server = await openTestServer({ url: postgres.url, appUrl: appUrlOf(postgres.url), allowUnsafeServer: true })
const { calls, lost, problems } = await loseCalls(server, 1, ['before', 'after'])
await server.close()
await postgres.stop()

for (const [name, many] of Object.entries(calls)) console.log(`${name}: ${many} calls`)
console.log(`${lost} losses, ${problems.length} problems`)
for (const problem of problems) console.log(problem)
if (problems.length > 0 || lost === 0) process.exitCode = 1

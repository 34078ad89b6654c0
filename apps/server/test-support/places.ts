import { afterAll, beforeAll, describe } from 'vitest'
import { openTestServer, type TestServer } from './test-server.ts'

interface ThrowAwayPostgres {
  readonly url: string
  readonly stop: () => Promise<void>
}

/** The login that owns nothing, with which requests are answered. */
export function appUrlOf(url: string): string {
  return Object.assign(new URL(url), { username: 'dosis_app' }).href
}

/** Runs the same tests on the embedded engine and on a real PostgreSQL server. */
export function onBothDatabases(
  what: string,
  startPostgres: () => Promise<ThrowAwayPostgres>,
  tests: (server: () => TestServer) => void,
): void {
  describe(`${what}, on the embedded engine`, () => {
    let server: TestServer
    beforeAll(async () => {
      server = await openTestServer()
    })
    afterAll(() => server.close())
    tests(() => server)
  })

  describe(`${what}, on PostgreSQL`, () => {
    let postgres: ThrowAwayPostgres
    let server: TestServer
    beforeAll(async () => {
      postgres = await startPostgres()
      server = await openTestServer({ url: postgres.url, appUrl: appUrlOf(postgres.url), allowUnsafeServer: true })
    })
    afterAll(async () => {
      await server.close()
      await postgres.stop()
    })
    tests(() => server)
  })
}

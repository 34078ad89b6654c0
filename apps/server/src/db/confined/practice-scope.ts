import { AsyncLocalStorage } from 'node:async_hooks'

const scope = new AsyncLocalStorage<string>()

/** Runs work that may see and write the rows of one practice; on PostgreSQL the database itself sees to it. */
export function inPractice<Result>(practiceId: string, work: () => Promise<Result>): Promise<Result> {
  return scope.run(practiceId, work)
}

/** The practice of the running work; undefined outside one, where no row is seen. */
export function practiceInScope(): string | undefined {
  return scope.getStore()
}

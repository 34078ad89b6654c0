import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  PostgresDialect,
  type QueryResult,
  type TransactionSettings,
} from 'kysely'
import { practiceInScope } from './practice-scope.ts'

/** PostgreSQL, seen from within one practice: every query runs in a transaction that names it, and as `dosis_app`. */
export class ConfinedDialect extends PostgresDialect {
  override createDriver(): Driver {
    return new ConfinedDriver(super.createDriver())
  }
}

class ConfinedDriver implements Driver {
  readonly #driver: Driver

  constructor(driver: Driver) {
    this.#driver = driver
  }

  init(): Promise<void> {
    return this.#driver.init()
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const confine = CompiledQuery.raw(confining(practiceInScope() ?? ''))
    return new ConfinedConnection(await this.#driver.acquireConnection(), confine)
  }

  async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    const confined = connection as ConfinedConnection
    await this.#driver.beginTransaction(confined.inner, settings)
    try {
      await confined.inner.executeQuery(confined.confine)
    } catch (error) {
      await this.#driver.rollbackTransaction(confined.inner)
      throw error
    }
    confined.isInTransaction = true
  }

  commitTransaction(connection: DatabaseConnection): Promise<void> {
    return this.#driver.commitTransaction(innerOf(connection))
  }

  rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    return this.#driver.rollbackTransaction(innerOf(connection))
  }

  releaseConnection(connection: DatabaseConnection): Promise<void> {
    return this.#driver.releaseConnection(innerOf(connection))
  }

  destroy(): Promise<void> {
    return this.#driver.destroy()
  }
}

class ConfinedConnection implements DatabaseConnection {
  readonly inner: DatabaseConnection
  readonly confine: CompiledQuery
  isInTransaction = false

  constructor(inner: DatabaseConnection, confine: CompiledQuery) {
    this.inner = inner
    this.confine = confine
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (this.isInTransaction) return this.inner.executeQuery<Row>(query)
    try {
      await this.inner.executeQuery(CompiledQuery.raw(`begin; ${this.confine.sql}`))
      const result = await this.inner.executeQuery<Row>(query)
      await this.inner.executeQuery(CompiledQuery.raw('commit'))
      return result
    } catch (error) {
      // The connection may be gone; why the query failed is what counts.
      await this.inner.executeQuery(CompiledQuery.raw('rollback')).catch(() => undefined)
      throw error
    }
  }

  streamQuery(): never {
    throw new RangeError('ConfinedConnection: a query within a practice is not streamed; read it in parts')
  }
}

function innerOf(connection: DatabaseConnection): DatabaseConnection {
  return (connection as ConfinedConnection).inner
}

/** Nobody who waits for an answer waits longer for somebody else's transaction, or for one query. */
const limits = "set local lock_timeout = '2s'; set local statement_timeout = '8s'"

/** SET takes no parameters, and only SET LOCAL ends with the transaction, whatever happens to the connection. */
function confining(practiceId: string): string {
  return `set local citus.propagate_set_commands = 'local'; set local role dosis_app; set local dosis.practice = '${practiceId.replaceAll("'", "''")}'; ${limits}`
}

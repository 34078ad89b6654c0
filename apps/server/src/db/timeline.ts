import type { ClientBase } from 'pg'

/** What a server says of itself; each promotion of a standby begins a new timeline, one higher than the one before. */
interface ServerState {
  readonly cluster: string
  /** Null while it only reads. */
  readonly timeline: number | null
}

/** The server at this address only reads: a standby, or one that is being promoted. */
export class ReadOnlyServerError extends Error {
  override name = 'ReadOnlyServerError'
}

/** A primary that has been replaced came back: what it takes in would be found by nobody. */
export class ReplacedPrimaryError extends Error {
  override name = 'ReplacedPrimaryError'
  constructor(timeline: number, newest: number) {
    super(`the server is a primary of before (timeline ${timeline}); another one was promoted after it (${newest})`)
  }
}

/** The newest timeline that this process has seen, by cluster: primary and standbys share the identifier of their cluster. */
const newestOf = new Map<string, number>()

/** To which primary a connection leads. */
export interface Primary {
  readonly cluster: string
  readonly timeline: number
}

/**
 * Lets a connection be used only when its server takes writes and no other was promoted after it.
 * @throws {ReadOnlyServerError}
 * @throws {ReplacedPrimaryError}
 */
export async function findPrimaryOf(client: Pick<ClientBase, 'query'>): Promise<Primary> {
  const { rows } = await client.query<ServerState>(`
    select (select system_identifier::text from pg_control_system()) as cluster,
      case when not pg_is_in_recovery()
        then ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::integer end as timeline`)
  const [state] = rows
  if (state === undefined || state.timeline === null) throw new ReadOnlyServerError('the server is a standby')
  const primary = { cluster: state.cluster, timeline: state.timeline }
  requireNotReplaced(primary)
  newestOf.set(primary.cluster, primary.timeline)
  return primary
}

/** @throws {ReplacedPrimaryError} this process has seen one that was promoted later */
export function requireNotReplaced({ cluster, timeline }: Primary): void {
  const newest = newestOf.get(cluster) ?? 0
  if (timeline < newest) throw new ReplacedPrimaryError(timeline, newest)
}

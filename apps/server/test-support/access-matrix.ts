import { type mayUse, neededRelation, type Role, type RouteName, routePaths } from '@dosis/api'
import { sql } from 'kysely'
import { auditedRoutes } from '../src/audit/audited-routes.ts'
import type { RawAnswer, TestServer, Visitor } from './test-server.ts'

/** Somebody who calls every route; `role` is null for who is not, or no longer, signed in. */
export interface Person {
  readonly name: string
  readonly role: Role | null
  readonly visitor: Visitor
}

/**
 * Whose record the address names: of a patient whom everybody here treats (`own`), whom everybody here opened with a
 * reason (`granted`), whom only a colleague treats (`unrelated`), of another practice, of nobody; `none` where the
 * address names no record.
 */
export type Relation = 'own' | 'granted' | 'unrelated' | 'foreign' | 'unknown' | 'none'

/** Which relation a role needs for a route; a test turns it round. */
export type Needed = typeof neededRelation

/** One call, and what came of it. */
export interface Cell {
  readonly route: RouteName
  readonly person: Pick<Person, 'name' | 'role'>
  readonly relation: Relation
  readonly status: number
  readonly answer: string
  /** Whether a row was added, changed or removed outside the log. */
  readonly changed: boolean
  /** Entries that the call left in the log. */
  readonly entries: number
}

/** Routes that change who the caller is, or what he may open, come last, in this order. */
const last: readonly RouteName[] = ['openOutside', 'openLink', 'signIn', 'signOut']

export const routesInOrder: readonly RouteName[] = [
  ...(Object.keys(routePaths) as RouteName[]).filter((route) => !last.includes(route)),
  ...last,
]

export function relationsOf(route: RouteName): readonly Relation[] {
  const { path } = routePaths[route]
  if (/:(patient|decision)Id/.test(path)) return ['own', 'granted', 'unrelated', 'foreign', 'unknown']
  return path.includes(':accountId') ? ['own', 'foreign', 'unknown'] : ['none']
}

/** What the address and body of a call are made of. */
export interface Target {
  readonly patientId: string
  readonly decisionId: string
  /** Of nobody who calls. */
  readonly accountId: string
}

/** Calls every route as everybody about everybody's patient, one call after the other. */
export async function callAll(
  server: TestServer,
  people: readonly Person[],
  targets: Readonly<Record<Relation, Target>>,
  bodyOf: (route: RouteName) => object,
): Promise<readonly Cell[]> {
  const cells: Cell[] = []
  let before = await stateOf(server)
  for (const route of routesInOrder) {
    for (const { name, role, visitor } of people) {
      for (const relation of relationsOf(route)) {
        const answer = await visitor.send(requestOf(route, targets[relation], bodyOf))
        const after = await stateOf(server)
        cells.push({
          route,
          person: { name, role },
          relation,
          status: answer.status,
          answer: wholeOf(answer),
          changed: after.rows !== before.rows,
          entries: after.entries - before.entries,
        })
        before = after
      }
    }
  }
  return cells
}

function requestOf(
  route: RouteName,
  { patientId, decisionId, accountId }: Target,
  bodyOf: (route: RouteName) => object,
) {
  const { method, path } = routePaths[route]
  const url = path
    .replace(':patientId', patientId)
    .replace(':decisionId', decisionId)
    .replace(':accountId', accountId)
    .replace(':language', 'nl')
  return method === 'POST'
    ? { method, url, payload: bodyOf(route), headers: { 'content-type': 'application/json' } }
    : { method, url }
}

function wholeOf({ headers, text }: RawAnswer): string {
  return `${JSON.stringify(headers)}\n${text}`
}

const tables = [
  'practice',
  'account',
  'session',
  'known_device',
  'second_factor',
  'recovery_code',
  'passkey',
  'identity_provider',
  'account_identity',
  'sign_in_policy',
  'patient',
  'patient_details',
  'patient_link',
  'event',
  'decision',
  'plan_version',
  'knowledge_version',
  'care_team',
  'outside_access',
  'record_export',
  'access_policy',
  'access_review',
]

/** Every insert and update gives a row the number of its transaction: the sum tells any change, and costs no reading. */
async function stateOf({ database: { db } }: TestServer): Promise<{ rows: string; entries: number }> {
  const digests = tables.map(
    (table) => sql`(select count(*) || '/' || coalesce(sum(xmin::text::bigint), 0) from ${sql.table(table)})`,
  )
  const { rows } = await sql<{ rows: string; entries: number }>`
    select concat_ws(' ', ${sql.join(digests)}) as rows, (select count(*)::integer from audit_entry) as entries`.execute(
    db,
  )
  return rows[0] ?? { rows: '', entries: 0 }
}

/** What does not fit the table: one line per cell, empty when all do. */
export function problemsOf(
  cells: readonly Cell[],
  may: typeof mayUse,
  canaries: readonly string[],
  needed: Needed = neededRelation,
): readonly string[] {
  return [...cells.flatMap((cell) => problemsOfCell(cell, may, canaries, needed)), ...tellingApart(cells)]
}

function problemsOfCell(
  cell: Cell,
  may: typeof mayUse,
  canaries: readonly string[],
  needed: Needed,
): readonly string[] {
  const { route, person, relation, status, answer, changed, entries } = cell
  const at = `${route} by ${person.name}, ${relation}`
  const refused = refusalOf(cell, may, needed)
  const audited = !('none' in auditedRoutes[route]) && refused !== 401
  return [
    ...((refused === null ? isDone(status, route) : status === refused) ? [] : [`${at}: answers ${status}`]),
    ...(refused !== null && changed ? [`${at}: changed a row`] : []),
    ...(entries === (audited ? 1 : 0) ? [] : [`${at}: left ${entries} entries`]),
    ...canaries.filter((canary) => answer.includes(canary)).map((canary) => `${at}: shows ${canary}`),
  ]
}

/** Done, or refused for what is asked and not for who asks; no body answers a question that was not put. */
function isDone(status: number, route: RouteName): boolean {
  if (route === 'signInWithPasskey' || route === 'signInWithProvider') return status === 401
  if (route === 'beginProviderSignIn') return status === 404
  return (status >= 200 && status < 300) || status === 400 || status === 409
}

/** With which status the table refuses a call; null = it does not. */
function refusalOf(
  { route, person: { role }, relation }: Cell,
  may: typeof mayUse,
  needed: Needed,
): 401 | 403 | 404 | null {
  if (may(role, route)) {
    if (relation === 'foreign' || relation === 'unknown') return 404
    const need = needed(role, route)
    const isShort = (relation === 'unrelated' && need !== 'none') || (relation === 'granted' && need === 'lasting')
    return isShort ? 403 : null
  }
  const kind = role === null ? 'nobody' : role === 'patient' ? 'patient' : 'professional'
  return kind === routePaths[route].caller ? 403 : 401
}

/** A patient of another practice and one that does not exist must be the same to everybody, to the byte. */
function tellingApart(cells: readonly Cell[]): readonly string[] {
  const unknown = new Map(
    cells.filter(({ relation }) => relation === 'unknown').map((cell) => [keyOf(cell), cell.answer]),
  )
  return cells
    .filter((cell) => cell.relation === 'foreign' && cell.answer !== unknown.get(keyOf(cell)))
    .map(({ route, person }) => `${route} by ${person.name}: tells a foreign id from one that does not exist`)
}

function keyOf({ route, person }: Cell): string {
  return `${route} ${person.name}`
}

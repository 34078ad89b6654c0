import {
  mayUse,
  type NeededRelation,
  neededRelation,
  type ProfessionalRole,
  professionalRoles,
  type Role,
  routePaths,
} from '@dosis/api'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { startPostgres } from '../../../../test-support/postgres.ts'
import {
  callAll,
  type Cell,
  type Person,
  problemsOf,
  relationsOf,
  routesInOrder,
  type Target,
} from '../../test-support/access-matrix.ts'
import { newId, newPatient, phoneOf, runningPatient, tokenOf } from '../../test-support/patients.ts'
import { onBothDatabases } from '../../test-support/places.ts'
import type { TestServer, Visitor } from '../../test-support/test-server.ts'
import { validBody } from '../../test-support/valid-bodies.ts'

const loginOf: Readonly<Record<ProfessionalRole, string>> = {
  therapist: 'therapist',
  physician: 'colleague',
  assistant: 'assistant',
  manager: 'manager',
  evidence_editor: 'editor',
  administrator: 'administrator',
}
const noLonger = ['ended account', 'revoked session', 'expired session'] as const

/** What stands in the other practice alone, and must be seen nowhere. */
const canaries = [
  'canary-name',
  'canary-account',
  'canary-request',
  'canary-reason',
  'Name of stranger',
  'Practice second',
]

onBothDatabases('the access matrix', startPostgres, (server) => {
  let cells: readonly Cell[]

  beforeAll(async () => {
    await sparesIn(server())
    const gone = await peopleWhoWere(server())
    const therapist = await server().signIn()
    const stranger = await server().signIn('stranger')
    const patientId = await newPatient(therapist.call, 'Phone Test')
    const people: readonly Person[] = [
      { name: 'anonymous', role: null, visitor: server().visitor() },
      ...gone,
      { name: 'phone', role: 'patient', visitor: await phoneOf(server(), therapist, patientId) },
      ...(await Promise.all(
        professionalRoles.map(async (role) => ({ name: role, role, visitor: await server().signIn(loginOf[role]) })),
      )),
    ]
    await closeTeams(server())
    const locum = await server().signIn('locum')
    const own = await targetOf(server(), therapist, 'own')
    for (const login of ['colleague', 'assistant']) {
      const body = { changeId: newId('team'), accountId: `${login}-id`, change: 'join' } as const
      await therapist.call('changeTeam', { params: { patientId: own.patientId }, body })
    }
    const granted = await targetOf(server(), locum, 'granted')
    for (const login of ['therapist', 'colleague', 'assistant']) {
      const person = people.find(({ name }) => loginOf[name as ProfessionalRole] === login)
      const body = { accessId: `access-${login}`, reason: 'substitution', explanation: 'stands in' } as const
      await person?.visitor.call('openOutside', { params: { patientId: granted.patientId }, body })
    }
    const unknown: Target = {
      patientId: 'no-such-patient',
      decisionId: 'no-such-decision',
      accountId: 'no-such-account',
    }
    const targets = {
      own,
      granted,
      unrelated: await targetOf(server(), locum, 'unrelated'),
      foreign: await targetOf(server(), stranger, 'canary'),
      unknown,
      none: unknown,
    }
    const link = await therapist.call('createPatientLink', { params: { patientId }, body: { linkId: newId('link') } })
    const parts = { token: tokenOf(link.url), on: server().clock.today, subject: 'outside:access-therapist' }
    cells = await callAll(server(), people, targets, (route) => validBody(route, parts))
  }, 180_000)

  test('every cell is as the table says: done, or refused with the right status, nothing changed, one entry', () => {
    const people = 1 + noLonger.length + 2 + professionalRoles.length
    const calls = routesInOrder.reduce((sum, route) => sum + relationsOf(route).length, 0)
    expect(cells).toHaveLength(people * calls)
    expect(problemsOf(cells, mayUse, canaries)).toEqual([])
    const logged = server().logged.join('\n')
    expect(canaries.filter((canary) => logged.includes(canary))).toEqual([])
  })

  test('what the table allows is done at least once, so that the matrix does not only see refusals', () => {
    const done = new Set(cells.filter(({ status }) => status < 300).map(({ route }) => route))
    const conflicting = [
      'confirmSecondFactor',
      'addPasskey',
      'signInWithPasskey',
      'beginProviderSignIn',
      'signInWithProvider',
      'setIdentityProvider',
      'confirmPlan',
      'decideProgress',
      'releaseAdverseEvent',
      'reviewKnowledgeChange',
      'downloadExport',
    ]
    expect(routesInOrder.filter((route) => !done.has(route))).toEqual(conflicting)
  })

  test('one entry of the table turned round, whichever, is noticed', () => {
    const everybody: readonly (Role | null)[] = [null, 'patient', ...professionalRoles]
    const unnoticed = routesInOrder.flatMap((route) => {
      const ofRoute = cells.filter((cell) => cell.route === route)
      const isUnnoticed = (turned: Role | null): boolean =>
        problemsOf(ofRoute, (role) => mayUse(role, route) !== (role === turned), []).length === 0
      return everybody.filter(isUnnoticed).map((role) => `${route} ${role}`)
    })
    expect(unnoticed).toEqual([])
  })

  test('a route that would ask for no relation, or for another one, is noticed', () => {
    const needs: readonly NeededRelation[] = ['none', 'any', 'lasting']
    const treating: readonly ProfessionalRole[] = ['therapist', 'physician', 'assistant']
    const unnoticed = routesInOrder
      .filter((route) => relationsOf(route).length > 1)
      .flatMap((route) =>
        treating
          .filter((role) => mayUse(role, route))
          .flatMap((role) =>
            needs
              .filter((need) => need !== neededRelation(role, route))
              .filter((need) => {
                const ofRoute = cells.filter((cell) => cell.route === route)
                const turned = (who: Role | null) => (who === role ? need : neededRelation(who, route))
                return problemsOf(ofRoute, mayUse, canaries, turned).length === 0
              })
              .map((need) => `${route} ${role} ${need}`),
          ),
      )
    expect(unnoticed).toEqual([])
  })

  test('what is done with a reason stands so in the log, and what rests on the team too', async () => {
    const { rows } = await sql<{ relation: string; outcome: number }>`
      select distinct relation, outcome from audit_entry where event = 'patient.read' and practice_id = 'first'
      order by relation, outcome`.execute(server().database.db)
    const found = rows.map(({ relation, outcome }) => `${relation} ${outcome}`)
    expect(found).toEqual(
      expect.arrayContaining(['team assigned 0', 'team entered 0', 'outside substitution 0', 'none 4']),
    )
  })

  test('a row that a refused call changed, a missing entry and a canary are noticed', () => {
    const bent = (change: Partial<Cell>, index: number): readonly Cell[] =>
      cells.map((cell, at) => (at === index ? { ...cell, ...change } : cell))
    const refused = cells.findIndex(({ status, route }) => status === 403 && route === 'confirmPlan')
    const foreign = cells.findIndex(({ relation, status }) => relation === 'foreign' && status === 404)
    for (const wrong of [
      bent({ changed: true }, refused),
      bent({ entries: 0 }, refused),
      bent({ entries: 2 }, refused),
      bent({ answer: canaries[0] ?? '' }, refused),
      bent({ answer: 'another answer' }, foreign),
    ]) {
      expect(problemsOf(wrong, mayUse, canaries).length).toBeGreaterThan(0)
    }
  })

  test('a method that the contract does not name is no address', async () => {
    const paths = new Set(Object.values(routePaths).map(({ path }) => path))
    const visitor = await server().signIn()
    for (const path of paths) {
      const declared: readonly string[] = Object.values(routePaths)
        .filter((route) => route.path === path)
        .map(({ method }) => method)
      for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
        if (declared.includes(method)) continue
        const answer = await visitor.send({ method, url: path.replace(/:\w+/g, 'some-id') })
        expect([method, path, answer.status]).toEqual([method, path, 404])
      }
    }
  })
})

/** A practice whose records are open to who treats the patient alone, with a therapist more. */
async function closeTeams({ database: { db } }: TestServer): Promise<void> {
  await sql`insert into account (practice_id, account_id, login, display_name, role, password_hash, created_at)
    select practice_id, 'locum-id', 'locum', 'Name of locum', role, password_hash, created_at
    from account where login = 'therapist'`.execute(db)
  await sql`insert into access_policy (practice_id, policy_id, rule, explanation, recorded_at, recorded_by)
    select practice_id, 'closed', 'team', 'as the law asks', now(), 'account:manager-id' from practice`.execute(db)
}

/** A patient with a running plan, and words that must stay in the practice. */
async function targetOf({ clock }: TestServer, { call }: Visitor, word: string): Promise<Target> {
  const { patientId, record } = await runningPatient(call, clock.today, `${word}-name Test`)
  const params = { patientId }
  await call('stateRequests', { params, body: { eventId: newId(), requests: [`${word}-request`] } })
  await call('changePlanStatus', { params, body: { eventId: newId(), action: 'pause', reason: `${word}-reason` } })
  return { patientId, decisionId: record.decisions[0]?.decisionId ?? '', accountId: `${word}-account` }
}

/** In each practice an account that calls nothing. */
async function sparesIn({ database: { db } }: TestServer): Promise<void> {
  await sql`insert into account (practice_id, account_id, login, display_name, role, password_hash, created_at)
    select practice_id, word || '-account', word || '-account', word || '-account', role, password_hash, created_at
    from account join (values ('therapist', 'own'), ('stranger', 'canary')) as spare (of, word) on of = login`.execute(
    db,
  )
}

/** Professionals and a phone who were let in once and are not any more, each for another reason. */
async function peopleWhoWere(server: TestServer): Promise<readonly Person[]> {
  const { db } = server.database
  await sql`insert into account (practice_id, account_id, login, display_name, role, password_hash, created_at)
    select practice_id, other, other, other, role, password_hash, created_at
    from account cross join unnest(${[...noLonger]}::text[]) as other where login = 'therapist'`.execute(db)
  const gone = await Promise.all(
    noLonger.map(async (name): Promise<Person> => ({ name, role: null, visitor: await server.signIn(name) })),
  )
  server.clock.goMinutes(31)
  const [ended, revoked] = noLonger
  await sql`update session set expires_at = expires_at + interval '1 hour' where account_id in (${ended}, ${revoked})`.execute(
    db,
  )
  await sql`update account set ended_at = ${server.clock.now()} where account_id = ${ended}`.execute(db)
  await sql`update session set revoked_at = ${server.clock.now()} where account_id = ${revoked}`.execute(db)

  const therapist = await server.signIn()
  const patientId = await newPatient(therapist.call, 'Revoked Test')
  const phone = await phoneOf(server, therapist, patientId)
  await therapist.call('revokePatientLinks', { params: { patientId }, body: { eventId: newId() } })
  return [...gone, { name: 'revoked phone', role: null, visitor: phone }]
}

import { type RouteName, routePaths } from '@dosis/api'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { backPainFacts, logOf, newId, phoneOf, runningPatient } from '../../test-support/patients.ts'
import { openTestServer, type TestServer, type Visitor } from '../../test-support/test-server.ts'

/** The other 3,000 of the 10,000 go to the command line. */
const inputs = 7000

let server: TestServer
let therapist: Visitor
/** Several, because a record that takes thousands of inputs is slow to read. */
const patients: { patientId: string; phone: Visitor; bodies: readonly (readonly [RouteName, object])[] }[] = []
beforeAll(async () => {
  server = await openTestServer()
  therapist = await server.signIn()
  for (let count = 0; count < 10; count += 1) {
    const { patientId, planId } = await runningPatient(therapist.call, server.clock.today)
    const phone = await phoneOf(server, therapist, patientId)
    const log = logOf(await phone.call('today'), server.clock.today)
    patients.push({ patientId, phone, bodies: rightBodies(planId, log) })
  }
})
afterAll(() => server.close())

/** For each route that takes a body one that is right, to be bent from there. */
function rightBodies(planId: string, log: ReturnType<typeof logOf>): readonly (readonly [RouteName, object])[] {
  const report = { eventId: 'e', on: '2026-05-04', symptoms: ['chest-pain'], severity: 'mild', description: 'x' }
  const preferences = {
    forms: ['run_walk_programme'],
    weekdays: [1, 3],
    startsOn: '2026-05-04',
    goals: ['x'],
    equipment: ['x'],
    exercises: { run_walk_programme: ['x'] },
    programmes: { 'run-walk': { levels: 13, runSecondsFirst: 15 } },
    doses: { run_walk_programme: { sessionsPerWeek: { value: 3, upTo: 3, reason: 'x' } } },
  }
  const details = { name: 'Fuzz', birthDate: '1986-05-04', sex: 'female' }
  const fracture = {
    site: 'hip',
    on: '2026-01-01',
    weeksAgo: null,
    lowTrauma: true,
    stable: null,
    symptomatic: true,
    imaging: true,
    operated: false,
  }
  return [
    ['signIn', { login: 'nobody', password: 'x' }],
    ['createPatient', { patientId: 'fuzz', details }],
    ['changeDetails', { eventId: 'd', details }],
    [
      'assess',
      {
        on: '2026-05-04',
        treatmentStart: '2026-05-04',
        facts: backPainFacts,
        requests: ['x'],
        measurements: { odi: { start: 10, now: 8 } },
      },
    ],
    [
      'assess',
      {
        assessmentDate: '2026-05-04',
        treatmentStart: null,
        patient: { ageYears: 60, sex: 'female' },
        conditions: ['copd'],
        request: ['x'],
      },
    ],
    [
      'stateFacts',
      {
        statements: [
          { eventId: 'f', fact: 't-score', stated: { state: 'known', value: -2.5, observedOn: '2026-05-04' } },
        ],
      },
    ],
    [
      'stateFacts',
      { statements: [{ eventId: 'f', fact: 'fractures', stated: { state: 'known', value: [fracture] } }] },
    ],
    ['stateRequests', { eventId: 'r', requests: ['x'] }],
    ['storeAssessment', { decisionId: 'a' }],
    ['draftPlan', { preferences }],
    ['confirmPlan', { planId, decisionId: 'c', preferences, hash: 'a'.repeat(64) }],
    ['changePlanStatus', { eventId: 's', action: 'resume', reason: 'x' }],
    ['createPatientLink', { linkId: 'l' }],
    ['revokePatientLinks', { eventId: 'k' }],
    [
      'recordMeasurements',
      { measurements: [{ eventId: 'm', instrument: 'odi', on: '2026-05-04', score: 10, version: 'nl' }] },
    ],
    [
      'decideProgress',
      { eventId: 'p', decisionId: 'q', planId, prescription: 'run_walk_programme', accepted: false, reason: 'x' },
    ],
    ['releaseAdverseEvent', { eventId: 'x', adverseEventId: 'e', outcome: 'x' }],
    ['decideEvaluation', { eventId: 'v', decisionId: 'w', choice: 'continue', note: 'x', requestForHelpMet: null }],
    ['openLink', { token: 'A'.repeat(43) }],
    ['sync', { items: [{ id: 'i', kind: 'log', body: { ...log, adverseEvent: report, note: 'x' } }] }],
    ['sendLogs', { logs: [{ ...log, adverseEvent: report, note: 'x' }] }],
    ['reportAdverseEvent', { report }],
  ]
}

const strange: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  -0,
  0.1,
  1e308,
  -1e308,
  2 ** 53 + 1,
  '',
  ' ',
  'x'.repeat(5000),
  '2026-02-30',
  '0000-01-01',
  '9999-12-31',
  '2026-05-04T25:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
  '\u0000',
  '\ud800',
  'toString',
  '__proto__',
  "'; drop table patient; --",
  '../../etc/passwd',
  '\u202e‮😀',
  [],
  [[]],
  [null],
  {},
  { length: 1e9 },
  Array.from({ length: 500 }, () => 'x'),
]

const strangeValue = fc.oneof(fc.constantFrom(...strange), fc.jsonValue({ maxDepth: 3 }))
const edit = fc.record({
  where: fc.nat(),
  how: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'rename', 'add', 'repeat'),
  value: strangeValue,
  id: fc.boolean(),
})

/** Every place in a document, as a path of keys. */
function placesIn(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([key, item]) => placesIn(item, [...path, key]))]
}

type Edit = typeof edit extends fc.Arbitrary<infer Type> ? Type : never

/** Repeats of repeats would outgrow the longest text there is: a document that grew already is doubled. */
const repeatsFor = (size: number) => (size < 1000 ? 300 : 2)

function bend(document: unknown, { where, how, value }: Edit): unknown {
  const places = placesIn(document)
  const path = places[where % places.length] ?? []
  const last = path.at(-1)
  if (last === undefined) return how === 'replace' && where % 17 === 0 ? value : document
  const copy = structuredClone(document)
  let parent = copy as Record<string, unknown>
  for (const key of path.slice(0, -1)) parent = parent[key] as Record<string, unknown>
  const before = parent[last]
  if (how === 'replace') parent[last] = value
  else if (how === 'remove') delete parent[last]
  else if (how === 'add') parent[`extra-${where % 7}`] = value
  else if (how === 'repeat') parent[last] = Array.from({ length: repeatsFor(places.length) }, () => before)
  else {
    delete parent[last]
    parent[`${last}x`] = before
  }
  return copy
}

/** New ids half of the time, so that bent input gets past the ids that were used before. */
function freshen(document: unknown): unknown {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return document
  const entries = Object.entries(document).map(([key, value]) =>
    ['eventId', 'decisionId', 'linkId'].includes(key) && typeof value === 'string' && value.length === 1
      ? [key, newId('fuzz')]
      : [key, freshen(value)],
  )
  return Object.fromEntries(entries)
}

test(`answers ${inputs} bent inputs without one fault of its own`, { timeout: 900_000 }, async () => {
  const statuses = new Map<number, number>()
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.array(edit, { minLength: 1, maxLength: 3 }), async (pick, edits) => {
      const patient = patients[pick % patients.length] ?? patients[0]!
      const { patientId, phone, bodies } = patient
      const [name, right] = bodies[Math.floor(pick / patients.length) % bodies.length] ?? ['signIn', {}]
      const start = edits[0]?.id === true ? freshen(right) : right
      const payload = JSON.stringify(edits.reduce(bend, start)) ?? 'null'
      const { method, path, caller } = routePaths[name]
      const answer = await (caller === 'patient' ? phone : therapist).send({
        method,
        url: path.replace(':patientId', patientId),
        payload,
        headers: { 'content-type': 'application/json' },
      })
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
      if (answer.status >= 500) {
        const fault = server.logged.findLast((line) => line.includes('request failed'))
        throw new Error(`${name}: ${answer.status} for ${payload.slice(0, 2000)}: ${fault}`)
      }
      expect(answer.text).not.toMatch(/node_modules|at \S+ \(|syntax error at/)
    }),
    { numRuns: inputs, seed: 20260504, endOnFailure: true },
  )
  expect([...statuses.values()].reduce((sum, count) => sum + count, 0)).toBe(inputs)
  expect(statuses.get(200)).toBeGreaterThan(inputs / 100)
  expect(statuses.get(400)).toBeGreaterThan(inputs / 2)
})

import type { PatientRecord } from '@dosis/api'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase, type Store, verifyStore } from '../db/index.ts'
import type { Installation } from '../installation.ts'
import { readRecord } from '../patient/record.ts'
import { Worklist } from '../patient/worklist.ts'
import { createServer, installationOf } from '../server.ts'
import { knowledge } from '../../test-support/test-server.ts'
import { demoPractice } from './accounts.ts'
import { loadDemoPractice } from './load-demo-practice.ts'
import { stories } from './stories/index.ts'
import { demoTherapist } from './tell-stories.ts'

const log = pino({ level: 'silent' })
/** Several practices are loaded, while other tests use the same two cores. */
const slow = { timeout: 240_000 }

interface Demo {
  readonly store: Store
  readonly installation: Installation
  /** Of this process, so that a busy machine does not count. */
  readonly processorSeconds: number
}

async function loadDemo(firstStart: string): Promise<Demo> {
  const store = await openDatabase({ memory: true, now: () => new Date(firstStart), log })
  const options = { database: store, knowledge, log, practicePhone: '000' }
  await (await createServer(options)).ready()
  const installation = installationOf(options)
  const before = process.cpuUsage()
  await loadDemoPractice(installation, () => undefined)
  return { store, installation, processorSeconds: process.cpuUsage(before).user / 1_000_000 }
}

const monday = '2026-11-23T10:00:00.000Z'
let demo: Demo
beforeAll(async () => {
  demo = await loadDemo(monday)
})
afterAll(() => demo.store.close())

const recordOf = (patientId: string, from: Demo = demo): Promise<PatientRecord> =>
  readRecord(from.installation, { practiceId: demoPractice.practiceId, patientId })

test('holds twelve people at twelve moments', async () => {
  const { patients } = await new Worklist(demo.installation).read(demoTherapist(), '')
  expect(Object.fromEntries(patients.map(({ patientId, need }) => [patientId, need]))).toEqual({
    'proef-mandarijn': 'stop',
    'proef-granaatappel': 'stop',
    'proef-honingmeloen': 'evaluation',
    'proef-bes': 'progress',
    'proef-druif': 'confirm',
    'proef-limoen': 'confirm',
    'proef-nectarine': 'confirm',
    'proef-olijf': 'confirm',
    'proef-appel': 'intake',
    'proef-framboos': 'none',
    'proef-kers': 'progress',
    'proef-citroen': 'closed',
  })
  expect(patients[0]?.need).toBe('stop')
  expect(patients.at(-1)?.need).toBe('closed')
})

test('meets all five documents', async () => {
  const records = await Promise.all(stories.map(({ patientId }) => recordOf(patientId)))
  const cited = new Set(records.flatMap(({ assessment }) => assessment.factIds))
  const documents = new Set([...cited].map((id) => knowledge.statements[id]?.document))
  const five = ['cardiac-strength', 'eim-stepped-care', 'hfref-nma', 'osteo-guideline', 'runwalk-clbp']
  expect([...documents]).toEqual(expect.arrayContaining(five))
  const several = records.filter(
    ({ facts }) =>
      Object.entries(facts).filter(
        ([id, fact]) => id.startsWith('condition-') && fact.state === 'known' && fact.value === true,
      ).length > 1,
  )
  expect(several.length).toBeGreaterThanOrEqual(5)
})

test('has weeks of logs, all of them counted', async () => {
  const { logs, logsSetAside, progress } = await recordOf('proef-bes')
  expect(logs.length).toBeGreaterThanOrEqual(12)
  expect(logsSetAside).toEqual([])
  expect(progress?.weeks.filter(({ done }) => done > 0).length).toBeGreaterThanOrEqual(4)
})

test('waits for referral and clearance where the knowledge says so', async () => {
  const blockedBy = async (patientId: string) => (await recordOf(patientId)).assessment.referral.action
  expect(await blockedBy('proef-limoen')).toBe('medical_clearance_first')
  expect(await blockedBy('proef-nectarine')).toBe('refer_sports_physician')
  expect(await blockedBy('proef-olijf')).toBe('refer_msrz')
  expect(await blockedBy('proef-granaatappel')).toBe('inform_patient_and_gp')
})

test('is evidently invented', async () => {
  const { patients } = await new Worklist(demo.installation).read(demoTherapist(), 'proef')
  expect(patients).toHaveLength(12)
  for (const { patientId } of patients) {
    const { birthDate } = (await recordOf(patientId)).details
    expect(birthDate.slice(5, 7)).toBe(birthDate.slice(8, 10))
  }
})

test('every colleague who treats is in the team of all but one, whom he opens with a reason', async () => {
  const therapist = demoTherapist()
  const account = { ...therapist.account, accountId: 'demo-physician', role: 'physician' } as const
  const { patients, others } = await new Worklist(demo.installation).read({ ...therapist, account }, 'proef')
  expect([patients.length, others.map(({ patientId }) => patientId)]).toEqual([11, ['proef-framboos']])
})

test('is the same for the same first start, and needs the same on every day of the week', slow, async () => {
  const same = await loadDemo(monday)
  expect(await recordOf('proef-citroen', same)).toEqual(await recordOf('proef-citroen'))
  await same.store.close()
  for (const day of ['2026-11-29T05:00:00.000Z', '2028-02-29T12:00:00.000Z']) {
    const other = await loadDemo(day)
    const { patients } = await new Worklist(other.installation).read(demoTherapist(), '')
    const needs = Object.fromEntries(patients.map(({ patientId, need }) => [patientId, need]))
    expect([day, needs['proef-bes'], needs['proef-honingmeloen'], needs['proef-citroen']]).toEqual([
      day,
      'progress',
      'evaluation',
      'closed',
    ])
    await other.store.close()
  }
})

test('is loaded in seconds, keeps every hash, and is not loaded twice or beside another practice', async () => {
  expect(demo.processorSeconds).toBeLessThan(10)
  expect((await verifyStore(demo.store.db)).problems).toEqual([])
  const before = await demo.store.db
    .selectFrom('event')
    .select(({ fn }) => fn.countAll().as('count'))
    .execute()
  await loadDemoPractice(demo.installation, () => undefined)
  expect(
    await demo.store.db
      .selectFrom('event')
      .select(({ fn }) => fn.countAll().as('count'))
      .execute(),
  ).toEqual(before)

  const real = await openDatabase({ memory: true, now: () => new Date(monday), log })
  await real.db
    .insertInto('practice')
    .values({ practice_id: 'real', name: 'Real', created_at: new Date(monday) })
    .execute()
  const said: string[] = []
  await loadDemoPractice({ ...demo.installation, store: real }, (line) => said.push(line))
  expect(said).toEqual(['This database holds a practice of its own; the demo practice is not loaded.'])
  expect(await real.db.selectFrom('account').selectAll().execute()).toEqual([])
  await real.close()
})

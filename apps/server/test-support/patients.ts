import type { Call, PatientRecord, PatientToday } from '@dosis/api'
import { conditionFact, type Fact, type IsoDate, type PartDone, type SessionLog } from '@dosis/domain'
import { knowledge, type TestServer, type Visitor } from './test-server.ts'

let count = 0

/** An id that no test used before. */
export function newId(what = 'id'): string {
  count += 1
  return `${what}-${count}`
}

function known(value: boolean | number | string | readonly string[]): Fact {
  return { state: 'known', value }
}

/** Everything that can be asked of somebody with long-lasting back pain who may start the run-walk programme. */
export const backPainFacts: Readonly<Record<string, Fact>> = {
  ...Object.fromEntries(Object.keys(knowledge.conditions).map((each) => [conditionFact(each), known(false)])),
  'condition-chronic-low-back-pain': known(true),
  'low-back-pain-plays-a-role': known(true),
  'low-back-pain-weeks': known(30),
  'low-back-pain-most-days': known(true),
  'low-back-pain-exclusions': known([]),
  'bone-health-plays-a-role': known(false),
  smartphone: known(true),
  screening: known('pluis'),
  'first-line-care-received': known(false),
  'organ-systems-limiting': known([]),
  'treatment-side-effects': known(false),
  'multiple-complex-problem': known(false),
  'self-management-sufficient': known(true),
  'knows-suitable-exercises': known(true),
  'can-exercise-safely-alone': known(true),
  'needs-advice-at-start': known(false),
  'fear-of-movement': known(false),
  'complaints-hinder-movement': known(true),
  frail: known(false),
  'fall-risk-raised': known(false),
  'comorbidity-complex': known(false),
  route: known('direct-access'),
}

export async function newPatient(call: Call, name = 'Tessa Test'): Promise<string> {
  const patientId = newId('patient')
  await call('createPatient', { body: { patientId, details: { name, birthDate: '1986-05-04', sex: 'female' } } })
  return patientId
}

export function tellFacts(
  call: Call,
  patientId: string,
  facts: Readonly<Record<string, Fact>>,
): Promise<PatientRecord> {
  const statements = Object.entries(facts).map(([fact, stated]) => ({ eventId: newId('fact'), fact, stated }))
  return call('stateFacts', { params: { patientId }, body: { statements } })
}

export interface Running {
  readonly patientId: string
  readonly planId: string
  readonly record: PatientRecord
}

/** A patient whose run-walk plan starts today. */
export async function runningPatient(call: Call, startsOn: IsoDate, name?: string): Promise<Running> {
  const patientId = await newPatient(call, name)
  await tellFacts(call, patientId, backPainFacts)
  await call('storeAssessment', { params: { patientId }, body: { decisionId: newId('assess') } })
  const planId = newId('plan')
  const preferences = { forms: ['run_walk_programme'], weekdays: [1, 3, 5], startsOn }
  const { hash } = await call('draftPlan', { params: { patientId }, body: { preferences } })
  const body = { planId, decisionId: newId('confirm'), preferences, hash }
  return { patientId, planId, record: await call('confirmPlan', { params: { patientId }, body }) }
}

/** The phone of a patient, opened by a link from the therapist's screen. */
export async function phoneOf(
  server: Pick<TestServer, 'visitor'>,
  therapist: Visitor,
  patientId: string,
): Promise<Visitor> {
  const { url } = await therapist.call('createPatientLink', { params: { patientId }, body: { linkId: newId('link') } })
  const phone = server.visitor()
  await phone.call('openLink', { body: { token: tokenOf(url) } })
  return phone
}

export function tokenOf(url: string): string {
  return url.split('/open/')[1] ?? ''
}

/** What the phone logs of one whole session of today's plan. */
export function logOf(
  today: Pick<PatientToday, 'plan' | 'planId' | 'planVersion'>,
  on: IsoDate,
  changes: Partial<SessionLog> = {},
): SessionLog {
  const template = today.plan?.sessions[0]
  if (template === undefined || today.planId === null || today.planVersion === null) throw new Error('no plan runs')
  const parts = template.parts.map((part, index): PartDone => {
    if (part.kind !== 'intervals') return { part: index, kind: part.kind, seconds: 600 }
    const { kind, level, repetitions, runSeconds, walkSeconds } = part
    return { part: index, kind, level, repetitions, seconds: repetitions * (runSeconds + walkSeconds) }
  })
  return {
    sessionId: newId('session'),
    planId: today.planId,
    planVersion: today.planVersion,
    template: template.id,
    on,
    startedAt: `${on}T07:00:00.000Z`,
    endedAt: `${on}T07:30:00.000Z`,
    completed: true,
    parts,
    effortBorg: 12,
    painBefore: 3,
    painAfter: 3,
    adverseEvent: null,
    note: null,
    ...changes,
  }
}

import type { Json, Problem } from '@dosis/domain'
import { auditing } from '../audit/auditing.ts'
import { nameInRecord, type ProfessionalCaller } from '../auth/caller.ts'
import { ConflictError, storePatientDetails } from '../db/index.ts'
import { isKept, keepDecision } from '../decision/keep-decision.ts'
import { badInput } from '../http/refused.ts'
import type { BodyOf } from '../http/route.ts'
import { type Installation, todayOf } from '../installation.ts'
import { changePatient } from '../patient/change-patient.ts'
import { assessOn, concludeOn } from '../patient/conclusions.ts'
import { type PatientKey, readHistory } from '../patient/history.ts'
import { stateOf } from '../patient/state.ts'
import { joinByWork } from '../relation/team.ts'
import { problemsOfStatement } from './fact-schema.ts'

export async function createPatient(
  installation: Installation,
  caller: ProfessionalCaller,
  { patientId, details }: BodyOf<'createPatient'>,
): Promise<void> {
  const key = { practiceId: caller.practiceId, patientId }
  auditing()?.about({ patientId })
  await keepDetails(installation, caller, key, `${patientId}:created`, details, 'entered')
}

export async function changeDetails(
  installation: Installation,
  caller: ProfessionalCaller,
  key: PatientKey,
  { eventId, details }: BodyOf<'changeDetails'>,
): Promise<void> {
  await readHistory(installation.store.db, key)
  await keepDetails(installation, caller, key, eventId, details, 'treated')
}

async function keepDetails(
  installation: Installation,
  caller: ProfessionalCaller,
  key: PatientKey,
  versionId: string,
  details: BodyOf<'createPatient'>['details'],
  how: 'entered' | 'treated',
): Promise<void> {
  if (details.birthDate > todayOf(installation)) {
    throw badInput([{ path: 'details.birthDate', message: 'needs a day that has come' }])
  }
  const { store } = installation
  const recordedBy = nameInRecord(caller)
  await store.write(async (transaction) => {
    const now = store.now()
    const version = { ...key, versionId, details: details as unknown as Json, recordedBy }
    const stored = await storePatientDetails(transaction, now, version)
    // Who sends the same as a colleague did before does not come to treat the patient by it.
    if (stored.recordedBy !== recordedBy) throw new ConflictError('patient details', [versionId])
    await joinByWork(transaction, now, key, recordedBy, how)
  })
}

export async function stateFacts(
  installation: Installation,
  caller: ProfessionalCaller,
  key: PatientKey,
  { statements }: BodyOf<'stateFacts'>,
): Promise<void> {
  const today = todayOf(installation)
  const problems: readonly Problem[] = statements.flatMap((statement, index) =>
    problemsOfStatement(statement, installation.knowledge, today, `statements[${index}]`),
  )
  if (problems.length > 0) throw badInput(problems)
  await changePatient(installation, key, nameInRecord(caller), async ({ state }) => {
    for (const { eventId, fact, stated } of statements) {
      await state({ eventId, kind: 'fact.stated', body: { fact, stated } })
    }
  })
}

export async function stateRequests(
  installation: Installation,
  caller: ProfessionalCaller,
  key: PatientKey,
  { eventId, requests }: BodyOf<'stateRequests'>,
): Promise<void> {
  await changePatient(installation, key, nameInRecord(caller), ({ state }) =>
    state({ eventId, kind: 'requests.stated', body: { requests } }),
  )
}

/** Keeps the assessment of this moment; sent again under its id it stays as it was. */
export async function storeAssessment(
  installation: Installation,
  caller: ProfessionalCaller,
  key: PatientKey,
  { decisionId }: BodyOf<'storeAssessment'>,
): Promise<void> {
  const { knowledge, timeZone } = installation
  const madeBy = nameInRecord(caller)
  await changePatient(installation, key, madeBy, async ({ transaction, now, history, state }) => {
    if (await isKept(transaction, key, { decisionId, kind: 'assess' })) return
    const today = todayOf(installation)
    const conclusions = concludeOn(history.details, stateOf(history, today, timeZone), knowledge, today)
    await keepDecision(transaction, now, key, {
      decisionId,
      kind: 'assess',
      input: conclusions.assessmentInput,
      result: assessOn(conclusions, knowledge),
      knowledgeVersion: knowledge.version,
      madeBy,
    })
    await state({ eventId: `${decisionId}:assessed`, kind: 'assessment.stored', body: { decisionId } })
  })
}

import { evaluate } from '@dosis/engine'
import { nameInRecord, type ProfessionalCaller } from '../auth/caller.ts'
import { keepDecision } from '../decision/keep-decision.ts'
import { badInput } from '../http/refused.ts'
import type { BodyOf } from '../http/route.ts'
import { type Installation, todayOf } from '../installation.ts'
import { changePatient } from '../patient/change-patient.ts'
import { evaluationInputOf } from '../patient/conclusions.ts'
import type { PatientKey } from '../patient/history.ts'
import { stateOf } from '../patient/state.ts'
import { problemsOfMeasurements } from './schemas.ts'

export async function recordMeasurements(
  installation: Installation,
  caller: ProfessionalCaller,
  key: PatientKey,
  { measurements }: BodyOf<'recordMeasurements'>,
): Promise<void> {
  const problems = problemsOfMeasurements(measurements, installation.knowledge, todayOf(installation))
  if (problems.length > 0) throw badInput(problems)
  await changePatient(installation, key, nameInRecord(caller), async ({ state }) => {
    for (const { eventId, ...measurement } of measurements) {
      await state({ eventId, kind: 'measurement.recorded', body: measurement })
    }
  })
}

/** Keeps what the clinician chose at an evaluation, with what the engine said then; closing ends the course. */
export async function decideEvaluation(
  installation: Installation,
  caller: ProfessionalCaller,
  key: PatientKey,
  { eventId, decisionId, choice, note, requestForHelpMet }: BodyOf<'decideEvaluation'>,
): Promise<void> {
  const { knowledge, timeZone } = installation
  const madeBy = nameInRecord(caller)
  await changePatient(installation, key, madeBy, async ({ transaction, now, history, state, find }) => {
    const stored = find(eventId)
    const today = todayOf(installation)
    if (stored === undefined) {
      const input = evaluationInputOf(stateOf(history, today, timeZone), requestForHelpMet, today)
      await keepDecision(transaction, now, key, {
        decisionId,
        kind: 'evaluate',
        input,
        result: evaluate(input, knowledge),
        knowledgeVersion: knowledge.version,
        madeBy,
      })
    }
    const on = stored?.kind === 'evaluation.decided' ? stored.body.on : today
    await state({
      eventId,
      kind: 'evaluation.decided',
      body: { on, decisionId, choice, note, requestForHelpMet },
    })
  })
}

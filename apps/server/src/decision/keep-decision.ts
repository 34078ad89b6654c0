import type { Json } from '@dosis/domain'
import type { Transaction } from 'kysely'
import { ConflictError, type Database, storeDecision } from '../db/index.ts'
import { decisionById } from '../db/record/decisions.ts'
import type { PatientKey } from '../patient/history.ts'

export type DecisionKind = 'assess' | 'plan' | 'progress' | 'evaluate'

export interface Concluded {
  readonly decisionId: string
  readonly kind: DecisionKind
  readonly input: unknown
  readonly result: unknown
  readonly knowledgeVersion: string
  readonly madeBy: string
}

/** Keeps what the engine concluded, with all that is needed to conclude it again. */
export async function keepDecision(
  transaction: Transaction<Database>,
  madeAt: Date,
  patient: PatientKey,
  { input, result, ...decision }: Concluded,
): Promise<void> {
  const { practiceId, patientId } = patient
  await storeDecision(transaction, madeAt, {
    practiceId,
    patientId,
    ...decision,
    input: input as Json,
    result: result as Json,
  })
}

/**
 * Whether a decision of this kind about this patient was kept under this id: then the request is a repeat.
 * @throws {ConflictError} the id belongs to another decision
 */
export async function isKept(
  transaction: Transaction<Database>,
  { practiceId, patientId }: PatientKey,
  { decisionId, kind }: Pick<Concluded, 'decisionId' | 'kind'>,
): Promise<boolean> {
  const stored = await decisionById(transaction, practiceId, decisionId)
  if (stored === undefined) return false
  if (stored.patientId !== patientId || stored.kind !== kind) throw new ConflictError('decision', [decisionId])
  return true
}

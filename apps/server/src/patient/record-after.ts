import type { PatientRecord } from '@dosis/api'
import type { ProfessionalCaller } from '../auth/caller.ts'
import type { Installation } from '../installation.ts'
import type { PatientKey } from './history.ts'
import { readRecord } from './record.ts'

type UseCase<Body> = (
  installation: Installation,
  caller: ProfessionalCaller,
  key: PatientKey,
  body: Body,
) => Promise<void>

interface About<Body> {
  readonly caller: ProfessionalCaller
  readonly params: { readonly patientId: string }
  readonly body: Body
}

/** Handles a write about one patient: does it, and answers with the record as it is then. */
export function recordAfter<Body>(
  installation: Installation,
  useCase: UseCase<Body>,
): (about: About<Body>) => Promise<PatientRecord> {
  return async ({ caller, params, body }) => {
    const key = { practiceId: caller.practiceId, patientId: params.patientId }
    await useCase(installation, caller, key, body)
    return readRecord(installation, key)
  }
}

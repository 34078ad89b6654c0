import { erasedName } from '../audit/erase-from-log.ts'
import { thisOperator } from '../audit/operator.ts'
import { onStore } from '../control/on-store.ts'
import type { DatabasePlace } from '../db/index.ts'
import { StartRefused } from '../start-refused.ts'
import { type Erased, erasePatient, requestForm } from './erase-patient.ts'
import { listErasure } from './erased-list.ts'

/**
 * Erases a patient of a database that no server has in its folder, after the erasure was put on the list: what is listed
 * and was not done is done by a second call, what is done and not listed would come back with a backup.
 * @param practice name of the practice, or left out when one practice knows the id
 * @param list file with the erasures, kept beside the backups
 * @throws {StartRefused} the server runs, no practice or several know the id, the request is no number, or the list
 *   cannot be written; nothing was erased
 */
export async function erasePatientAt(
  place: DatabasePlace,
  {
    practice,
    patientId,
    request,
    list,
  }: { readonly practice?: string; readonly patientId: string; readonly request: string; readonly list: string },
): Promise<Erased> {
  if (!requestForm.test(request)) {
    throw new StartRefused('--request: needs a number of 1 to 40 letters, digits, ".", "/" and "-", no words')
  }
  return onStore(
    place,
    async (store) => {
      const found = await store.db
        .selectFrom('patient')
        .innerJoin('practice', 'practice.practice_id', 'patient.practice_id')
        .select('patient.practice_id')
        .where('patient.patient_id', '=', patientId)
        .$if(practice !== undefined, (query) => query.where('practice.name', '=', practice ?? ''))
        .execute()
      const [one] = found
      if (one === undefined) throw new StartRefused('no patient with this id')
      if (found.length > 1) throw new StartRefused('several practices know this id; say which with --practice')
      const at = store.now().toISOString()
      listErasure(list, { name: erasedName(one.practice_id, patientId), request, at })
      return erasePatient(store, { practiceId: one.practice_id, patientId, request, operator: thisOperator() })
    },
    () => Promise.reject(new StartRefused('the server has this folder open; stop it first')),
  )
}

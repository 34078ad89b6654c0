import { addDays, ageInYears, type IsoDate } from '@dosis/domain'
import { sql } from 'kysely'
import { everyPractice, withCommandAudit } from '../audit/by-command.ts'
import { thisOperator } from '../audit/operator.ts'
import { erasedName } from '../audit/erase-from-log.ts'
import { onStore } from '../control/on-store.ts'
import type { DatabasePlace, Store } from '../db/index.ts'
import { StartRefused } from '../start-refused.ts'
import { erasePatient, retentionBasis } from './erase-patient.ts'
import { listErasure } from './erased-list.ts'

/**
 * How many years a record is kept at least, and the law that says so. In Belgium it may be kept for fifty.
 * @source BW 7:454 lid 3 (Netherlands, 20 years after the last change); Quality Act of 22 April 2019, article 35 (Belgium,
 *   30 to 50 years after the last contact)
 */
export const retentionTerms = {
  nl: { years: 20, basis: 'BW-7:454' },
  be: { years: 30, basis: 'BE-2019-04-22-35' },
} as const
export type Country = keyof typeof retentionTerms

/** A record whose term has ended. */
export interface DueRecord {
  readonly practiceId: string
  readonly practice: string
  readonly patientId: string
  /** The last day on which anything of the treatment was recorded. */
  readonly lastChange: IsoDate
}

/**
 * What is no part of the treatment leaves the term as it was: a link for a phone, or its end; a name, a birth date; tasks
 * that jobs set by themselves.
 */
const noChange = ['link.made', 'links.revoked']

/** The records whose term ended before today, the oldest first. A day that the clock has not reached yet is no end. */
export async function dueRecords(
  { db }: Pick<Store, 'db'>,
  { country, today, timeZone }: { readonly country: Country; readonly today: IsoDate; readonly timeZone: string },
): Promise<readonly DueRecord[]> {
  const { rows } = await sql<DueRecord>`
    select patient.practice_id as "practiceId", practice.name as practice, patient.patient_id as "patientId",
      to_char(greatest(patient.created_at,
        (select max(recorded_at) from event e where e.practice_id = patient.practice_id
          and e.patient_id = patient.patient_id and e.kind not in (${sql.join(noChange)}) and e.kind not like 'task.%'),
        (select max(made_at) from decision m
          where m.practice_id = patient.practice_id and m.patient_id = patient.patient_id),
        (select max(greatest(recorded_at, confirmed_at)) from plan_version v
          where v.practice_id = patient.practice_id and v.patient_id = patient.patient_id)
      ) at time zone ${timeZone}, 'YYYY-MM-DD') as "lastChange"
    from patient join practice on practice.practice_id = patient.practice_id
    order by "lastChange", "practiceId", "patientId"`.execute(db)
  // The term is counted from a moment of the day: the whole of its last day belongs to it.
  const yesterday = addDays(today, -1)
  return rows.filter(({ lastChange }) => ageInYears(lastChange, yesterday) >= retentionTerms[country].years)
}

export interface RetentionOptions {
  readonly country: Country
  readonly timeZone: string
  /** Ids of patients whose record good care asks to keep for longer. */
  readonly keep: readonly string[]
  /** Erase what is due: how many the person expects, and the list of erasures; left out = only look. */
  readonly erase?: { readonly expected: number; readonly list: string }
  readonly now?: () => Date
}

/**
 * Lists the records of a database whose term has ended, or erases them. Nothing is ever erased by itself.
 * @throws {StartRefused} the server runs, or another number is due than the person expects: nothing was erased
 */
export async function retentionAt(
  place: DatabasePlace,
  { country, timeZone, keep, erase, now = () => new Date() }: RetentionOptions,
): Promise<{ readonly due: readonly DueRecord[]; readonly erased: number }> {
  const operator = thisOperator()
  return onStore(
    place,
    async (store) => {
      const at = now()
      const today = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at)
      const statement = { operator, event: 'patient.search', action: 'R', concerns: everyPractice } as const
      const due = await withCommandAudit(store, { ...statement, detail: 'retention' }, async (audited) =>
        (await dueRecords(audited, { country, today, timeZone })).filter(({ patientId }) => !keep.includes(patientId)),
      )
      if (erase === undefined) return { due, erased: 0 }
      if (due.length !== erase.expected) {
        throw new StartRefused(`${due.length} records are due, not ${erase.expected}; nothing was erased`)
      }
      const request = `retention-${today}`
      for (const { practiceId, patientId } of due) {
        listErasure(erase.list, { name: erasedName(practiceId, patientId), request, at: at.toISOString() })
        const basis = retentionBasis(retentionTerms[country].basis)
        await erasePatient(store, { practiceId, patientId, request, operator, basis })
      }
      return { due, erased: due.length }
    },
    () => Promise.reject(new StartRefused('the server has this folder open; stop it first')),
  )
}

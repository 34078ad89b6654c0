import type { ExerciseForm, ExerciseRow, Knowledge } from '@dosis/domain'
import { knowledge } from './clinic.ts'

/**
 * The knowledge of this repository as a later version could be: run-walk sessions of at most twenty minutes.
 * @param limit `hard`: nobody may cross it; `soft`: a therapist may, with a reason
 */
export function withShorterRuns(limit: 'hard' | 'soft'): Knowledge {
  const form = knowledge.forms['run_walk_programme']
  if (form === undefined) throw new RangeError('withShorterRuns: needs the run-walk programme in the knowledge')
  const shorter = { start: 20, highest: 20, limit, factIds: ['RX-LBP-03'] }
  const rows = form.rows.map(
    (row): ExerciseRow =>
      row.verdict === 'allowed' ? { ...row, dose: { ...row.dose, minutesPerSession: shorter } } : row,
  )
  const changed: ExerciseForm = { ...form, rows }
  const version = (limit === 'hard' ? 'd' : 'e').repeat(64)
  return { ...knowledge, version, forms: { ...knowledge.forms, run_walk_programme: changed } }
}

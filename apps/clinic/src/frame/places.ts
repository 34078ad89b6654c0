import type { Need } from '@dosis/api'

/** The stations of a patient, in the order of the chain; and who may open the record. */
export const places = ['intake', 'assessment', 'plan', 'follow-up', 'evaluation', 'access'] as const
export type Place = (typeof places)[number]

export const patientPath = (patientId: string, place?: Place) =>
  place === undefined ? `/patients/${patientId}` : `/patients/${patientId}/${place}`

/** The question of a fact at intake, with the cursor in its field. */
export const askPath = (patientId: string, fact: string) =>
  `${patientPath(patientId, 'intake')}?ask=${encodeURIComponent(fact)}`

/** Where a need is dealt with. */
const placeOfNeed = {
  stop: 'follow-up',
  knowledge: 'plan',
  evaluation: 'evaluation',
  progress: 'follow-up',
  confirm: 'plan',
  intake: 'intake',
  none: 'follow-up',
  closed: 'evaluation',
} as const satisfies Record<Need, Place>

export const placeFor = (need: Need): Place => placeOfNeed[need]

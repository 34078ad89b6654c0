import type { IsoDate } from './iso-date.ts'

/** Id of a fact of a patient, the name of its file in `knowledge/facts`. */
export type FactId = string

/** One broken bone. `null` means not known; give either the day or the weeks ago. */
export interface Fracture {
  readonly site: string
  readonly on?: IsoDate | null
  readonly weeksAgo?: number | null
  readonly lowTrauma: boolean | null
  readonly stable: boolean | null
  readonly symptomatic: boolean | null
  readonly imaging: boolean | null
  readonly operated: boolean | null
  readonly consolidation?: 'confirmed' | 'uncertain' | null
}

/** What a known fact can hold: yes or no, a quantity in the unit of its definition, a choice, several choices, fractures. */
export type FactValue = boolean | number | string | readonly string[] | readonly Fracture[]

/** Where an answer comes from: what the patient tells, what was measured or examined, a letter or record of somebody else. */
export const factSources = ['patient', 'measured', 'record'] as const
export type FactSource = (typeof factSources)[number]

/**
 * What is known of one thing: a value; asked and not there (`absent`: no such test, medicine or complaint); or not known.
 * A fact that is missing from `Facts` is unknown as well. Unknown is never no.
 */
export type Fact =
  | {
      readonly state: 'known'
      readonly value: FactValue
      readonly observedOn?: IsoDate
      /** The last day on which what the fact is about changed, such as the dose of a medicine. */
      readonly changedOn?: IsoDate
      readonly source?: FactSource
    }
  | {
      readonly state: 'absent'
      readonly observedOn?: IsoDate
      readonly changedOn?: IsoDate
      readonly source?: FactSource
    }
  | { readonly state: 'unknown' }

export type Facts = Readonly<Record<FactId, Fact>>

/** A fact that no longer counts, because what it was observed under has changed since; it is unknown again. */
export interface ExpiredFact {
  readonly fact: FactId
  readonly observedOn: IsoDate | null
  /** The facts that changed since, each with its day. */
  readonly because: readonly { readonly fact: FactId; readonly changedOn: IsoDate }[]
  readonly factIds: readonly string[]
}

/** The fact that says whether a patient has a condition (`condition-osteoporosis`). */
export function conditionFact(condition: string): FactId {
  return `condition-${condition}`
}

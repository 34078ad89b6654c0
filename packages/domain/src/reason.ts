import type { FactId, FactValue } from './facts.ts'
import type { Truth } from './truth.ts'

/** Id of a rule: of its file, and of its row where a file holds several (`referral/no-dxa-and-doubt`). */
export type RuleId = string
/** Id of a statement of a source document (`REC-OST-C1-p4`), as in `knowledge/guidelines/<document>/statements`. */
export type StatementId = string

/** A fact of the patient as a rule saw it; `value` is left out when it was unknown or absent. */
export interface FactUse {
  readonly fact: FactId
  readonly state: 'known' | 'absent' | 'unknown'
  readonly value?: FactValue
}

/** Why something was concluded: the rule, how it was judged, the facts that it used and the statements behind it. */
export interface Reason {
  readonly rule: RuleId
  readonly truth: Truth
  readonly facts: readonly FactUse[]
  readonly factIds: readonly StatementId[]
}

import type { Certainty, StatementId, Text } from '@dosis/domain'
import type { Measure } from '@dosis/evidence/effect-size'
import type { PresetName } from '@dosis/evidence/pairwise'

/** A question of `knowledge/evidence` as the app carries it. */
export interface BuiltQuestion {
  readonly question: {
    readonly id: string
    readonly names: Text
    readonly population: Text
    readonly intervention: Text
    readonly comparator: Text
    readonly outcome: Text
    readonly document: string
    readonly at: string
    /** Each certainty that an estimate of the question has. */
    readonly certainty: readonly Certainty[]
    readonly factIds: readonly StatementId[]
    readonly bearsOn: readonly StatementId[]
    readonly caveats: readonly { readonly text: Text; readonly at: string }[]
    /** null: the source prints no rows of trials. */
    readonly pooling: { readonly estimate: string; readonly measure: Measure; readonly preset: PresetName } | null
  }
  /** The trials as CSV, where the source prints them. */
  readonly studies: string | null
  /** The pooled effect by the conventions of the source, computed when the knowledge was built. */
  readonly pooled: { readonly estimate: number; readonly lower: number; readonly upper: number } | null
  /** Every figure that the source prints about the pooling, beside what comes out. */
  readonly compared: readonly ComparedFigure[]
  /** Rules that cite the statements or estimates of the question. */
  readonly rules: readonly { readonly id: string; readonly cites: readonly string[] }[]
}

export interface ComparedFigure {
  readonly what: string
  readonly study?: string
  readonly printed: number | string
  readonly computed: number | string
  readonly agrees: boolean
}

/** The questions; they come when the first page about evidence is opened. */
export const loadQuestions = async (): Promise<readonly BuiltQuestion[]> =>
  (await import('virtual:evidence-questions')).default

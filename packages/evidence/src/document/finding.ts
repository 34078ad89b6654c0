import type { Wording } from '../certainty/wording.ts'
import type { Place } from './place.ts'

/** What can be wrong in a document, in the order in which findings are listed. */
export const findingKinds = [
  'point-outside-interval',
  'limits-reversed',
  'ratio-not-positive',
  'lost-minus-sign',
  'added-minus-sign',
  'interval-asymmetric',
  'interval-too-narrow',
  'p-against-interval',
  'significance-against-interval',
  'printed-differently',
  'judged-differently',
  'copied-interval',
  'copied-result',
  'parts-do-not-add-up',
  'parts-leave-a-rest',
  'percentage-of-count',
  'count-exceeds-group',
  'group-size-impossible',
  'absolute-effect-does-not-follow',
  'mean-of-total',
  'counts-do-not-reconcile',
  'groups-swapped',
  'group-size-differs',
  'groups-missing',
  'mean-outside-groups',
  'spread-exceeds-mean',
  'value-outside-scale',
  'direction-against-scale',
  'direction-against-counts',
  'opposite-scales-pooled',
  'levels-more-than-exist',
  'levels-do-not-add-up',
  'lowering-not-named',
  'lowering-not-rated',
  'certainty-does-not-follow',
  'rating-against-heterogeneity',
  'footnote-missing',
  'footnote-unused',
  'footnote-misplaced',
  'footnote-against-studies',
  'certainty-symbols',
  'relevance-against-threshold',
  'relevant-without-effect',
  'below-threshold',
  'criterion-differs',
  'range-incomplete',
  'unit-missing',
  'row-missing',
  'does-not-fit',
  'heterogeneity-does-not-follow',
  'effect-not-from-groups',
  'sign-unlike-the-rest',
  'bracket-missing',
] as const

export type FindingKind = (typeof findingKinds)[number]

/** `error` cannot be true as printed; `warning` contradicts something else; `note` may be right but needs a look. */
export type Severity = 'error' | 'warning' | 'note'

/** Something in a document that does not agree with itself. */
export interface DocumentFinding {
  readonly kind: FindingKind
  readonly severity: Severity
  /** What it is about, in the words of the document. */
  readonly subject: string
  /** Where, each place with what is printed there. Contradictions have both places. */
  readonly places: readonly Place[]
  /** The arithmetic in symbols, the same in every language. */
  readonly calculation: string
  readonly explanation: Wording
  /** What was probably meant, when something points to it. */
  readonly correction?: string
}

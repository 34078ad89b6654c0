import type { Knowledge } from '@dosis/domain'
import type { CodeBook } from './code-book.ts'
import type { CompileCriterion } from './compile-criteria.ts'
import type { Slots } from './slots.ts'

/** What the parts of the knowledge are made ready with. */
export interface Compiler {
  readonly knowledge: Knowledge
  readonly codes: CodeBook
  readonly slots: Slots
  readonly compile: CompileCriterion
  /** The place of a decision in the order in which they are taken. */
  readonly placeOf: (decision: string) => number
}

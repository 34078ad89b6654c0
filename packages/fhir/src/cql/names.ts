import type { FactId } from '@dosis/domain'

// Names of what a library defines. A row is `<owner>/<row>`, as in the reasons of an assessment.

/** The element of `Facts` that says that a quantity or choice was asked and is not there. */
export function absentElement(fact: FactId): string {
  return `${fact} absent`
}

export function definitionName(id: string): string {
  return `definition/${id}`
}

/** The outcome of a decision, as later criteria read it. */
export function outcomeName(decision: string): string {
  return `outcome/${decision}`
}

export function appliesName(table: string): string {
  return `applies/${table}`
}

export function rowName(owner: string, row: string): string {
  return `row/${owner}/${row}`
}

export function listedName(owner: string): string {
  return `listed/${owner}`
}

export function conditionName(id: string): string {
  return `condition/${id}`
}

export function constraintName(id: string): string {
  return `constraint/${id}`
}

/** Whether a target of intensity is never given (`never`), or not as the only guide (`not-alone`). */
export function targetName(id: string, what: 'never' | 'not-alone'): string {
  return `target/${id}/${what}`
}

/** The decision about a recommendation, as later tables name it. */
export function recommendationDecision(id: string): string {
  return `recommendation-${id.toLowerCase()}`
}

/** The decision about a form of exercise, as later tables name it. */
export function exerciseDecision(id: string): string {
  return `exercise-${id}`
}

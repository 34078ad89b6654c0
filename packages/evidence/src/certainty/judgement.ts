import { type InputProblem, InputProblemError } from '../input-problem.ts'
import type { Wording } from './wording.ts'

/** A decision of a person that replaces a proposal. The reason is part of it: without one there is no override. */
export interface Override<Level> {
  readonly level: Level
  readonly reason: string
  readonly by?: string
}

/** A number, a text or a pair of limits that a rule looked at, on the scale on which it was given; absent = unknown. */
export type JudgementInput = number | string | boolean | readonly number[] | undefined

/**
 * One judgement on one domain: what went in, which rule was used, what it proposes and why, what a person made of it.
 * `proposal` is undefined when no rule can decide and a person has to.
 */
export interface DomainJudgement<Domain extends string, Level> {
  readonly domain: Domain
  readonly inputs: Readonly<Record<string, JudgementInput>>
  /** Name of the rule, stable: programs may compare it. */
  readonly rule: string
  readonly proposal: Level | undefined
  readonly because: readonly Wording[]
  readonly override?: Override<Level>
  /** What counts: the override if there is one, else the proposal. */
  readonly level: Level | undefined
}

export type Proposed<Domain extends string, Level> = Omit<DomainJudgement<Domain, Level>, 'override' | 'level'>

/**
 * Lays a person's decision over the proposal of a rule.
 * @throws {InputProblemError} an override without a reason
 */
export function judged<Domain extends string, Level>(
  proposed: Proposed<Domain, Level>,
  override: Override<Level> | undefined,
): DomainJudgement<Domain, Level> {
  if (override === undefined) return { ...proposed, level: proposed.proposal }
  const problem: InputProblem = { column: proposed.domain, message: 'an override needs a reason' }
  if (override.reason.trim() === '') throw new InputProblemError([problem])
  return { ...proposed, override, level: override.level }
}

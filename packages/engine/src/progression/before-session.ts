import type {
  AnswerBefore,
  BeforeSessionCondition,
  BeforeSessionRule,
  CheckBefore,
  DoseConstraint,
  NumberBefore,
  Plan,
  Truth,
} from '@dosis/domain'
import { compare } from './session-logs.ts'

/** What the rules of a plan say about beginning a session now. */
export type BeforeSession =
  | { readonly outcome: 'begin' }
  /** A rule cannot be judged without this answer, so that the session does not begin. */
  | { readonly outcome: 'ask'; readonly key: NumberBefore | AnswerBefore }
  | { readonly outcome: 'not_now'; readonly rule: BeforeSessionRule }

type Asking = {
  readonly constraints: Readonly<Record<string, Pick<DoseConstraint, 'id' | 'beforeSession'>>>
}
type Prescribed = { readonly prescriptions: readonly Pick<Plan['prescriptions'][number], 'adaptations'>[] }

/**
 * Judges what was measured and told just before a session. A rule that says no session goes before one that says wait;
 * an answer that is not known is asked for, never taken as a no.
 */
export function beforeSession(before: CheckBefore, plan: Prescribed, knowledge: Asking): BeforeSession {
  const judged = rulesOf(plan, knowledge).map((rule) => ({ rule, truth: truthOfAll(rule.when, before) }))
  const holding = judged.filter(({ truth }) => truth === 'yes').map(({ rule }) => rule)
  const rule = holding.find(({ then }) => then === 'no_session') ?? holding[0]
  if (rule !== undefined) return { outcome: 'not_now', rule }
  const open = judged.find(({ truth }) => truth === 'unknown')?.rule.when
  const missing = open?.find((condition) => truthOf(condition, before) === 'unknown')
  return missing === undefined ? { outcome: 'begin' } : { outcome: 'ask', key: keyOf(missing) }
}

/** What is to be asked before a session, in order: what could make a rule hold, whatever the answer is. */
export function askedBeforeSession(
  before: CheckBefore,
  plan: Prescribed,
  knowledge: Asking,
): readonly (NumberBefore | AnswerBefore)[] {
  const keys = rulesOf(plan, knowledge).flatMap(({ when }) =>
    when
      .filter((condition) => when.every((other) => other === condition || truthOf(other, before) !== 'no'))
      .map((condition) => keyOf(condition)),
  )
  return [...new Set(keys)]
}

function rulesOf({ prescriptions }: Prescribed, { constraints }: Asking): readonly BeforeSessionRule[] {
  const applying = new Set(prescriptions.flatMap(({ adaptations }) => adaptations))
  return Object.values(constraints)
    .filter(({ id }) => applying.has(id))
    .sort((left, right) => compare(left.id, right.id))
    .flatMap(({ beforeSession: rules = [] }) => rules)
}

function truthOfAll(conditions: readonly BeforeSessionCondition[], before: CheckBefore): Truth {
  const truths = new Set(conditions.map((condition) => truthOf(condition, before)))
  return truths.has('no') ? 'no' : truths.has('unknown') ? 'unknown' : 'yes'
}

function truthOf(condition: BeforeSessionCondition, before: CheckBefore): Truth {
  if ('told' in condition) {
    const answer = before[condition.told] ?? null
    return answer === null ? 'unknown' : answer ? 'yes' : 'no'
  }
  const value = before[condition.measured] ?? null
  if (value === null) return 'unknown'
  const holds = 'below' in condition ? value < condition.below : value > condition.above
  return holds ? 'yes' : 'no'
}

function keyOf(condition: BeforeSessionCondition): NumberBefore | AnswerBefore {
  return 'told' in condition ? condition.told : condition.measured
}

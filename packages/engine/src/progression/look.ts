import {
  addWeeks,
  daysBetween,
  type Knowledge,
  type Observation,
  type Prescription,
  type ProgressInput,
  type ProgressionRule,
} from '@dosis/domain'
import { healthMeasure, isHealthRule } from './health-measures.ts'
import {
  compare,
  effortAboveTarget,
  painAboveLimit,
  painNextMorning,
  restDays,
  risesOverWeeks,
  type Seen,
  sessionsSinceEvent,
} from './measures.ts'
import type { Observed } from './observe.ts'
import type { OpenEvent } from './open-events.ts'

export interface LookContext {
  readonly input: ProgressInput
  readonly knowledge: Knowledge
  readonly events: readonly OpenEvent[]
}

/** Looks at what one rule is about; a figure that is not known cannot clear the rule. */
export function look(
  rule: Pick<ProgressionRule, 'when' | 'withAdaptation'>,
  observed: Observed,
  prescription: Prescription,
  context: LookContext,
): Seen {
  const { input, events } = context
  const { when, withAdaptation } = rule
  if (withAdaptation !== undefined && !carries(input, withAdaptation)) return { truth: 'no', seen: [] }
  const measured = { input, prescription, observed }
  if (isHealthRule(when)) return healthMeasure(when, measured)
  if ('unreleasedAdverseEvent' in when) {
    const meant = events.filter((event) => when.class === undefined || event.class === when.class)
    return { truth: meant.length > 0 ? 'yes' : 'no', seen: [countOf(meant)] }
  }
  if ('overdueEvaluationDays' in when) {
    const needed = when.overdueEvaluationDays
    return compare('daysSinceEvaluationDue', daysSinceEvaluationDue(input), needed, (days) => days > needed, false)
  }
  if ('daysSinceLastSessionAtLeast' in when) {
    const needed = when.daysSinceLastSessionAtLeast
    return compare('daysSinceLastSession', observed.daysSinceLastSession, needed, (days) => days >= needed, false)
  }
  if ('painAboveAgreedLimit' in when) return painAboveLimit(measured)
  if ('painNextMorningHigher' in when) return painNextMorning(measured)
  if ('risesOverWeeks' in when) return risesOverWeeks(when, measured)
  if ('sessionsSinceEventBelow' in when) return sessionsSinceEvent(when, measured, context.knowledge)
  if ('restDaysBelow' in when) return restDays(when, measured)
  if ('effortAboveTargetAtLeast' in when) return effortAboveTarget(when, measured)
  return painOf(when, observed)
}

function painOf(when: { painRiseAtLeast: number } | { painAfterAbove: number }, observed: Observed): Seen {
  const { painRise, painAfter, hasSessions } = observed
  if ('painRiseAtLeast' in when) {
    return compare('painRise', painRise, when.painRiseAtLeast, (rise) => rise >= when.painRiseAtLeast, hasSessions)
  }
  return compare('painAfter', painAfter, when.painAfterAbove, (pain) => pain > when.painAfterAbove, hasSessions)
}

function carries({ plan }: ProgressInput, adaptation: string): boolean {
  return plan.prescriptions.some(({ adaptations }) => adaptations.includes(adaptation))
}

export function countOf(events: readonly OpenEvent[]): Observation {
  return { what: 'adverseEvents', observed: events.length, needed: 0 }
}

/**
 * Days since an evaluation fell due, negative before that day; null when the plan has no cycle. The first one is due on
 * the date of the plan, each next one a cycle after the last evaluation.
 */
function daysSinceEvaluationDue({ on, plan, evaluatedOn }: ProgressInput): number | null {
  const { cycleWeeks, nextDate } = plan.evaluation
  if (cycleWeeks === null) return null
  const last = evaluatedOn ?? null
  const dueOn = last === null ? (nextDate ?? addWeeks(plan.startsOn, cycleWeeks)) : addWeeks(last, cycleWeeks)
  return daysBetween(dueOn, on)
}

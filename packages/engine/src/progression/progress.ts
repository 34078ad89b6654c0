import {
  addWeeks,
  daysBetween,
  type Knowledge,
  type Observation,
  type Prescription,
  type Progress,
  type ProgressAction,
  type Progression,
  type ProgressionRule,
  type ProgressInput,
  type ProgressStep,
  type Reason,
  type RuleId,
  type StatementId,
  type Truth,
} from '@dosis/domain'
import { type Observed, observe } from './observe.ts'
import { type OpenEvent, openEvents } from './open-events.ts'
import { summariseWeeks } from './summarise-weeks.ts'

/** The progression whose rules hold for every prescription, with or without levels. */
export const generalProgression = 'general'

/** Actions from the most cautious to the least; the first that any rule calls for is taken. */
const actions = ['stop', 'regress', 'deload', 'ask', 'hold', 'advance'] as const satisfies readonly ProgressAction[]

interface Judged {
  readonly progression: string
  readonly rule: ProgressionRule
  readonly truth: Truth
  readonly observed: readonly Observation[]
  readonly factIds: readonly StatementId[]
}

/**
 * Proposes the next step of every prescription from what was observed. A level advances only when all that the rule asks
 * for was seen; whatever is missing holds. An adverse event that no clinician released stops every advance.
 */
export function progress(input: ProgressInput, knowledge: Knowledge): Progress {
  const events = openEvents(input, knowledge)
  const general = knowledge.progressions[generalProgression] ?? null
  const decided = input.plan.prescriptions.map((prescription) => decide(prescription, { input, knowledge, events }))
  return {
    on: input.on,
    knowledgeVersion: knowledge.version,
    steps: decided.map(({ step }) => step),
    alerts: events.map((event) => ({
      rule: ruleForEvent(event, general),
      eventId: event.eventId,
      factIds: event.factIds,
    })),
    weeks: summariseWeeks(input.plan, input.logs, input.on, input.adverseEvents),
    why: decided.flatMap(({ why }) => why),
    facts: [],
  }
}

interface Context {
  readonly input: ProgressInput
  readonly knowledge: Knowledge
  readonly events: readonly OpenEvent[]
}

function decide(prescription: Prescription, context: Context): { step: ProgressStep; why: readonly Reason[] } {
  const { input, knowledge } = context
  const own = prescription.progression === null ? null : (knowledge.progressions[prescription.progression] ?? null)
  const general = knowledge.progressions[generalProgression] ?? null
  const observed = observe(input, prescription, own)
  const judged = [general, own === general ? null : own].flatMap((progression) =>
    (progression?.rules ?? [])
      .filter(({ review }) => review.state === 'active')
      .map((rule) => judgeRule(rule, progression?.id ?? generalProgression, observed, context)),
  )
  const step = chooseStep({ prescription, progression: own, observed, judged, context })
  const why = judged.map(({ progression, rule, truth, factIds }) => ({
    rule: `${progression}/${rule.id}`,
    truth,
    facts: [],
    factIds,
  }))
  return { step, why }
}

interface Choice {
  readonly prescription: Prescription
  readonly progression: Progression | null
  readonly observed: Observed
  readonly judged: readonly Judged[]
  readonly context: Context
}

function chooseStep(choice: Choice): ProgressStep {
  const { prescription, progression, observed, judged, context } = choice
  const base = { prescription: prescription.id, from: observed.level, to: observed.level }
  const seen = [...observationsOf(prescription, progression, observed)]

  const held = mostCautious(judged.filter(({ truth }) => truth === 'yes'))
  if (held !== null) return { ...base, ...actionOf(held, observed), observed: merge(held.observed, seen) }
  // No rule of the knowledge may be needed for this one: harm that nobody has looked at never lets a level rise.
  if (context.events.length > 0) {
    const rule = `${generalProgression}/unreleased-adverse-event`
    return { ...base, action: 'stop', rule, observed: merge([countOf(context.events)], seen), factIds: [] }
  }
  const advance = judgeAdvance(prescription, progression, observed)
  const wanted = { ...base, ...advance, observed: seen }
  if (advance.action !== 'advance') return wanted

  const open = mostCautious(judged.filter(({ truth }) => truth === 'unknown'))
  if (open === null) return wanted
  return {
    ...base,
    ...actionOf({ ...open, rule: { ...open.rule, action: 'ask' } }, observed),
    observed: merge(open.observed, seen),
  }
}

type Move = Pick<ProgressStep, 'action' | 'to' | 'rule' | 'factIds'>

/** Stops and steps down as the rule says; a step down ends at level 1. */
function actionOf({ progression, rule, factIds }: Judged, { level }: Observed): Move {
  const to = level !== null && rule.action === 'regress' ? Math.max(1, level - 1) : level
  return { action: rule.action, to, rule: `${progression}/${rule.id}`, factIds }
}

/** Whether the programme lets the patient go one level up: all that it asks for must have been seen. */
function judgeAdvance(prescription: Prescription, progression: Progression | null, observed: Observed): Move {
  const { level } = observed
  const levels = prescription.levels
  const silent = { action: 'hold', to: level, rule: `${generalProgression}/source-silent`, factIds: [] } as const
  if (progression === null || levels === undefined || level === null || progression.advance === null) return silent
  const { advance, id } = progression
  const hold = (rule: string) =>
    ({ action: 'hold', to: level, rule: `${id}/${rule}`, factIds: advance.factIds }) as const
  if (progression.review.state !== 'active') return hold('awaiting-review')
  if (level >= levels.length) return hold('top-level')
  const isMet =
    observed.weeksOnLevel >= advance.weeksOnLevelAtLeast &&
    observed.sessionsThisWeek >= advance.sessionsPerWeekAtLeast &&
    (advance.repetitionsAtLeast === null || (observed.repetitionsPerSession ?? 0) >= advance.repetitionsAtLeast)
  if (!isMet) return hold('not-yet')
  return { action: 'advance', to: level + 1, rule: `${id}/advance`, factIds: advance.factIds }
}

function judgeRule(rule: ProgressionRule, progression: string, observed: Observed, context: Context): Judged {
  const { truth, seen } = look(rule, observed, context)
  return { progression, rule, truth, observed: seen, factIds: rule.factIds }
}

/** Looks at what one rule is about; a figure that is not known cannot clear the rule. */
function look(
  { when }: ProgressionRule,
  observed: Observed,
  { input, events }: Context,
): { truth: Truth; seen: readonly Observation[] } {
  if ('unreleasedAdverseEvent' in when) {
    const meant = events.filter((event) => when.class === undefined || event.class === when.class)
    return { truth: meant.length > 0 ? 'yes' : 'no', seen: [countOf(meant)] }
  }
  if ('overdueEvaluationDays' in when) {
    const overdue = daysSinceEvaluationDue(input)
    const seen = { what: 'daysSinceEvaluationDue', observed: overdue, needed: when.overdueEvaluationDays } as const
    return { truth: overdue !== null && overdue > when.overdueEvaluationDays ? 'yes' : 'no', seen: [seen] }
  }
  if ('daysSinceLastSessionAtLeast' in when) {
    const days = observed.daysSinceLastSession
    const seen = { what: 'daysSinceLastSession', observed: days, needed: when.daysSinceLastSessionAtLeast } as const
    return { truth: days !== null && days >= when.daysSinceLastSessionAtLeast ? 'yes' : 'no', seen: [seen] }
  }
  if (!('painRiseAtLeast' in when) && !('painAfterAbove' in when)) return { truth: 'no', seen: [] }
  const isRise = 'painRiseAtLeast' in when
  const score = isRise ? observed.painRise : observed.painAfter
  const limit = isRise ? when.painRiseAtLeast : when.painAfterAbove
  const seen = [{ what: isRise ? 'painRise' : 'painAfter', observed: score, needed: limit } as const]
  if (score === null) return { truth: observed.hasSessions ? 'unknown' : 'no', seen }
  return { truth: (isRise ? score >= limit : score > limit) ? 'yes' : 'no', seen }
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

function observationsOf(
  prescription: Prescription,
  progression: Progression | null,
  observed: Observed,
): readonly Observation[] {
  const advance = progression?.advance ?? null
  const perWeek = advance?.sessionsPerWeekAtLeast ?? prescription.dose.sessionsPerWeek?.value ?? null
  const sessions = { what: 'sessionsThisWeek', observed: observed.sessionsThisWeek, needed: perWeek } as const
  if (advance === null) return [sessions, { what: 'effortBorg', observed: observed.effortBorg, needed: null }]
  return [
    sessions,
    { what: 'repetitionsPerSession', observed: observed.repetitionsPerSession, needed: advance.repetitionsAtLeast },
    { what: 'weeksOnLevel', observed: observed.weeksOnLevel, needed: advance.weeksOnLevelAtLeast },
  ]
}

function merge(first: readonly Observation[], then: readonly Observation[]): readonly Observation[] {
  return [...first, ...then.filter(({ what }) => !first.some((each) => each.what === what))]
}

function mostCautious(judged: readonly Judged[]): Judged | null {
  return judged.reduce<Judged | null>((chosen, each) => {
    if (chosen === null) return each
    return actions.indexOf(each.rule.action) < actions.indexOf(chosen.rule.action) ? each : chosen
  }, null)
}

function countOf(events: readonly OpenEvent[]): Observation {
  return { what: 'adverseEvents', observed: events.length, needed: 0 }
}

/** The rule that an event meets, for the alert; an event that no rule names still alerts. */
function ruleForEvent(event: OpenEvent, general: Progression | null): RuleId {
  const rule = general?.rules.find(
    ({ when, review }) =>
      review.state === 'active' &&
      'unreleasedAdverseEvent' in when &&
      (when.class === undefined || when.class === event.class),
  )
  return `${generalProgression}/${rule?.id ?? 'unreleased-adverse-event'}`
}

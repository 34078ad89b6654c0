import {
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
import { countOf, type LookContext, look } from './look.ts'
import { restartAfterGap } from './last-tolerated.ts'
import { type Move, nextStep, stepBack } from './next-step.ts'
import { type Observed, observe, sessionsNeeded } from './observe.ts'
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

function decide(prescription: Prescription, context: LookContext): { step: ProgressStep; why: readonly Reason[] } {
  const { input, knowledge } = context
  const own = knowledge.progressions[prescription.progression ?? generalProgression] ?? null
  const general = knowledge.progressions[generalProgression] ?? null
  const observed = observe(input, prescription, own)
  const judged = [...new Set([general, own])].flatMap((progression) =>
    progression === null
      ? []
      : progression.rules
          .filter(({ review }) => review.state === 'active')
          .map((rule) => judgeRule(rule, progression.id, observed, prescription, context)),
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
  readonly context: LookContext
}

function chooseStep(choice: Choice): ProgressStep {
  const { prescription, progression, observed, judged, context } = choice
  const base = { prescription: prescription.id, from: observed.level, to: observed.level }
  const seen = observationsOf(prescription, progression, observed)

  const held = mostCautious(judged.filter(({ truth }) => truth === 'yes'))
  if (held !== null) return { ...base, ...actionOf(held, choice), observed: [...held.observed, ...seen] }
  // No rule of the knowledge may be needed for this one: harm that nobody has looked at never lets a level rise.
  if (context.events.length > 0) {
    const rule = `${generalProgression}/unreleased-adverse-event`
    return { ...base, action: 'stop', rule, observed: [countOf(context.events), ...seen], factIds: [] }
  }
  const notAllowed = context.input.notAllowedNow?.find((each) => each.prescription === prescription.id)
  if (notAllowed !== undefined) {
    return { ...base, action: 'ask', rule: notAllowed.rule, observed: seen, factIds: notAllowed.factIds }
  }
  const { input } = context
  const next = nextStep({
    prescription,
    progression,
    observed,
    input,
    silentRule: `${generalProgression}/source-silent`,
  })
  const wanted = { ...base, ...next.move, observed: [...seen, ...next.seen] }
  if (!addsLoad(next.move)) return wanted

  const open = mostCautious(judged.filter(({ truth }) => truth === 'unknown'))
  if (open === null) return wanted
  return {
    ...base,
    ...actionOf({ ...open, rule: { ...open.rule, action: 'ask' } }, choice),
    observed: [...open.observed, ...seen, ...next.seen],
  }
}

/** A step forward, or one of which the therapist gives the size. */
function addsLoad({ action, numbers = [] }: Move): boolean {
  return action === 'advance' || numbers.some(({ to }) => to === null)
}

/** Stops and steps down as the rule says; a step down ends at level 1, and after a gap at the last level that was done. */
function actionOf({ progression, rule, factIds }: Judged, { prescription, observed }: Choice): Move {
  const base = { action: rule.action, to: observed.level, rule: `${progression}/${rule.id}`, factIds }
  if (rule.action === 'regress' || rule.action === 'deload') return { ...base, ...stepBack(prescription, observed) }
  const restart = 'daysSinceLastSessionAtLeast' in rule.when ? restartAfterGap(prescription, observed) : null
  return restart === null ? base : { ...base, action: 'regress', ...restart }
}

function judgeRule(
  rule: ProgressionRule,
  progression: string,
  observed: Observed,
  prescription: Prescription,
  context: LookContext,
): Judged {
  const { truth, seen } = look(rule, observed, prescription, context)
  return { progression, rule, truth, observed: seen, factIds: rule.factIds }
}

function observationsOf(
  prescription: Prescription,
  progression: Progression | null,
  observed: Observed,
): readonly Observation[] {
  const advance = progression?.advance ?? null
  const perWeek = sessionsNeeded(prescription, progression)
  const sessions = { what: 'sessionsThisWeek', observed: observed.sessionsThisWeek, needed: perWeek } as const
  if (advance === null) return [sessions, { what: 'effortBorg', observed: observed.effortBorg, needed: null }]
  const weeks = { what: 'weeksOnLevel', observed: observed.weeksOnLevel, needed: advance.weeksOnLevelAtLeast } as const
  if (prescription.levels === undefined) return [sessions, weeks]
  const repetitions = {
    what: 'repetitionsPerSession',
    observed: observed.repetitionsPerSession,
    needed: advance.repetitionsAtLeast,
  } as const
  return [sessions, repetitions, weeks]
}

function mostCautious(judged: readonly Judged[]): Judged | null {
  return judged.reduce<Judged | null>((chosen, each) => {
    if (chosen === null) return each
    return actions.indexOf(each.rule.action) < actions.indexOf(chosen.rule.action) ? each : chosen
  }, null)
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

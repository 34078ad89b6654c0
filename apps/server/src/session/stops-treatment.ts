import type { AdverseEventReport, Knowledge, Plan } from '@dosis/domain'
import { progress } from '@dosis/engine'

/** How grave harm is does not depend on the day, which a phone may have wrong by centuries. */
const anyDay = '2000-01-01'

/** Harm is judged the same with and without a plan: an empty one stands in. */
const noPlan: Plan = {
  on: anyDay,
  startsOn: anyDay,
  knowledgeVersion: '',
  weekdays: [],
  goals: [],
  prescriptions: [],
  sessions: [],
  leftOut: [],
  open: [],
  blocked: [],
  evaluation: {
    nextDate: null,
    cycleWeeks: null,
    indicativeEndDate: null,
    notBefore: null,
    endRule: null,
    factIds: [],
    why: [],
  },
  stopRules: [],
  mustShow: [],
  factIds: [],
}

/**
 * Whether harm is so grave that the treatment waits until a professional has looked at it: the rule that the engine's
 * alert names is one that stops. An alert without a rule of the knowledge stops as well.
 */
export function stopsTreatment(report: AdverseEventReport, knowledge: Knowledge): boolean {
  const adverseEvents = [{ ...report, on: anyDay }]
  const { alerts } = progress({ on: anyDay, plan: noPlan, logs: [], adverseEvents, released: [] }, knowledge)
  return alerts.some(({ rule }) => {
    const [progression = '', id] = rule.split('/')
    const named = knowledge.progressions[progression]?.rules.find((each) => each.id === id)
    return named === undefined || named.action === 'stop'
  })
}

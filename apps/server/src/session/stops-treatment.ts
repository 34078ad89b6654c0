import type { AdverseEventReport, Knowledge, Plan } from '@dosis/domain'
import { progress } from '@dosis/engine'

/** Harm is judged the same with and without a plan: an empty one stands in. */
const noPlan: Omit<Plan, 'on' | 'startsOn'> = {
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
  const { on } = report
  const plan = { ...noPlan, on, startsOn: on }
  const { alerts } = progress({ on, plan, logs: [], adverseEvents: [report], released: [] }, knowledge)
  return alerts.some(({ rule }) => {
    const [progression = '', id] = rule.split('/')
    const named = knowledge.progressions[progression]?.rules.find((each) => each.id === id)
    return named === undefined || named.action === 'stop'
  })
}

import type { KnowledgeImpact, PatientRecord } from '@dosis/api'
import { knowledge } from './clinic.ts'

/** A record as the server would give it after rules changed, for the screens that show it: one of each kind of impact. */

const strength = 'progressive_resistance'
const why = (rule: string): NonNullable<KnowledgeImpact['why']> => [{ rule, truth: 'yes', facts: [], factIds: [] }]
const strengthRow = `${strength}/${knowledge.forms[strength]?.rows[0]?.id ?? ''}`
const redFlag = `referral/${knowledge.decisions['referral']?.rows[0]?.id ?? ''}`
const [recommendation = ''] = Object.keys(knowledge.recommendations)

export const changesBeside: readonly KnowledgeImpact[] = [
  {
    kind: 'lower_dose',
    about: `${strength}, percent1RM`,
    form: strength,
    key: 'percent1RM',
    before: '',
    after: '',
    amounts: { before: { value: 50, upTo: 80, most: 85 }, after: { value: 50, upTo: 70, most: 70 } },
    blocks: false,
  },
  {
    kind: 'other_dose',
    about: `${strength}, sets`,
    form: strength,
    key: 'sets',
    before: '',
    after: '',
    amounts: { before: null, after: { value: null, upTo: null, most: 3 } },
    blocks: false,
  },
  {
    kind: 'referral',
    about: 'referral',
    before: 'none',
    after: 'consult_gp_before_start, waits for frail',
    blocks: false,
  },
  { kind: 'level', about: 'level of care', before: 'eenvoudig', after: 'complex', blocks: false },
  {
    kind: 'newly_allowed',
    about: 'taping',
    form: 'taping',
    before: 'not_listed',
    after: 'no_recommendation',
    why: why('taping'),
    blocks: false,
  },
  { kind: 'indication', about: 'indication', before: 'can_be_indicated', after: 'unknown', blocks: false },
  {
    kind: 'recommendation',
    about: recommendation,
    before: 'not_listed',
    after: 'may_be_considered',
    blocks: false,
  },
  { kind: 'evaluation', about: 'evaluation', before: 'null', after: '2026-06-15', blocks: false },
]

export const changesThatBlock: readonly KnowledgeImpact[] = [
  {
    kind: 'plan_form',
    about: 'high_impact',
    form: 'high_impact',
    before: 'allowed_with_conditions',
    after: 'not_allowed',
    why: why(strengthRow),
    blocks: true,
  },
  {
    kind: 'plan_ceiling',
    about: `${strength}, percent1RM`,
    form: strength,
    key: 'percent1RM',
    before: '80',
    after: '70',
    why: why(strengthRow),
    blocks: true,
  },
  {
    kind: 'withdrawn_rule',
    about: 'a-rule/that-is-gone',
    form: strength,
    names: { nl: 'langzaam tempo bij hartfalen', en: 'slow tempo with heart failure' },
    before: 'active',
    after: 'removed',
    blocks: true,
  },
  { kind: 'stop', about: 'red flags', before: 'none', after: redFlag, blocks: true },
  { kind: 'stop', about: 'stop', before: 'continue', after: 'hold_until_gp', blocks: true },
  ...changesBeside,
]

/** The record of a patient whose running plan was confirmed under other rules. */
export function underOtherRules(impacts: readonly KnowledgeImpact[]) {
  const blocks = impacts.some((impact) => impact.blocks)
  return {
    path: /\/api\/patients\/[^/]+$/,
    status: 200,
    body: null,
    changed: (record: PatientRecord): PatientRecord => {
      const plan = record.plans.find(({ status }) => status === 'active')
      if (plan === undefined) throw new RangeError('underOtherRules: needs a patient with a plan that runs')
      const { planId, version } = plan
      const from = plan.plan.knowledgeVersion
      const to = 'd'.repeat(64)
      const plans = record.plans.map((each) =>
        each === plan && blocks ? { ...each, status: 'paused' as const } : each,
      )
      const kept = {
        eventId: 'kept',
        planId,
        version,
        from: 'c'.repeat(64),
        to: from,
        reason: 'Past bij deze patiënt.',
      }
      return {
        ...record,
        need: 'knowledge',
        plans,
        knowledgeChange: { planId, version, from, to, impacts, blocks },
        knowledgeReviews: [{ ...kept, recordedAt: plan.confirmedAt, recordedBy: plan.confirmedBy }],
      }
    },
  }
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AssessmentInput, ExerciseForm, ExerciseRow, Knowledge, Plan } from '@dosis/domain'
import { parseAssessmentInput } from '@dosis/domain/schemas'
import { plan as draft } from '@dosis/engine'
import { describe, expect, test } from 'vitest'
import { knowledgeFolder } from '../folder.ts'
import { readKnowledge } from '../load-knowledge.ts'
import { planImpacts, storedPatientImpacts } from './plan-impact.ts'

const before = readKnowledge()
const form = 'aerobic_continuous'

const { vignettes } = JSON.parse(readFileSync(join(knowledgeFolder, 'cases/vignettes.json'), 'utf8')) as {
  vignettes: readonly { id: string; input: unknown }[]
}
const patients = vignettes.flatMap(({ id, input: json }) => {
  const parsed = parseAssessmentInput(json)
  if (!parsed.ok) return []
  return [{ id, input: parsed.value, confirmed: { plan: planOf(parsed.value), preferences: {} } }]
})

function planOf(input: AssessmentInput): Plan {
  return draft({ assessment: input, preferences: {} }, before)
}

/** Continuous endurance training whose rows were changed. */
function withRows(change: (row: ExerciseRow) => ExerciseRow): Knowledge {
  const own = before.forms[form] as ExerciseForm
  return { ...before, version: 'other', forms: { ...before.forms, [form]: { ...own, rows: own.rows.map(change) } } }
}

const withCeiling = (highest: number) =>
  withRows((row) =>
    row.dose.percentVo2peak === undefined
      ? row
      : { ...row, dose: { ...row.dose, percentVo2peak: { ...row.dose.percentVo2peak, highest, limit: 'hard' } } },
  )

const trained = patients.filter(({ confirmed }) =>
  confirmed.plan.prescriptions.some((each) => each.form === form && each.dose.percentVo2peak?.upTo === 80),
)

test('the same knowledge says nothing of any plan', () => {
  expect(storedPatientImpacts(patients, before, { ...before, version: 'other' })).toEqual([])
})

describe('a confirmed number up to 80 % of VO2peak', () => {
  test.each([
    [79, true],
    [80, false],
    [81, false],
  ])('under a hard limit of %i %%: the plan waits = %s', (highest, waits) => {
    expect(trained.length).toBeGreaterThan(0)
    for (const { input, confirmed } of trained) {
      const impacts = planImpacts(input, confirmed, before, withCeiling(highest))
      const found = impacts.filter(({ kind }) => kind === 'plan_ceiling')
      expect(found.map((impact) => [impact.key, impact.before, impact.after])).toEqual(
        waits ? [['percentVo2peak', '80', String(highest)]] : [],
      )
      expect(impacts.some(({ blocks }) => blocks)).toBe(waits)
    }
  })
})

test('a limit that an older rule held as low already is no change', () => {
  const low = withCeiling(70)
  for (const { input, confirmed } of trained) expect(planImpacts(input, confirmed, low, { ...low })).toEqual([])
})

test.each(['not_allowed', 'unknown', 'conflict', 'silent', 'no_recommendation', 'not_supported'] as const)(
  'a form that was allowed and is %s now makes the plan wait, and is named once',
  (verdict) => {
    const after = withRows((row) => (row.verdict.startsWith('allowed') ? { ...row, verdict } : row))
    for (const { input, confirmed } of trained) {
      const impacts = planImpacts(input, confirmed, before, after).filter((impact) => impact.about === form)
      expect(impacts).toMatchObject([{ kind: 'plan_form', after: verdict, blocks: true }])
    }
  },
)

test('every rule that is taken back makes each plan wait that rests on it, and no other', () => {
  for (const id of Object.keys(before.constraints)) {
    const { [id]: own, ...constraints } = before.constraints
    if (own?.review.state !== 'active') continue
    const removed = { ...before, version: 'other', constraints }
    const waiting = { ...own, review: { ...own.review, state: 'awaiting_review' as const } }
    const reviewed = { ...removed, constraints: { ...constraints, [id]: waiting } }
    for (const { input, confirmed } of patients) {
      const rests = JSON.stringify(confirmed.plan.prescriptions).includes(`"${id}"`)
      for (const after of [removed, reviewed]) {
        const found = planImpacts(input, confirmed, before, after).filter(({ kind }) => kind === 'withdrawn_rule')
        expect(found.map(({ about }) => about)).toEqual(rests ? [id] : [])
      }
    }
  }
})

test('looking changes neither the plan nor the knowledge', () => {
  const then = JSON.stringify([patients, before])
  storedPatientImpacts(patients, before, withCeiling(60))
  expect(JSON.stringify([patients, before])).toBe(then)
})

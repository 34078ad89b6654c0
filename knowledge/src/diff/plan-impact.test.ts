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

describe('a statement that is taken back while its rules stay', () => {
  const without = (id: string): Knowledge => {
    const { [id]: _, ...statements } = before.statements
    return { ...before, version: 'other', statements }
  }
  const unread = (id: string, verification: 'V' | 'V2' | 'M' | 'D'): Knowledge => {
    const own = before.statements[id] as Knowledge['statements'][string]
    return { ...before, version: 'other', statements: { ...before.statements, [id]: { ...own, verification } } }
  }
  const found = (after: Knowledge) =>
    trained.flatMap(({ input, confirmed }) =>
      planImpacts(input, confirmed, before, after).filter(({ kind }) => kind === 'withdrawn_statement'),
    )

  test('makes each plan wait of which a number rests on it', () => {
    expect(found(without('RX-HF-02'))).toEqual(
      trained.map(() => ({
        kind: 'withdrawn_statement',
        about: 'RX-HF-02',
        form,
        before: 'S',
        after: 'removed',
        blocks: true,
      })),
    )
  })

  test.each([
    ['V', 0],
    ['V2', trained.length],
    ['M', trained.length],
    ['D', trained.length],
  ] as const)('that is now only known as %s concerns %i plans', (verification, plans) => {
    expect(found(unread('RX-HF-02', verification)).map(({ after }) => after)).toEqual(
      Array.from({ length: plans }, () => verification),
    )
  })

  test('is not said of a plan that does not rest on it, nor twice when its rule went with it', () => {
    expect(found(without('RX-LBP-05'))).toEqual([])
    const { [form]: _, ...forms } = before.forms
    expect(found({ ...before, version: 'other', forms })).toEqual([])
  })
})

describe('what a programme may still reach', () => {
  const running = patients.flatMap(({ id, input, confirmed }) => {
    const prescription = confirmed.plan.prescriptions.find(({ levels }) => levels !== undefined)
    return prescription === undefined ? [] : [{ id, input, confirmed, prescription }]
  })
  const longest = 180

  /** The same programme, that ends with running for so many seconds. */
  const endingAt = (runSecondsLast: number): Knowledge => {
    const own = before.progressions['run-walk'] as Knowledge['progressions'][string]
    const levels = own.levels.map((level, index) =>
      index < own.levels.length - 1 ? level : { ...level, runSeconds: runSecondsLast },
    )
    return { ...before, version: 'other', progressions: { ...before.progressions, 'run-walk': { ...own, levels } } }
  }

  test.each([
    [175, true],
    [180, false],
    [185, false],
  ])('running for at most %i seconds: the plan waits = %s, at whichever level the patient trains', (last, waits) => {
    expect(running.length).toBeGreaterThan(0)
    for (const { input, confirmed, prescription } of running) {
      const impacts = planImpacts(input, confirmed, before, endingAt(last))
      const ceilings = impacts.filter(({ kind }) => kind === 'plan_ceiling')
      expect(ceilings.map((one) => [one.key, one.before, one.after, one.blocks])).toEqual(
        waits ? [['runSeconds', String(longest), String(last), true]] : [],
      )
      expect(prescription.dose.runSeconds?.value).toBeLessThan(longest)
    }
  })
})

test('looking changes neither the plan nor the knowledge', () => {
  const then = JSON.stringify([patients, before])
  storedPatientImpacts(patients, before, withCeiling(60))
  expect(JSON.stringify([patients, before])).toBe(then)
})

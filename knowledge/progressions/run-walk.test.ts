import { addDays, type Facts, type Plan, type ProgressInput, type SessionLog } from '@dosis/domain'
import { currentLevels, plan, progress, runWalkLevels, sessionsAtLevels } from '@dosis/engine'
import { expect, test } from 'vitest'
import { readKnowledge } from '../src/index.ts'

const knowledge = readKnowledge()
const programme = knowledge.progressions['run-walk']
if (programme?.parameters === undefined) throw new RangeError('needs the constants of the run-walk programme')
const { parameters } = programme

test('the levels of the run-walk programme are those that its constants give', () => {
  const computed = runWalkLevels(parameters).map(({ level: _, ...numbers }) => numbers)
  expect(programme.levels).toEqual(computed)
})

test('the run-walk programme never goes by the name of the trial', () => {
  expect(programme.names).toEqual({ en: 'Dosis run-walk programme', nl: 'Dosis loop-wandelprogramma' })
})

test('only rules that hold back are active without a source', () => {
  const active = Object.values(knowledge.progressions)
    .flatMap(({ rules }) => rules)
    .filter(({ review }) => review.state === 'active')
  expect(active.length).toBeGreaterThan(0)
  expect(active.every(({ action }) => ['hold', 'ask', 'stop'].includes(action))).toBe(true)
})

const startsOn = '2026-05-04'

/** Chronic low back pain, no other condition, screened; everything that a referral waits for is known. */
function backPain(): Facts {
  const known = (value: boolean | number | string | readonly string[]) => ({ state: 'known', value }) as const
  return {
    ...Object.fromEntries(Object.keys(knowledge.conditions).map((id) => [`condition-${id}`, known(false)])),
    'condition-chronic-low-back-pain': known(true),
    'low-back-pain-plays-a-role': known(true),
    'low-back-pain-weeks': known(20),
    'low-back-pain-most-days': known(true),
    'low-back-pain-exclusions': known([]),
    'age-years': known(40),
    sex: known('female'),
    smartphone: known(true),
    screening: known('pluis'),
    'bone-health-plays-a-role': known(false),
    'multiple-complex-problem': known(false),
    'organ-systems-limiting': known([]),
    'treatment-side-effects': known(false),
  }
}

function draftFor(facts: Facts): Plan {
  const assessment = { on: startsOn, treatmentStart: null, facts, requests: ['exercise therapy'], measurements: {} }
  return plan({ assessment, preferences: {} }, knowledge)
}

function session(day: number): SessionLog {
  const on = addDays(startsOn, day)
  return {
    sessionId: `session-${day}`,
    planId: 'plan-1',
    planVersion: 1,
    template: 'run_walk_programme',
    on,
    startedAt: `${on}T09:00:00.000Z`,
    endedAt: `${on}T09:30:00.000Z`,
    completed: true,
    parts: [{ part: 0, kind: 'intervals', level: 1, repetitions: 10, seconds: 1800 }],
    effortBorg: 12,
    painBefore: 3,
    painAfter: 3,
    adverseEvent: null,
    note: null,
  }
}

test('back pain is planned at level 1, advances after a week and is evaluated after six', () => {
  const confirmed = draftFor(backPain())
  expect(confirmed.blocked).toEqual([])
  expect(confirmed.prescriptions.map(({ form }) => form)).toEqual(['run_walk_programme'])
  expect(confirmed.evaluation).toMatchObject({ nextDate: addDays(startsOn, 42), cycleWeeks: 6 })

  const input: ProgressInput = {
    on: addDays(startsOn, 7),
    plan: confirmed,
    logs: [session(0), session(2)],
    adverseEvents: [],
    released: [],
  }
  const proposed = progress(input, knowledge)
  expect(proposed.steps).toMatchObject([{ action: 'advance', from: 1, to: 2 }])
  expect(sessionsAtLevels(confirmed, currentLevels(proposed))[0]?.parts[0]).toMatchObject({ level: 1, runSeconds: 15 })
  expect(sessionsAtLevels(confirmed, { run_walk_programme: 2 })[0]?.parts[0]).toMatchObject({
    level: 2,
    runSeconds: 25,
    walkSeconds: 150,
  })

  const harmed = {
    ...input,
    adverseEvents: [
      { eventId: 'e', on: startsOn, symptoms: ['chest-pain'], severity: 'mild' as const, description: '' },
    ],
  }
  expect(progress(harmed, knowledge)).toMatchObject({ steps: [{ action: 'stop', to: 1 }], alerts: [{ eventId: 'e' }] })
})

test('back pain with facts that a referral waits for may not be confirmed', () => {
  const { screening: _, ...facts } = backPain()
  expect(draftFor(facts).blocked).toContainEqual({ kind: 'missing_fact', fact: 'screening' })
})

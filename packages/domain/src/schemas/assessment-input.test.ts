import { describe, expect, test } from 'vitest'
import { parseAssessmentInput } from './assessment-input.ts'

const least = { assessmentDate: '2026-05-04' }

function problemsOf(json: unknown): readonly string[] {
  const parsed = parseAssessmentInput(json)
  return parsed.ok ? [] : parsed.problems.map(({ path, message }) => `${path}: ${message}`)
}

function factsOf(json: object) {
  const parsed = parseAssessmentInput({ ...least, ...json })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.value.facts
}

describe('input in the form of a vignette', () => {
  test('needs no more than the day', () => {
    expect(parseAssessmentInput(least)).toMatchObject({ ok: true, value: { on: '2026-05-04', treatmentStart: null } })
  })

  test('reports every problem with its path', () => {
    const wrong = {
      assessmentDate: '2026-02-30',
      patient: { ageYears: 130, sex: 'x' },
      bone: { tscore: -2, fractures: [{ site: 'vertebra', weeksAgo: 'x' }] },
      heart: { lvefPercent: 4, nyha: 2.5 },
      screening: 'fine',
      measurements: { NPRS: { start: Number.NaN } },
    }
    expect(problemsOf(wrong)).toEqual([
      'assessmentDate: needs a day of the calendar YYYY-MM-DD from 1900-01-01 to 2999-12-31, got "2026-02-30"',
      'patient.ageYears: needs a whole number of years, 0 to 120, got 130',
      'patient.sex: needs one of female, male, got "x"',
      'bone.fractures[0].weeksAgo: needs a number of weeks, 0 to 5200, got "x"',
      'bone.tscore: unknown key',
      'heart.lvefPercent: needs a number of %, 5 to 90, got 4',
      'heart.nyha: needs a whole number of the NYHA class, 1 to 4, got 2.5',
      'screening: needs one of pluis, niet_pluis, doubt_diagnosis, got "fine"',
      'measurements.NPRS: needs a score, or { start, now, improvement } in points',
    ])
  })

  test.each([null, 3, 'text', [], true])('refuses %j', (json) => {
    expect(problemsOf(json)).not.toEqual([])
  })

  test('takes what is left out, and null, for not known', () => {
    expect(factsOf({ functioning: { frail: null }, bone: {} })).not.toHaveProperty('frail')
    expect(factsOf({ bone: { tScore: null } })).not.toHaveProperty('t-score')
  })

  test('holds a list of conditions for complete', () => {
    const facts = factsOf({ conditions: ['knee_osteoarthritis'] })
    expect(facts['condition-knee-osteoarthritis']).toEqual({ state: 'known', value: true })
    expect(facts['condition-copd']).toEqual({ state: 'absent' })
    expect(factsOf({})).not.toHaveProperty('condition-copd')
  })

  test('takes a condition that nobody described, when it is written well', () => {
    expect(factsOf({ conditions: ['sarcopenia'] })['condition-sarcopenia']).toEqual({ state: 'known', value: true })
    expect(problemsOf({ ...least, conditions: ['Sarcopenia!'] })).toHaveLength(1)
  })

  test('knows that bone and back play no role when they are left out', () => {
    const facts = factsOf({})
    expect(facts['bone-health-plays-a-role']).toEqual({ state: 'known', value: false })
    expect(facts['low-back-pain-plays-a-role']).toEqual({ state: 'known', value: false })
    expect(factsOf({ conditions: ['chronic_low_back_pain'] })['low-back-pain-plays-a-role']).toEqual({
      state: 'known',
      value: true,
    })
  })

  test('tells no glucocorticoids from not known', () => {
    expect(factsOf({ bone: { glucocorticoid: null } })['glucocorticoid-systemic']).toEqual({ state: 'absent' })
    expect(factsOf({ bone: {} })).not.toHaveProperty('glucocorticoid-systemic')
  })

  test('keeps an exclusion that it does not recognise', () => {
    const facts = factsOf({ lowBackPain: { exclusions: ['cauda_equina', 'something_else'] } })
    expect(facts['low-back-pain-exclusions']).toEqual({
      state: 'known',
      value: ['cauda-equina-symptoms', 'other-exclusion'],
    })
  })
})

describe('input in its own form', () => {
  const own = { on: '2026-05-04', treatmentStart: null, facts: {}, requests: [], measurements: {} }

  test('comes out as it went in', () => {
    const input = {
      ...own,
      facts: {
        'age-years': { state: 'known', value: 70 },
        frail: { state: 'unknown' },
        't-score': { state: 'absent', observedOn: '2026-05-01' },
        'condition-sarcopenia': { state: 'known', value: true },
      },
      measurements: { nprs: { start: 6, now: 4 } },
    }
    expect(parseAssessmentInput(input)).toEqual({ ok: true, value: input })
  })

  test('reports every problem with its path', () => {
    const facts = {
      'age-years': { state: 'known', value: -1 },
      frail: { state: 'known', value: 'yes' },
      route: { state: 'known', value: 'bus' },
      shoe: { state: 'known', value: 42 },
      fractures: { state: 'known', value: [{ site: 'hip' }] },
      smartphone: { state: 'maybe' },
    }
    expect(problemsOf({ ...own, facts: { ...facts, smartphone: { state: 'unknown' } } })).toEqual([
      'facts.age-years.value: needs a number of years, 0 to 120, got -1',
      'facts.frail.value: needs true or false, got "yes"',
      'facts.route.value: needs one of direct-access, gp-referral, specialist-referral, in-treatment, self, got "bus"',
      'facts.shoe: no fact is named "shoe"',
      ...['lowTrauma', 'stable', 'symptomatic', 'imaging', 'operated'].map(
        (key) => `facts.fractures.value[0].${key}: needs true or false, got nothing`,
      ),
    ])
    expect(problemsOf({ ...own, facts })).toEqual(['facts.smartphone.state: needs a state: known, absent or unknown'])
  })
})

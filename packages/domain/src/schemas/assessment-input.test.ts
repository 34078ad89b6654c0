import { describe, expect, test } from 'vitest'
import { parseAssessmentInput, parseUndatedAssessmentInput } from './assessment-input.ts'

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

  test.each([
    ['vertebra', 'vertebra'],
    ['vertebral', 'vertebra'],
    ['Lumbar_Spine', 'vertebra'],
    ['th12', 'vertebra'],
    ['upper_arm', 'upper-arm'],
    ['humerus', 'upper-arm'],
    ['toe', 'other'],
  ])('knows the bone "%s" by its code', (site, code) => {
    const facts = factsOf({ bone: { fractures: [{ site, weeksAgo: 3 }] } })
    expect(facts['fractures']).toMatchObject({ value: [{ site: code, weeksAgo: 3 }] })
  })

  test.each(['vertabra', 'th13', '', null, 7])('refuses the bone %j: it might be a vertebra', (site) => {
    const [problem = ''] = problemsOf({ ...least, bone: { fractures: [{ site }] } })
    expect(problem).toMatch(/^bone\.fractures\[0\]\.site: needs one of vertebra, hip, .*, other, got /)
  })

  test('knows usual words for a condition', () => {
    const facts = factsOf({ conditions: ['heart_attack', 'high_blood_pressure'] })
    expect(facts['condition-myocardial-infarction']).toEqual({ state: 'known', value: true })
    expect(facts['condition-hypertension']).toEqual({ state: 'known', value: true })
    expect(facts).not.toHaveProperty('condition-heart-attack')
  })

  test('takes no condition for absent that an unknown code may stand for', () => {
    const misspelt = factsOf({ conditions: ['osteoporisis'] })
    expect(misspelt).not.toHaveProperty('condition-osteoporosis')
    expect(misspelt['condition-hypertension']).toEqual({ state: 'absent' })
    expect(factsOf({ conditions: ['cardiomyopathy'] })).not.toHaveProperty('condition-cardiovascular-risk')
    expect(factsOf({ conditions: ['rib_fracture'] })['condition-hip-fracture']).toEqual({ state: 'absent' })
  })

  test('knows that bone plays a role when a condition of the bone is listed', () => {
    for (const condition of ['osteoporosis', 'vertebral_fracture', 'wervelfractuur'])
      expect(factsOf({ conditions: [condition] })['bone-health-plays-a-role']).toEqual({ state: 'known', value: true })
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

describe('a day that is not known', () => {
  const own = { on: null, treatmentStart: null, facts: {}, requests: [], measurements: {} }

  test.each([{ assessmentDate: null }, own])('is taken where the day may be unknown, and refused elsewhere', (json) => {
    expect(parseUndatedAssessmentInput(json)).toMatchObject({ ok: true, value: { on: null } })
    expect(problemsOf(json)).toEqual([
      `${'on' in json ? 'on' : 'assessmentDate'}: needs a day of the calendar YYYY-MM-DD, got null`,
    ])
  })

  test('is not the same as a day left out', () => {
    expect(parseUndatedAssessmentInput({}).ok).toBe(false)
  })
})

import type { Criterion, DoseConstraint, Fact, Facts, IntensityRule, IntensityTarget, Truth } from '@dosis/domain'
import { describe, expect, test } from 'vitest'
import { constraint, knowledge } from '../fixture.ts'
import { silentNumber } from '../change-dose.ts'
import { intensityTargets } from './intensity-targets.ts'

const known = (value: number | boolean): Fact => ({ state: 'known', value })
const hard = (value: number) => ({ value, kind: 'hard' as const, rule: 'row', factIds: [] })

/** Endurance from 50 to 80% VO2peak, inspiratory training from 20 to 40%, 8 to 12 repetitions at 30 to 80% 1RM. */
const dose = {
  percentVo2peak: { ...silentNumber, value: 50, upTo: 80, highest: [hard(80)] },
  percentPiMax: { ...silentNumber, value: 20, upTo: 40, highest: [hard(40)] },
  percent1RM: { ...silentNumber, value: 30, upTo: 80, highest: [hard(80)] },
  repetitions: { ...silentNumber, value: 8, upTo: 12 },
}

function rule(id: string, target: IntensityRule, more: Partial<DoseConstraint> = {}): DoseConstraint {
  return constraint(id, 'heart', { modalities: [], forms: ['training'], target, ...more })
}

const effort: IntensityRule = {
  basis: 'effort',
  scale: 'borg6To20',
  method: { kind: 'effort', points: { from: 11, upTo: 12 } },
  startWithin: { key: 'percentVo2peak', from: 45, upTo: 55 },
}
const reserve: IntensityRule = {
  basis: 'measured_maximum',
  scale: 'heartRateBpm',
  method: { kind: 'reserve', resting: 'rest', peak: 'peak', percent: { from: 40, upTo: 50 } },
  never: { condition: 'other-medicines' },
  notAloneWhen: { condition: 'slowed' },
}
const thresholds: IntensityRule = {
  basis: 'measured_threshold',
  scale: 'heartRateBpm',
  method: { kind: 'thresholds', first: 'vt1', second: 'vt2', secondPercent: 'vt2-percent', key: 'percentVo2peak' },
}

interface Situation {
  readonly facts?: Facts
  readonly conditions?: Readonly<Record<string, Truth>>
  readonly dose?: Parameters<typeof intensityTargets>[0]['dose']
  readonly exercises?: readonly string[]
  readonly expired?: readonly string[]
}

function targets(rules: readonly DoseConstraint[], situation: Situation = {}): readonly IntensityTarget[] {
  const conditions = { heart: 'yes', ...situation.conditions } as Readonly<Record<string, Truth>>
  return intensityTargets({
    forms: ['training'],
    exercises: situation.exercises ?? [],
    dose: situation.dose ?? dose,
    facts: situation.facts ?? {},
    expired: (situation.expired ?? []).map((fact) => ({ fact, observedOn: null, because: [], factIds: [] })),
    knowledge: { ...knowledge, constraints: Object.fromEntries(rules.map((one) => [one.id, one])) },
    judge: (criterion: Criterion) => {
      const id = 'condition' in criterion ? criterion.condition : ''
      const truth = conditions[id] ?? 'no'
      const use = { fact: `condition-${id}`, state: 'known' } as const
      return { truth, facts: truth === 'unknown' ? [] : [use], missing: truth === 'unknown' ? [`condition-${id}`] : [] }
    },
  })
}

const only = (rules: readonly DoseConstraint[], situation?: Situation) =>
  targets(rules, situation)[0] as IntensityTarget
const range = ({ from, upTo }: IntensityTarget) => [from, upTo]

describe('a share of what was measured', () => {
  const ofPeak = rule('peak', {
    basis: 'measured_maximum',
    scale: 'vo2MlKgMin',
    method: { kind: 'share', of: 'vo2peak', key: 'percentVo2peak', step: 0.1 },
  })

  test.each([
    [18.2, [9.1, 14.5]],
    [18.3, [9.1, 14.6]],
    [10, [5, 8]],
  ])('of a VO2peak of %f is rounded down', (peak, expected) => {
    expect(range(only([ofPeak], { facts: { vo2peak: known(peak) } }))).toEqual(expected)
  })

  test('names the measurement with its day, and the statements of the rule', () => {
    const observed: Fact = { state: 'known', value: 18.2, observedOn: '2026-04-10' }
    expect(only([ofPeak], { facts: { vo2peak: observed } })).toMatchObject({
      rule: 'peak',
      measurements: [{ fact: 'vo2peak', value: 18.2, observedOn: '2026-04-10' }],
      factIds: ['FACT-peak'],
      holdsFor: 'whole',
      absent: null,
    })
  })

  test.each([
    ['not known', {}, 'not_known'],
    ['not measured', { vo2peak: { state: 'absent' } }, 'not_measured'],
  ] as const)('of what is %s is not given, and says so', (_, facts, reason) => {
    expect(only([ofPeak], { facts })).toMatchObject({ from: null, absent: { reason, facts: ['vo2peak'] } })
  })

  test('is not given while the dose is open', () => {
    const open = { percentVo2peak: silentNumber }
    expect(only([ofPeak], { facts: { vo2peak: known(18) }, dose: open }).absent).toEqual({
      reason: 'dose_open',
      facts: [],
    })
  })

  test('never exceeds a hard ceiling, whatever number stands in the dose', () => {
    const above = { percentVo2peak: { ...dose.percentVo2peak, value: 90, upTo: 95 } }
    expect(range(only([ofPeak], { facts: { vo2peak: known(20) }, dose: above }))).toEqual([16, 16])
  })

  test('of a 1RM is for the exercise that was measured, in half kilograms', () => {
    const load = rule('load', {
      basis: 'measured_maximum',
      scale: 'loadKilograms',
      exercise: 'leg-press',
      method: { kind: 'share', of: 'leg-press-1rm', key: 'percent1RM', step: 0.5 },
    })
    const facts = { 'leg-press-1rm': known(83) }
    expect(range(only([load], { facts, exercises: ['leg-press'] }))).toEqual([24.5, 66])
    expect(targets([load], { facts, exercises: ['plank'] })).toEqual([])
  })
})

test.each([
  [7, null],
  [8, 40],
  [12, 40],
  [13, null],
])('a load that could be lifted %i times counts only for 8 to 12 repetitions', (repetitions, kilograms) => {
  const measured = rule('rm', {
    basis: 'measured_maximum',
    scale: 'loadKilograms',
    method: { kind: 'repetition_maximum', load: 'load', repetitions: 'count', step: 0.5 },
  })
  const target = only([measured], { facts: { load: known(40.2), count: known(repetitions) } })
  expect(range(target)).toEqual([kilograms, kilograms])
  expect(target.absent?.reason ?? null).toBe(kilograms === null ? 'outside_what_the_source_says' : null)
})

describe('another unit', () => {
  const inMets = rule('mets', {
    basis: 'measured_maximum',
    scale: 'metabolicEquivalents',
    method: { kind: 'share', of: 'vo2peak', key: 'percentVo2peak', step: 0.1, unit: 3.5 },
  })

  test.each([
    [17.4, [2.4, 3.9]],
    [17.5, [2.5, 4]],
    [17.6, [2.5, 4]],
  ])('a VO2peak of %f ml/kg/min in MET of 3.5 is rounded down', (peak, expected) => {
    expect(range(only([inMets], { facts: { vo2peak: known(peak) } }))).toEqual(expected)
  })
})

describe('heart rate', () => {
  const facts = { rest: known(60), peak: known(120), vt1: known(88), vt2: known(108), 'vt2-percent': known(78) }

  test('of the measured reserve is the example of the source: 60 at rest, 120 at peak, 40% is 84', () => {
    expect(range(only([rule('reserve', reserve)], { facts }))).toEqual([84, 90])
  })

  test.each([
    [119, [77, 89]],
    [120, [78, 90]],
    [121, [78, 90]],
  ])('as 65 to 75%% of a measured peak of %i', (peak, expected) => {
    const ofPeak: IntensityRule = {
      ...reserve,
      method: { kind: 'percent', of: 'peak', percent: { from: 65, upTo: 75 } },
    }
    expect(range(only([rule('peak', ofPeak)], { facts: { peak: known(peak) } }))).toEqual(expected)
    expect(only([rule('peak', ofPeak)]).absent).toEqual({ reason: 'not_known', facts: ['peak'] })
  })

  test.each([
    [119, 120, [119, 119]],
    [120, 120, [null, null]],
    [121, 120, [null, null]],
  ])('at rest %i and at peak %i', (rest, peak, expected) => {
    expect(range(only([rule('reserve', reserve)], { facts: { rest: known(rest), peak: known(peak) } }))).toEqual(
      expected,
    )
  })

  test.each([
    [79, [88, 107]],
    [80, [88, 107]],
    [81, [null, null]],
  ])('between thresholds is given when the second lies at %i%% with a ceiling of 80%%', (percent, expected) => {
    const target = only([rule('vt', thresholds)], { facts: { ...facts, 'vt2-percent': known(percent) } })
    expect(range(target)).toEqual(expected)
    expect(target.absent?.reason ?? null).toBe(percent > 80 ? 'above_the_ceiling' : null)
  })

  test('between thresholds needs to know where the second lies', () => {
    const { 'vt2-percent': _, ...rest } = facts
    expect(only([rule('vt', thresholds)], { facts: rest }).absent).toEqual({
      reason: 'not_known',
      facts: ['vt2-percent'],
    })
  })

  test('is never given on other medicines than those of the test, nor while that is not known', () => {
    const rules = [rule('reserve', reserve)]
    expect(only(rules, { facts, conditions: { 'other-medicines': 'yes' } }).absent).toEqual({
      reason: 'never_for_this_patient',
      facts: ['condition-other-medicines'],
    })
    expect(only(rules, { facts: {}, conditions: { 'other-medicines': 'unknown' } }).absent).toEqual({
      reason: 'not_known',
      facts: ['condition-other-medicines', 'peak', 'rest'],
    })
  })

  test('says when its measurement expired', () => {
    expect(only([rule('reserve', reserve)], { facts: { rest: known(60) }, expired: ['peak'] }).absent).toEqual({
      reason: 'expired',
      facts: ['peak'],
    })
  })

  test.each(['yes', 'unknown'] as const)('is not the only guide when it may be slowed (%s)', (slowed) => {
    const conditions = { slowed }
    expect(only([rule('reserve', reserve)], { facts, conditions }).absent?.reason).toBe('not_as_only_guide')
    const beside = targets([rule('reserve', reserve), rule('effort', effort)], { facts, conditions })
    expect(beside.map(range)).toEqual([
      [84, 90],
      [11, 12],
    ])
    const later = { ...dose, percentVo2peak: { ...dose.percentVo2peak, value: 60 } }
    const withoutEffort = targets([rule('reserve', reserve), rule('effort', effort)], {
      facts,
      conditions,
      dose: later,
    })
    expect(withoutEffort.map(({ absent }) => absent?.reason)).toEqual([
      'not_as_only_guide',
      'outside_what_the_source_says',
    ])
    const own = { ...later, rpeBorg: { ...silentNumber, value: 12 } }
    expect(range(only([rule('reserve', reserve)], { facts, conditions, dose: own }))).toEqual([84, 90])
  })

  test('by formula comes last: 206.9 minus 0.67 a year', () => {
    const formula = rule('formula', {
      basis: 'formula',
      scale: 'heartRateBpm',
      method: { kind: 'predicted', age: 'age', intercept: 206.9, perYear: 0.67, percent: { from: 64, upTo: 76 } },
    })
    const all = targets([formula, rule('effort', effort), rule('reserve', reserve), rule('vt', thresholds)], {
      facts: { ...facts, age: known(60) },
    })
    expect(all.map(({ rule: id }) => id)).toEqual(['vt', 'reserve', 'effort', 'formula'])
    expect(range(all[3] as IntensityTarget)).toEqual([106, 126])
  })
})

describe('what the source says of the start', () => {
  test.each([
    [44, null],
    [45, 11],
    [55, 11],
    [56, null],
  ])('holds for a start of %i%% VO2peak: %s', (start, from) => {
    const target = only([rule('effort', effort)], {
      dose: { percentVo2peak: { ...dose.percentVo2peak, value: start } },
    })
    expect([target.holdsFor, target.from]).toEqual(['start', from])
  })
})

test('a rule of another form, of a condition that the patient does not have, or not yet reviewed gives nothing', () => {
  expect(targets([rule('other', effort, { forms: ['other'] })])).toEqual([])
  expect(targets([rule('effort', effort)], { conditions: { heart: 'no' } })).toEqual([])
  const review = { state: 'awaiting_review', reviewedBy: null, reviewedOn: null } as const
  expect(targets([rule('effort', effort, { review })])).toEqual([])
})

test('a rule whose condition is not known gives nothing and asks', () => {
  expect(only([rule('effort', effort)], { conditions: { heart: 'unknown' } })).toMatchObject({
    from: null,
    absent: { reason: 'not_known', facts: ['condition-heart'] },
  })
})

test.each([
  [44, { reason: 'outside_what_the_source_says', facts: [] }],
  [45, null],
  [55, null],
  [56, { reason: 'outside_what_the_source_says', facts: [] }],
  [null, { reason: 'dose_open', facts: [] }],
])('effort that a source gives for a start of 45 to 55, at a start of %s', (value, absent) => {
  const start = { percentVo2peak: { ...silentNumber, value } }
  expect(only([rule('effort', effort)], { dose: start }).absent).toEqual(absent)
})

describe('what is computed from several numbers', () => {
  const measured = { vt1: known(98.6), vt2: known(118), 'vt2-percent': known(80) }
  const between = rule('between', thresholds)

  test.each([
    [98.5, null],
    [98.6, null],
    [98.7, [98, 98]],
    [99.1, [98, 99]],
  ])('thresholds at 98.6 and %f', (second, expected) => {
    const found = only([between], { facts: { ...measured, vt2: known(second) } })
    expect(expected === null ? found.absent?.reason : range(found)).toEqual(expected ?? 'measurements_contradict')
  })

  test('thresholds say nothing while the dose is open', () => {
    const open = { percentVo2peak: silentNumber }
    expect(only([between], { facts: measured, dose: open }).absent).toEqual({ reason: 'dose_open', facts: [] })
  })

  test('a load of so many repetitions says nothing while the repetitions are open', () => {
    const load = rule('load', {
      basis: 'measured_maximum',
      scale: 'loadKilograms',
      method: { kind: 'repetition_maximum', load: 'load', repetitions: 'times', step: 0.5 },
    })
    const found = only([load], { facts: { load: known(40), times: known(10) }, dose: { repetitions: silentNumber } })
    expect(found.absent).toEqual({ reason: 'dose_open', facts: [] })
  })

  test.each([
    [9, [1, 1]],
    [10, null],
    [11, null],
  ])('a formula that leaves nothing at the age of %i gives nothing', (age, expected) => {
    const formula = rule('formula', {
      basis: 'formula',
      scale: 'heartRateBpm',
      method: { kind: 'predicted', age: 'age', intercept: 20, perYear: 2, percent: { from: 50, upTo: 99 } },
    })
    const found = only([formula], { facts: { age: known(age) } })
    if (expected === null) expect(found.absent).toEqual({ reason: 'measurements_contradict', facts: ['age'] })
    else expect(range(found)).toEqual(expected)
  })

  test('of several measurements those that were not taken are named, and a word is no measurement', () => {
    const facts: Facts = { ...measured, vt1: { state: 'absent' }, vt2: { state: 'known', value: 'high' } }
    expect(only([between], { facts }).absent).toEqual({ reason: 'not_measured', facts: ['vt1', 'vt2'] })
  })
})

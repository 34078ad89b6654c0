import {
  addDays,
  type AssessmentInput,
  canonicalJson,
  conditionFact,
  type DoseConstraint,
  doseKeys,
  type Fact,
  type FactId,
  type Facts,
  type IntensityTarget,
  type Knowledge,
  type Plan,
  type PlanPreferences,
  type Prescription,
} from '@dosis/domain'
import { permissions, plan } from '@dosis/engine'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { absent, known, patientsOf, today } from '../../test-support/patients.ts'
import { readKnowledge } from '../src/index.ts'

vi.setConfig({ testTimeout: 120_000 })

const knowledge = readKnowledge()
const runs = Number(process.env.DOSIS_RUNS ?? 400)
const draft = (assessment: AssessmentInput, preferences: PlanPreferences = {}): Plan =>
  plan({ assessment, preferences }, knowledge)

/** The same knowledge with a low and a loose ceiling on endurance, and one below a floor that the guideline sets. */
const stricter: Knowledge = {
  ...knowledge,
  constraints: {
    ...knowledge.constraints,
    ...Object.fromEntries([75, 60].map((highest) => [`ceiling-${highest}`, ceiling(highest)])),
  },
}

function ceiling(highest: number): DoseConstraint {
  return {
    ...(knowledge.constraints['heart-failure-two-aerobic-ranges'] as DoseConstraint),
    id: `ceiling-${highest}`,
    limits: { percentVo2peak: { highest, limit: 'hard' }, sessionsPerWeek: { highest: highest / 30, limit: 'soft' } },
  }
}

const maybe = (fact: Fact): fc.Arbitrary<Fact | null> =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(fact) }, { weight: 1, arbitrary: fc.constant(null) })
const days = fc.constantFrom(-40, -31, -30, -29, -1, 0, 3).map((count) => addDays(today, count))
const measured = (low: number, high: number): fc.Arbitrary<Fact | null> =>
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc
        .tuple(fc.integer({ min: low, max: high }), days)
        .map(([value, on]) => (on > today ? known(value) : ({ ...known(value), observedOn: on } as Fact))),
    },
    { weight: 1, arbitrary: fc.constantFrom(null, absent) },
  )
const medicine: fc.Arbitrary<Fact | null> = fc.oneof(
  fc.constantFrom(null, absent, known(true), known(false)),
  fc.constantFrom(absent, known(true)),
  days.map((changedOn): Fact => ({ state: 'known', value: true, changedOn })),
)

/** People with heart failure that mostly lies within the evidence, tested on all that targets are computed from. */
const heart: fc.Arbitrary<Facts> = fc
  .record({
    screening: fc.constant(known('pluis')),
    fractures: fc.constantFrom(absent, absent, absent, null),
    'condition-hfref': fc.constant(known(true)),
    'condition-atrial-fibrillation': fc.constantFrom(absent, absent, absent, known(true), null),
    'lvef-percent': maybe(known(33)),
    'nyha-class': fc.constantFrom(1, 2, 3, 4).map(known),
    'heart-failure-stable': fc.constant(known(true)),
    'low-risk-according-to-cardiologist': fc.boolean().map(known),
    'unstable-vitals': fc.constant(known(false)),
    'limited-mobility': maybe(known(false)),
    'severe-primary-lung-kidney-liver': maybe(known(false)),
    'medical-clearance': fc.boolean().map(known),
    'beta-blocker': medicine,
    'rate-limiting-drug': medicine,
    'heart-device': fc.constantFrom(absent, absent, absent, known(['pacemaker']), known(['icd']), null),
    'tested-on-current-medication': fc
      .tuple(fc.constantFrom(true, true, true, false), days)
      .map(([value, on]) => (on > today ? known(value) : ({ ...known(value), observedOn: on } as Fact))),
    'measured-vo2peak': measured(8, 40),
    'measured-peak-heart-rate': measured(80, 180),
    'measured-resting-heart-rate': measured(45, 100),
    'heart-rate-at-first-threshold': measured(70, 120),
    'heart-rate-at-second-threshold': measured(90, 160),
    'second-threshold-percent-vo2peak': fc.constantFrom(70, 79, 80, 81, 90).map(known),
    'pi-max-percent': fc.constantFrom(50, 69, 70).map(known),
    'measured-pi-max': measured(20, 120),
    'leg-press-1rm': measured(0, 200),
  })
  .map((facts) => Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact !== null)) as Facts)

const people: fc.Arbitrary<AssessmentInput> = fc.oneof(
  patientsOf(knowledge),
  fc.tuple(patientsOf(knowledge), heart).map(([patient, facts]) => {
    const free = Object.fromEntries(
      Object.keys(patient.facts)
        .filter((id) => id.startsWith('condition-'))
        .map((id) => [id, absent]),
    )
    const requests = ['strength', 'endurance training', 'interval training', 'inspiratory muscle training']
    return { ...patient, facts: { ...patient.facts, ...free, ...without(facts, []) }, requests }
  }),
)

function without(facts: Facts, ids: readonly FactId[]): Facts {
  return Object.fromEntries(Object.entries(facts).filter(([id]) => !ids.includes(id)))
}

function holds(property: (person: AssessmentInput) => void, times = 1): void {
  fc.assert(fc.property(people, property), { numRuns: times * runs, seed: 20261123 })
}

const given = ({ targets = [] }: Prescription): readonly IntensityTarget[] =>
  targets.filter(({ absent: why }) => why === null)
const isTrueOrUnknown = (facts: Facts, id: FactId): boolean => {
  const fact = facts[id]
  if (fact === undefined || fact.state === 'unknown') return true
  return fact.state === 'known' && fact.value !== false && !(Array.isArray(fact.value) && fact.value.length === 0)
}
const slows: readonly FactId[] = [
  'beta-blocker',
  'rate-limiting-drug',
  'heart-device',
  conditionFact('atrial-fibrillation'),
]
const numberOf = (facts: Facts, id: FactId): number => {
  const fact = facts[id]
  return fact?.state === 'known' && typeof fact.value === 'number' ? fact.value : Number.NaN
}

test('the people of these properties come to targets of every basis and to every reason why one is not given', () => {
  const seen = new Set<string>()
  holds((person) => {
    for (const { basis, scale, absent: why } of draft(person).prescriptions.flatMap(({ targets = [] }) => targets)) {
      seen.add(why === null ? `${basis} ${scale}` : why.reason)
    }
  }, 5)
  expect([...seen]).toEqual(
    expect.arrayContaining([
      'measured_threshold heartRateBpm',
      'measured_maximum heartRateBpm',
      'measured_maximum vo2MlKgMin',
      'measured_maximum pressureCmH2o',
      'effort borg6To20',
      'not_known',
      'not_measured',
      'expired',
      'never_for_this_patient',
      'above_the_ceiling',
      'measurements_contradict',
    ]),
  )
})

test('INV-14: with what may slow the heart, heart rate never stands alone and never comes from a formula', () => {
  fc.assert(
    fc.property(people, fc.constantFrom(50, 55, 56, 70), fc.constantFrom(undefined, 12), (person, start, borg) => {
      if (!slows.some((id) => isTrueOrUnknown(person.facts, id))) return
      const own = {
        percentVo2peak: { value: start, upTo: 80 },
        ...(borg === undefined ? {} : { rpeBorg: { value: borg } }),
      }
      for (const prescription of draft(person, { doses: { aerobic_continuous: own } }).prescriptions) {
        const targets = given(prescription)
        const heartRate = targets.filter(({ scale }) => scale === 'heartRateBpm')
        expect(heartRate.filter(({ basis }) => basis === 'formula')).toEqual([])
        const hasEffort = borg !== undefined || targets.some(({ basis }) => basis === 'effort')
        if (heartRate.length > 0) expect(hasEffort).toBe(true)
      }
    }),
    { numRuns: 3 * runs, seed: 20261123 },
  )
})

test('INV-14: a heart rate comes only from a test on the medicines of now, made after their last change', () => {
  holds((person) => {
    const targets = draft(person).prescriptions.flatMap(given)
    for (const { measurements } of targets.filter(
      ({ scale, basis }) => scale === 'heartRateBpm' && basis !== 'formula',
    )) {
      expect(person.facts['tested-on-current-medication']).toMatchObject({ state: 'known', value: true })
      for (const id of ['beta-blocker', 'rate-limiting-drug']) {
        const fact = person.facts[id]
        const changedOn = fact === undefined || fact.state === 'unknown' ? undefined : fact.changedOn
        if (changedOn === undefined || changedOn > today) continue
        const tested = person.facts['tested-on-current-medication'] as { readonly observedOn?: string }
        expect((tested.observedOn ?? '') > changedOn).toBe(true)
        for (const { fact: of, observedOn } of measurements) {
          if (of.includes('heart-rate')) expect((observedOn ?? '') > changedOn).toBe(true)
        }
      }
    }
  })
})

test('INV-15: no number and no target lies above a ceiling, and none comes from an open dose', () => {
  holds((person) => {
    for (const { dose, ...prescription } of draft(person).prescriptions) {
      for (const key of doseKeys.filter((one) => !spares.includes(one))) {
        const number = dose[key]
        if (number === undefined || number.value === null || number.changed !== null) continue
        const ceiling = Math.min(Number.POSITIVE_INFINITY, ...number.highest.map(({ value }) => value))
        expect(Math.max(number.value, number.upTo ?? number.value)).toBeLessThanOrEqual(ceiling)
      }
      for (const { scale, basis, upTo, from, exercise } of given({ dose, ...prescription })) {
        if (from !== null) expect(from).toBeLessThanOrEqual(upTo ?? from)
        const percent = {
          vo2MlKgMin: ['percentVo2peak', 'measured-vo2peak'],
          pressureCmH2o: ['percentPiMax', 'measured-pi-max'],
        } as const
        if (scale === 'vo2MlKgMin' || scale === 'pressureCmH2o') {
          const [key, of] = percent[scale]
          expect((100 * (upTo ?? 0)) / numberOf(person.facts, of)).toBeLessThanOrEqual(
            (dose[key]?.highest[0]?.value ?? 0) + 1e-6,
          )
        }
        if (
          exercise === 'leg-press' &&
          prescription.forms?.includes('strength_hf') === true &&
          dose.percent1RM?.highest[0] !== undefined
        ) {
          expect(upTo ?? 0).toBeLessThanOrEqual(
            (numberOf(person.facts, 'leg-press-1rm') * dose.percent1RM.highest[0].value) / 100,
          )
        }
        if (basis === 'measured_threshold') {
          expect(upTo ?? 0).toBeLessThan(numberOf(person.facts, 'heart-rate-at-second-threshold'))
          expect(numberOf(person.facts, 'second-threshold-percent-vo2peak')).toBeLessThanOrEqual(80)
        }
      }
    }
  })
})
const spares: readonly string[] = ['walkSeconds', 'restSeconds', 'secondsPerRepetition', 'secondsDown', 'secondsUp']

test('INV-16: a worse NYHA class never raises a number or a target, nor adds a form for the heart', () => {
  holds((person) => {
    const nyha = numberOf(person.facts, 'nyha-class')
    if (Number.isNaN(nyha) || nyha > 3) return
    const better = draft(person)
    const worse = draft({ ...person, facts: { ...person.facts, 'nyha-class': known(nyha + 1) } })
    const ofTheHeart = worse.prescriptions.filter(({ form }) => knowledge.forms[form]?.document === 'hfref-nma')
    for (const prescription of ofTheHeart) {
      const before = better.prescriptions.find(({ form }) => form === prescription.form)
      expect(before, prescription.form).toBeDefined()
      for (const key of doseKeys.filter((one) => !spares.includes(one))) {
        const [now, then] = [prescription.dose[key], before?.dose[key]]
        if (now?.value == null) continue
        expect(now.upTo ?? now.value).toBeLessThanOrEqual(then?.upTo ?? then?.value ?? Number.NEGATIVE_INFINITY)
      }
      for (const target of given(prescription)) {
        const then = before?.targets?.find(({ rule }) => rule === target.rule)
        expect(target.upTo ?? 0).toBeLessThanOrEqual(then?.upTo ?? 0)
      }
    }
  })
})

test('INV-25: insulin or a sulfonylurea brings the glucose rules to everything that is prescribed; not knowing it asks', () => {
  holds((person) => {
    const rule = 'glucose-with-insulin'
    for (const [fact, isShown] of [
      [known(true), true],
      [known(false), false],
      [absent, false],
    ] as const) {
      const { prescriptions } = draft({ ...person, facts: { ...person.facts, 'insulin-or-sulfonylurea': fact } })
      expect(prescriptions.every(({ adaptations }) => adaptations.includes(rule) === isShown)).toBe(true)
    }
    const unknown = draft({ ...person, facts: without(person.facts, ['insulin-or-sulfonylurea']) })
    const isAsked = unknown.wanted?.some(({ fact }) => fact === 'insulin-or-sulfonylurea') ?? false
    expect(isAsked).toBe(unknown.prescriptions.length > 0)
    expect(unknown.prescriptions.filter(({ adaptations }) => adaptations.includes(rule))).toEqual([])
  })
})

test('INV-26: strength for bone keeps to 2 or 3 days, 8 to 12 repetitions and 3 sets; the blog never makes it less often', () => {
  holds((person) => {
    for (const { forms = [], dose } of draft(person).prescriptions) {
      if (!forms.includes('progressive_resistance')) continue
      expect(dose.sessionsPerWeek?.value).toBe(2)
      expect(dose.sessionsPerWeek?.upTo ?? 3).toBeLessThanOrEqual(3)
      expect(dose.repetitions?.value).toBeGreaterThanOrEqual(8)
      expect(dose.repetitions?.upTo ?? 8).toBeLessThanOrEqual(12)
      expect(dose.sets?.value ?? 0).toBeLessThanOrEqual(3)
    }
  })
})

test('INV-28: endurance in several forms counts together, whoever raises it', () => {
  fc.assert(
    fc.property(people, fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 7 }), (person, one, other) => {
      const drafted = draft(person, {
        doses: {
          aerobic_continuous: { sessionsPerWeek: { value: one } },
          aerobic_hiit: { sessionsPerWeek: { value: other } },
        },
      })
      const endurance = drafted.prescriptions.filter(({ modality }) => modality === 'aerobic')
      const ceilings = endurance.flatMap(({ dose }) => (dose.sessionsPerWeek?.highest ?? []).map(({ value }) => value))
      const total = endurance.reduce((sum, { dose }) => sum + (dose.sessionsPerWeek?.value ?? 0), 0)
      if (ceilings.length === 0 || total <= Math.min(...ceilings)) return
      expect(
        drafted.blocked.some(
          (block) => (block.kind === 'hard_limit' || block.kind === 'reason_needed') && block.key === 'sessionsPerWeek',
        ),
      ).toBe(true)
    }),
    { numRuns: runs, seed: 20261123 },
  )
})

test('a later change of medicine never gives a target that was not given before', () => {
  holds((person) => {
    const changed: Fact = { state: 'known', value: true, changedOn: today }
    const before = new Set(
      draft({ ...person, facts: { ...person.facts, 'beta-blocker': known(true) } })
        .prescriptions.flatMap(given)
        .map(({ rule }) => rule),
    )
    const after = draft({ ...person, facts: { ...person.facts, 'beta-blocker': changed } }).prescriptions.flatMap(given)
    expect(after.filter(({ rule }) => !before.has(rule))).toEqual([])
    expect(after.filter(({ basis, scale }) => scale === 'heartRateBpm' && basis !== 'formula')).toEqual([])
  })
})

test('INV-15: one more ceiling, whatever its place, holds for the number and for all that follows from it', () => {
  holds((person) => {
    for (const { dose, ...prescription } of plan({ assessment: person, preferences: {} }, stricter).prescriptions) {
      if (dose.percentVo2peak === undefined) continue
      expect(Math.max(dose.percentVo2peak.value ?? 0, dose.percentVo2peak.upTo ?? 0)).toBeLessThanOrEqual(60)
      for (const { scale, upTo } of given({ dose, ...prescription })) {
        if (scale === 'vo2MlKgMin')
          expect(upTo ?? 0).toBeLessThanOrEqual((60 * numberOf(person.facts, 'measured-vo2peak')) / 100)
      }
    }
  })
})

test('a bound that cannot hold is shown, and the guarding one holds', () => {
  holds((person) => {
    const prescriptions = [knowledge, stricter].flatMap(
      (known) => plan({ assessment: person, preferences: {} }, known).prescriptions,
    )
    for (const { dose, conflicts = [] } of prescriptions) {
      for (const key of doseKeys) {
        const { lowest = [], highest = [], value = null } = dose[key] ?? {}
        const isConflict = lowest.some((floor) => highest.some((ceiling) => floor.value > ceiling.value))
        const shown = conflicts.find((conflict) => conflict.key === key)
        expect(shown !== undefined).toBe(isConflict)
        if (shown?.holds === 'ceiling' && value !== null && dose[key]?.changed === null)
          expect(value).toBeLessThanOrEqual(shown.ceiling.value)
      }
    }
  })
})

test('INV-01: no prescription holds an exercise that any form holds back for this person', () => {
  holds((person) => {
    const verdicts = new Map(
      permissions({ assessment: person, preferences: {} }, knowledge).map(({ exercise, verdict }) => [
        exercise,
        verdict,
      ]),
    )
    const prescribed = draft(person).prescriptions.flatMap(({ exercises }) => exercises)
    for (const exercise of prescribed)
      expect([exercise, verdicts.get(exercise)]).not.toEqual([
        exercise,
        expect.stringMatching(/not_allowed|conflict|silent|no_recommendation|not_supported/),
      ])
  })
})

test('INV-31: the order in which facts are stated changes nothing', () => {
  holds((person) => {
    const turned = { ...person, facts: Object.fromEntries(Object.entries(person.facts).reverse()) }
    expect(canonicalJson(draft(turned))).toBe(canonicalJson(draft(person)))
    expect(canonicalJson(permissions({ assessment: turned, preferences: {} }, knowledge))).toBe(
      canonicalJson(permissions({ assessment: person, preferences: {} }, knowledge)),
    )
  })
})

import { addDays, type AssessmentInput, type Fact, type Facts, type Knowledge } from '@dosis/domain'
import fc from 'fast-check'
import { absent, known, patientsOf, today } from './patients.ts'

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

/** Everybody of `patientsOf`, and as many people whose doses and targets have much to go by. */
export function peopleOf(knowledge: Knowledge): fc.Arbitrary<AssessmentInput> {
  const patients = patientsOf(knowledge)
  return fc.oneof(
    patients,
    fc.tuple(patients, heart).map(([patient, facts]) => {
      const free = Object.fromEntries(
        Object.keys(patient.facts)
          .filter((id) => id.startsWith('condition-'))
          .map((id) => [id, absent]),
      )
      const requests = ['strength', 'endurance training', 'interval training', 'inspiratory muscle training']
      return { ...patient, facts: { ...patient.facts, ...free, ...facts }, requests }
    }),
  )
}

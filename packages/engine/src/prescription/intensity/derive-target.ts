import type {
  Dose,
  DoseKey,
  Fact,
  FactId,
  Facts,
  IntensityMethod,
  TalkTest,
  TargetAbsence,
  TargetMeasurement,
  TargetRange,
} from '@dosis/domain'
import { roundDown } from './round-down.ts'

/** What a method came to: a range or words with the measurements behind it, or why there is none. */
export type Derived =
  | {
      readonly range: TargetRange | null
      readonly talk: TalkTest | null
      readonly measurements: readonly TargetMeasurement[]
    }
  | { readonly absent: TargetAbsence }

/** Computes a target from the dose and the measurements. It never converts one relative scale into another. */
export function deriveTarget(method: IntensityMethod, dose: Dose, facts: Facts): Derived {
  switch (method.kind) {
    case 'share':
      return withMeasured([method.of], facts, ([of]) => share(of, dose, method))
    case 'percent':
      return withMeasured([method.of], facts, ([of]) => percentOf(of.value, method.percent))
    case 'repetition_maximum':
      return withMeasured([method.load, method.repetitions], facts, ([load, repetitions]) =>
        repetitionMaximum(load, repetitions, dose, method.step),
      )
    case 'reserve':
      return withMeasured([method.resting, method.peak], facts, ([resting, peak]) =>
        reserve(resting, peak, method.percent),
      )
    case 'thresholds':
      return withMeasured([method.first, method.second, method.secondPercent], facts, (measured) =>
        thresholds(measured, dose, method.key),
      )
    case 'effort':
      return { range: method.points, talk: null, measurements: [] }
    case 'talk':
      return { range: null, talk: method.can, measurements: [] }
    case 'predicted':
      return withMeasured([method.age], facts, ([age]) => {
        const peak = method.intercept - method.perYear * age.value
        return peak > 0 ? percentOf(peak, method.percent) : absent('measurements_contradict', [age.fact])
      })
  }
}

type Outcome = TargetRange | TargetAbsence

function absent(reason: TargetAbsence['reason'], facts: readonly FactId[]): TargetAbsence {
  return { reason, facts }
}

type Each<Ids extends readonly FactId[]> = { readonly [Index in keyof Ids]: TargetMeasurement }

/** Computes with the measurements when all of them are there. */
function withMeasured<const Ids extends readonly FactId[]>(
  ids: Ids,
  facts: Facts,
  compute: (measured: Each<Ids>) => Outcome,
): Derived {
  const notKnown = ids.filter((id) => stateOf(facts, id) === 'unknown')
  if (notKnown.length > 0) return { absent: absent('not_known', notKnown) }
  const measured = ids.flatMap((id) => measurement(id, facts[id] as Fact))
  if (measured.length < ids.length) {
    return {
      absent: absent(
        'not_measured',
        ids.filter((id) => measured.every(({ fact }) => fact !== id)),
      ),
    }
  }
  const outcome = compute(measured as unknown as Each<Ids>)
  if ('reason' in outcome) return { absent: outcome }
  return { range: outcome, talk: null, measurements: measured }
}

function stateOf(facts: Facts, id: FactId): Fact['state'] {
  return (Object.hasOwn(facts, id) ? facts[id]?.state : undefined) ?? 'unknown'
}

function measurement(fact: FactId, stated: Fact): readonly TargetMeasurement[] {
  if (stated.state !== 'known' || typeof stated.value !== 'number') return []
  const { value, observedOn } = stated
  return [{ fact, value, ...(observedOn === undefined ? {} : { observedOn }) }]
}

/** The range of one number of the dose, within every hard ceiling on it; null while it is open. */
function rangeOf(dose: Dose, key: DoseKey): TargetRange | null {
  const number = dose[key]
  if (number === undefined || number.value === null) return null
  const hard = number.highest.filter(({ kind }) => kind === 'hard').map(({ value }) => value)
  const within = (value: number) => Math.min(value, ...hard)
  return { from: within(number.value), upTo: within(number.upTo ?? number.value) }
}

function share(
  of: TargetMeasurement,
  dose: Dose,
  { key, step, unit = 1 }: Extract<IntensityMethod, { kind: 'share' }>,
): Outcome {
  const percent = rangeOf(dose, key)
  return percent === null ? absent('dose_open', []) : percentOf(of.value / unit, percent, step)
}

function percentOf(whole: number, { from, upTo }: TargetRange, step = 1): TargetRange {
  return { from: roundDown((whole * from) / 100, step), upTo: roundDown((whole * upTo) / 100, step) }
}

/** The load counts when it was lifted as often as the dose says; nothing is worked out from other repetitions. */
function repetitionMaximum(load: TargetMeasurement, repetitions: TargetMeasurement, dose: Dose, step: number): Outcome {
  const meant = rangeOf(dose, 'repetitions')
  if (meant === null) return absent('dose_open', [])
  if (repetitions.value < meant.from || repetitions.value > meant.upTo) {
    return absent('outside_what_the_source_says', [repetitions.fact])
  }
  const kilograms = roundDown(load.value, step)
  return { from: kilograms, upTo: kilograms }
}

function reserve(resting: TargetMeasurement, peak: TargetMeasurement, { from, upTo }: TargetRange): Outcome {
  if (peak.value <= resting.value) return absent('measurements_contradict', [resting.fact, peak.fact])
  const at = (percent: number) => roundDown(resting.value + (percent / 100) * (peak.value - resting.value), 1)
  return { from: at(from), upTo: at(upTo) }
}

/** From the first threshold to one beat below the second, when the second lies within the ceiling of the dose. */
function thresholds(
  [first, second, secondPercent]: readonly [TargetMeasurement, TargetMeasurement, TargetMeasurement],
  dose: Dose,
  key: DoseKey,
): Outcome {
  const meant = rangeOf(dose, key)
  if (meant === null) return absent('dose_open', [])
  if (second.value <= first.value) return absent('measurements_contradict', [first.fact, second.fact])
  if (secondPercent.value > meant.upTo) return absent('above_the_ceiling', [secondPercent.fact])
  return { from: roundDown(first.value, 1), upTo: Math.max(roundDown(first.value, 1), Math.ceil(second.value) - 1) }
}

import type {
  DoseKey,
  DoseLimit,
  NumberStep,
  Observation,
  Prescription,
  Progression,
  ProgressInput,
  ProgressStep,
} from '@dosis/domain'
import { ceilingsOf } from './ceilings.ts'
import { nextLoads } from './next-loads.ts'
import { type NextNumbers, nextGrowth } from './next-number.ts'
import { countOfLevels, type Observed } from './observe.ts'

/** What a step does, with what was looked at for it. */
export type Move = Pick<ProgressStep, 'action' | 'to' | 'rule' | 'factIds' | 'numbers' | 'exercise'>

export interface NextMove {
  readonly move: Move
  readonly seen: readonly Observation[]
}

interface Sources {
  readonly prescription: Prescription
  readonly progression: Progression | null
  readonly observed: Observed
  readonly input: ProgressInput
  /** Rule for what no source says. */
  readonly silentRule: string
}

/** The next step forward of a programme: all that it asks for must have been seen, else it holds. */
export function nextStep(sources: Sources): NextMove {
  const { prescription, progression, observed, input, silentRule } = sources
  const { level } = observed
  const silent = { move: { action: 'hold', to: level, rule: silentRule, factIds: [] }, seen: [] } as const
  if (progression === null || progression.advance === null) return silent
  const { advance, id, moves } = progression
  const hold = (rule: string): NextMove => ({
    move: { action: 'hold', to: level, rule: `${id}/${rule}`, factIds: advance.factIds },
    seen: [],
  })
  const count = countOfLevels(prescription)
  if (count !== null && level !== null) {
    if (progression.review.state !== 'active') return hold('awaiting-review')
    return nextLevel({ ...sources, progression, advance, level, count })
  }
  const { growth, repetitions } = prescription.programme ?? {}
  const numbers =
    growth !== undefined
      ? nextGrowth(growth, { prescription, progression, observed, input })
      : repetitions !== undefined && moves?.kind === 'repetitions'
        ? nextLoads(repetitions, { prescription, observed, input, factIds: moves.factIds })
        : null
  if (numbers === null) return silent
  if (progression.review.state !== 'active') return hold('awaiting-review')
  return ofNumbers(numbers, id, level, advance.factIds)
}

interface LevelSources extends Sources {
  readonly progression: Progression
  readonly advance: NonNullable<Progression['advance']>
  readonly level: number
  readonly count: number
}

/** One level up, never past a ceiling: neither one of the plan nor one that the rules give since. */
function nextLevel({ prescription, progression, advance, observed, input, level, count }: LevelSources): NextMove {
  const base = { to: level, factIds: advance.factIds }
  const hold = (rule: string): NextMove => ({
    move: { ...base, action: 'hold', rule: `${progression.id}/${rule}` },
    seen: [],
  })
  if (level >= count) return hold('top-level')
  const isMet = observed.isWeekDone && (observed.repetitionsPerSession ?? 0) >= (advance.repetitionsAtLeast ?? 0)
  if (!isMet) return hold('not-yet')
  const crossed = crossedBy(prescription, level, input)
  if (crossed !== null) {
    return { move: { ...base, action: 'hold', rule: crossed.heldBy.rule, numbers: [crossed] }, seen: [] }
  }
  const exercises = prescription.programme?.exercises
  return {
    move: {
      action: 'advance',
      to: level + 1,
      rule: `${progression.id}/advance`,
      factIds: advance.factIds,
      ...(exercises === undefined
        ? {}
        : { exercise: { from: exercises[level - 1] ?? null, to: exercises[level] ?? null } }),
    },
    seen: [],
  }
}

/** The first number that a hard ceiling keeps from the next level; a level is never taken in part, so that it stays. */
function crossedBy(
  prescription: Prescription,
  level: number,
  input: ProgressInput,
): (NumberStep & { readonly heldBy: DoseLimit }) | null {
  const numbersAt = (at: number): Readonly<Partial<Record<DoseKey, number>>> => ({
    ...prescription.levels?.[at - 1],
    level: at,
  })
  const now = numbersAt(level)
  for (const [name, value] of Object.entries(numbersAt(level + 1))) {
    const key = name as DoseKey
    const heldBy = ceilingsOf(prescription, key, input).find((each) => each.kind === 'hard' && value > each.value)
    if (heldBy !== undefined) return { key, from: now[key] ?? value, to: now[key] ?? value, heldBy }
  }
  return null
}

function ofNumbers(next: NextNumbers, id: string, level: number | null, advanceFactIds: readonly string[]): NextMove {
  const factIds = [...new Set([...next.factIds, ...advanceFactIds])]
  const base = { to: level, factIds, ...(next.numbers.length === 0 ? {} : { numbers: next.numbers }) }
  switch (next.state) {
    case 'rises':
      return { move: { ...base, action: 'advance', rule: `${id}/advance` }, seen: next.seen }
    case 'size_needed':
      return { move: { ...base, action: 'ask', rule: `${id}/step-by-therapist` }, seen: next.seen }
    case 'at_ceiling': {
      const rule = next.numbers.flatMap(({ heldBy }) => heldBy?.rule ?? [])[0] ?? `${id}/ceiling`
      return { move: { ...base, action: 'hold', rule }, seen: next.seen }
    }
    case 'at_top':
      return { move: { ...base, action: 'hold', rule: `${id}/top-level` }, seen: next.seen }
    case 'not_yet':
      return { move: { ...base, action: 'hold', rule: `${id}/not-yet` }, seen: next.seen }
  }
}

/** What goes down with a step back: a level, or each number by one step; a number without a step stays. */
export function stepBack(prescription: Prescription, { level }: Observed): Pick<Move, 'to' | 'numbers'> {
  if (level !== null) return { to: Math.max(1, level - 1) }
  const growth = (prescription.programme?.growth ?? []).flatMap(({ key, percent, amount }): NumberStep[] => {
    const from = prescription.dose[key]?.value ?? 0
    if (percent === null && amount === null) return []
    const lower = percent === null ? from - (amount ?? 0) : from / (1 + percent / 100)
    const to = Math.floor(lower + 1e-9)
    return to < 1 ? [] : [{ key, from, to }]
  })
  const step = prescription.programme?.repetitions?.loadStepKilograms ?? null
  const loads = Object.entries(prescription.loads ?? {}).flatMap(([exercise, from]): NumberStep[] =>
    step === null || from - step < 0
      ? []
      : [{ key: 'loadKilograms', exercise, from, to: Math.round((from - step) * 100) / 100 }],
  )
  const numbers = [...growth.slice(0, 1), ...loads]
  return { to: null, ...(numbers.length === 0 ? {} : { numbers }) }
}

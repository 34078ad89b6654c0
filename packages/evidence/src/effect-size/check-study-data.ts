import type { InputProblem } from '../input-problem.ts'
import type { DataKind } from './measure.ts'

/** What a value must be, in the words of the message. */
interface Demand {
  readonly words: string
  readonly holds: (value: number, study: Readonly<Record<string, unknown>>) => boolean
  /** Left out = no limit. */
  readonly limit?: number
}

const anyNumber: Demand = { words: 'must be a finite number', holds: () => true }
const atLeastZero: Demand = { words: 'must not be below 0', holds: (value) => value >= 0 }
const aboveZero: Demand = { words: 'must be above 0', holds: (value) => value > 0 }
const aboveOne: Demand = { words: 'must be above 1', holds: (value) => value > 1 }
const fromMinusOneToOne: Demand = { words: 'must be from -1 to 1', holds: (value) => Math.abs(value) <= 1 }

/** Above this limit two groups cannot be counted together to the patient. */
const patients = (demand: Demand): Demand => ({ ...demand, limit: Number.MAX_SAFE_INTEGER })

function atMost(column: string): Demand {
  const limit = (study: Readonly<Record<string, unknown>>) => study[column]
  return {
    words: `must be from 0 to ${column}`,
    holds: (value, study) => value >= 0 && !(typeof limit(study) === 'number' && value > Number(limit(study))),
  }
}

/** The columns of each kind of data and what their values must be. */
export const columnsOfKind: Readonly<Record<DataKind, Readonly<Record<string, Demand>>>> = {
  means: {
    mean1: anyNumber,
    sd1: atLeastZero,
    total1: patients(aboveOne),
    mean2: anyNumber,
    sd2: atLeastZero,
    total2: patients(aboveOne),
  },
  counts: {
    events1: atMost('total1'),
    total1: patients(aboveZero),
    events2: atMost('total2'),
    total2: patients(aboveZero),
  },
  rates: { events1: atLeastZero, time1: aboveZero, events2: atLeastZero, time2: aboveZero },
  correlation: { correlation: fromMinusOneToOne, total: patients(aboveOne) },
  singleCount: { events: atMost('total'), total: patients(aboveZero) },
  singleRate: { events: atLeastZero, time: aboveZero },
  singleMean: { mean: anyNumber, sd: atLeastZero, total: patients(aboveOne) },
  pairedMeans: {
    mean1: anyNumber,
    sd1: atLeastZero,
    mean2: anyNumber,
    sd2: atLeastZero,
    total: patients(aboveOne),
    correlation: fromMinusOneToOne,
  },
  pairedCounts: { yesYes: atLeastZero, yesNo: atLeastZero, noYes: atLeastZero, noNo: atLeastZero },
  given: { estimate: anyNumber, variance: aboveZero },
}

/** Every value of the studies that is missing, not finite or impossible, with its row counted from 1. */
export function problemsOfStudies(
  kind: DataKind,
  studies: readonly object[],
  unused: readonly string[] = [],
): InputProblem[] {
  const columns = Object.entries(columnsOfKind[kind]).filter(([column]) => !unused.includes(column))
  const problems: InputProblem[] = []
  for (const [index, study] of studies.entries()) {
    const values = study as Readonly<Record<string, unknown>>
    for (const [column, demand] of columns) {
      const message = complaintOf(values, column, demand)
      if (message !== undefined) problems.push({ row: index + 1, column, message })
    }
  }
  return problems
}

function complaintOf(study: Readonly<Record<string, unknown>>, column: string, demand: Demand): string | undefined {
  const value = study[column]
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    const got = typeof value === 'number' ? String(value) : value === undefined ? 'nothing' : `a ${typeof value}`
    return `must be a finite number, got ${got}`
  }
  const { limit = Infinity } = demand
  if (value > limit) return `must be at most ${limit}, got ${value}`
  return demand.holds(value, study) ? undefined : `${demand.words}, got ${value}`
}

import { type InputProblem, refuse } from '../input-problem.ts'
import { quote } from './check-contrasts.ts'

/** One group of one study. */
export interface ArmName {
  readonly study: string
  readonly treatment: string
}

/** Patients with an event. */
export interface CountArm extends ArmName {
  readonly events: number
  readonly total: number
}

/** Mean of an outcome; `sd` is the standard deviation between patients. */
export interface MeanArm extends ArmName {
  readonly mean: number
  readonly sd: number
  readonly total: number
}

/** Events in person-time. */
export interface RateArm extends ArmName {
  readonly events: number
  readonly time: number
}

/** The arms of one study with their rows, counted from 0. */
export interface StudyArms<Arm extends ArmName> {
  readonly study: string
  readonly arms: readonly Arm[]
  readonly rows: readonly number[]
}

/** What a column must hold. */
type Rule = readonly [what: string, holds: (value: number) => boolean]

const above0: Rule = ['must be a finite number above 0', (value) => Number.isFinite(value) && value > 0]
const notBelow0: Rule = ['must be a finite number not below 0', (value) => Number.isFinite(value) && value >= 0]
const finite: Rule = ['must be a finite number', (value) => Number.isFinite(value)]

/**
 * Checks arms with counts and groups them by study.
 * @throws {InputProblemError} with row numbers
 */
export function groupCountArms(arms: readonly CountArm[]): StudyArms<CountArm>[] {
  const problems = arms.flatMap((arm, index) => {
    const found = problemsOfColumns(index, [
      ['events', arm.events, notBelow0],
      ['total', arm.total, above0],
    ])
    if (found.length > 0 || arm.events <= arm.total) return found
    const message = `must not be above total, got ${arm.events} of ${arm.total}`
    return [{ row: index + 1, column: 'events', message }]
  })
  return groupArms(arms, problems)
}

/** `groupCountArms` for means. */
export function groupMeanArms(arms: readonly MeanArm[]): StudyArms<MeanArm>[] {
  const problems = arms.flatMap((arm, index) =>
    problemsOfColumns(index, [
      ['mean', arm.mean, finite],
      ['sd', arm.sd, above0],
      ['total', arm.total, above0],
    ]),
  )
  return groupArms(arms, problems)
}

/** `groupCountArms` for rates. */
export function groupRateArms(arms: readonly RateArm[]): StudyArms<RateArm>[] {
  const problems = arms.flatMap((arm, index) =>
    problemsOfColumns(index, [
      ['events', arm.events, notBelow0],
      ['time', arm.time, above0],
    ]),
  )
  return groupArms(arms, problems)
}

function problemsOfColumns(index: number, columns: readonly (readonly [string, number, Rule])[]): InputProblem[] {
  return columns
    .filter(([, value, [, holds]]) => !holds(value))
    .map(([column, value, [what]]) => ({ row: index + 1, column, message: `${what}, got ${value}` }))
}

function groupArms<Arm extends ArmName>(arms: readonly Arm[], problems: InputProblem[]): StudyArms<Arm>[] {
  if (arms.length === 0) refuse([{ message: 'arms: needs at least 2 rows, got 0' }])
  const groups = new Map<string, { study: string; arms: Arm[]; rows: number[] }>()
  for (const [index, arm] of arms.entries()) {
    for (const column of ['study', 'treatment'] as const) {
      if (arm[column].trim() === '') problems.push({ row: index + 1, column, message: 'must have a name' })
    }
    const group = groups.get(arm.study) ?? { study: arm.study, arms: [], rows: [] }
    groups.set(arm.study, group)
    const earlier = group.arms.findIndex(({ treatment }) => treatment === arm.treatment)
    if (earlier >= 0) {
      const message = `study ${quote(arm.study)} has an arm ${quote(arm.treatment)} already in row ${(group.rows[earlier] as number) + 1}; combine arms with one treatment first`
      problems.push({ row: index + 1, message })
    }
    group.arms.push(arm)
    group.rows.push(index)
  }
  for (const { study, arms: own, rows } of groups.values()) {
    if (own.length > 1) continue
    problems.push({
      row: (rows[0] as number) + 1,
      message: `study ${quote(study)} has a single arm; a comparison needs two`,
    })
  }
  refuse(problems)
  return [...groups.values()]
}

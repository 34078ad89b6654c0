import type { RunWalkParameters } from '@dosis/domain'

/** One level of the programme; `repetitions` is the highest number that fits in the session. */
export interface RunWalkLevel {
  readonly level: number
  readonly runSeconds: number
  readonly walkSeconds: number
  readonly repetitions: number
}

/**
 * Computes the levels of the Dosis run-walk programme from its constants. The trial printed bounds only, so the levels
 * are ours: the run interval grows by equal steps from the first to the last, the walk interval shrinks likewise and
 * gives way where run and walk together would make the session longer than its minutes. Seconds are rounded down to
 * `stepSeconds`. At the last level fewer repetitions may fit; every level before it fits all of them, because the rule
 * of progression asks for them.
 * @throws {RangeError} constants from which no such programme can be made; `runWalkProblems` names them
 */
export function runWalkLevels(parameters: RunWalkParameters): readonly RunWalkLevel[] {
  const problems = runWalkProblems(parameters)
  if (problems.length > 0) throw new RangeError(`runWalkLevels: ${problems.join('; ')}`)
  return computeLevels(parameters)
}

function computeLevels(parameters: RunWalkParameters): readonly RunWalkLevel[] {
  const { levels, repetitionsAtMost, stepSeconds } = parameters
  const sessionSeconds = parameters.sessionMinutesAtMost * 60
  const cycleSeconds = Math.floor(sessionSeconds / repetitionsAtMost)
  return Array.from({ length: levels }, (_, index) => {
    const runSeconds = between(parameters.runSecondsFirst, parameters.runSecondsLast, index, levels, stepSeconds)
    const walkWanted = between(parameters.walkSecondsFirst, parameters.walkSecondsLast, index, levels, stepSeconds)
    const walkSeconds = Math.max(parameters.walkSecondsLast, Math.min(walkWanted, cycleSeconds - runSeconds))
    const fitting = Math.floor(sessionSeconds / (runSeconds + walkSeconds))
    return { level: index + 1, runSeconds, walkSeconds, repetitions: Math.min(repetitionsAtMost, fitting) }
  })
}

/** The value at `index` on the straight line from `first` to `last`, rounded down to the step; the ends stay as given. */
function between(first: number, last: number, index: number, count: number, step: number): number {
  if (index === 0) return first
  if (index === count - 1) return last
  const times = count - 1
  const rounded = Math.floor((first * times + (last - first) * index) / (times * step)) * step
  return Math.max(rounded, Math.min(first, last))
}

/** @returns what is wrong with the constants, in English, for whoever edits them; empty when levels can be computed */
export function runWalkProblems(parameters: RunWalkParameters): readonly string[] {
  const whole = Object.entries(parameters).filter(([, value]) => !Number.isInteger(value) || value < 1)
  if (whole.length > 0) return whole.map(([key, value]) => `${key} needs a whole number of at least 1, got ${value}`)

  const problems: string[] = []
  const { runSecondsFirst, runSecondsLast, walkSecondsFirst, walkSecondsLast } = parameters
  if (parameters.levels < 2) problems.push(`levels needs at least 2, got ${parameters.levels}`)
  if (runSecondsLast < runSecondsFirst) problems.push('runSecondsLast is shorter than runSecondsFirst')
  if (walkSecondsLast > walkSecondsFirst) problems.push('walkSecondsLast is longer than walkSecondsFirst')
  if (parameters.repetitionsAtLeast > parameters.repetitionsAtMost)
    problems.push('repetitionsAtLeast is above repetitionsAtMost')
  if (parameters.stepSeconds > Math.min(runSecondsFirst, walkSecondsLast))
    problems.push('stepSeconds is longer than the shortest interval')
  if (problems.length > 0) return problems

  const computed = computeLevels(parameters)
  const needed = (level: RunWalkLevel) =>
    level.level < parameters.levels ? parameters.repetitionsAtMost : parameters.repetitionsAtLeast
  return computed
    .filter((level) => level.repetitions < needed(level))
    .map((level) => `level ${level.level}: ${needed(level)} repetitions do not fit in the session`)
}

import type { PartDone, SessionPart } from '@dosis/domain'
import type { PlayerState } from './player.ts'
import { isWork, type Step } from './timeline.ts'

interface OwnStep {
  readonly step: Step
  readonly at: number
}

/**
 * Sums up what was done of each part, for the log: an interval counts as done when its walk is over too, a set when it
 * was ended, a repetition when its last move is over. What was passed over counts for nothing.
 */
export function doneOf(state: PlayerState, steps: readonly Step[], parts: readonly SessionPart[]): PartDone[] {
  return parts.flatMap((part, index): PartDone[] => {
    const own = steps.map((step, at) => ({ step, at })).filter(({ step }) => step.part === index && isWork(step))
    if (!own.some(({ at }) => wasReached(state, at))) return []
    const milliseconds = own.reduce((sum, { at }) => sum + (state.spent[at] ?? 0), 0)
    return [{ part: index, kind: part.kind, seconds: Math.round(milliseconds / 1000), ...figuresOf(part, state, own) }]
  })
}

/** What a log says of a part beside how long it took. */
function figuresOf(part: SessionPart, state: PlayerState, own: readonly OwnStep[]): Partial<PartDone> {
  switch (part.kind) {
    case 'intervals':
      return {
        level: part.level,
        repetitions: own.filter((each) => isDone(state, each, 'repetition')).length,
        ...(part.exercise === undefined ? {} : { exercise: part.exercise }),
      }
    case 'continuous':
      return {
        exercise: part.exercise,
        ...(part.percentPiMax === undefined ? {} : { percentPiMax: part.percentPiMax }),
      }
    case 'steps':
      return { exercise: part.exercise }
    case 'impact':
      return { ...impactsDone(state, own), exercise: part.exercise, ...levelOf(part) }
    case 'strength':
      return { ...setsDone(state, own), exercise: part.exercise, ...loadOf(part) }
  }
}

const wasReached = ({ spent }: PlayerState, at: number): boolean => typeof spent[at] === 'number'
const isOver = ({ step, status }: PlayerState, at: number): boolean => at < step || status === 'finished'

function isDone(state: PlayerState, { step, at }: OwnStep, what: 'repetition' | 'set'): boolean {
  const isBrokenOff = state.brokenOff?.includes(at) ?? false
  return wasReached(state, at) && isOver(state, at) && !isBrokenOff && step.completes.includes(what)
}

/** Counted aloud, a set that was ended has all its impacts; counted by touch, as many as were touched. */
function impactsDone(state: PlayerState, own: readonly OwnStep[]): Pick<PartDone, 'sets' | 'impacts'> {
  const sets = own.filter(({ step }) => step.phase === 'impacts')
  return {
    sets: sets.filter((each) => isDone(state, each, 'set')).length,
    impacts: sets.reduce((sum, each) => {
      const touched = state.reached?.[each.at]
      return sum + (touched ?? (isDone(state, each, 'set') ? (each.step.count ?? 0) : 0))
    }, 0),
  }
}

/** Repetitions of each set; a set in own time that was broken off without a number is not known and left out. */
function setsDone(state: PlayerState, own: readonly OwnStep[]): Pick<PartDone, 'sets' | 'repetitionsPerSet'> {
  const bySet = [
    ...Map.groupBy(
      own.filter(({ step }) => step.phase !== 'rest'),
      ({ step }) => step.set,
    ).values(),
  ].map((steps) => {
    const last = steps.at(-1)
    return { times: timesOf(state, steps), isEnded: last !== undefined && isOver(state, last.at) }
  })
  const known = bySet.flatMap(({ times }) => (times === null || times === 0 ? [] : [times]))
  return {
    sets: bySet.filter(({ times, isEnded }) => isEnded && times !== null && times > 0).length,
    ...(known.length === 0 ? {} : { repetitionsPerSet: known }),
  }
}

function timesOf(state: PlayerState, steps: readonly OwnStep[]): number | null {
  const [first] = steps
  if (first?.step.phase !== 'repetitions') return steps.filter((each) => isDone(state, each, 'repetition')).length
  const given = state.reached?.[first.at]
  return given ?? (isDone(state, first, 'set') ? first.step.count : null)
}

function loadOf({ loadKilograms, holdSeconds }: Extract<SessionPart, { kind: 'strength' }>) {
  return {
    ...(loadKilograms === null ? {} : { loadKilograms }),
    ...(holdSeconds === null ? {} : { holdSeconds }),
  }
}

function levelOf({ level }: Extract<SessionPart, { kind: 'impact' }>) {
  return level === undefined ? {} : { level }
}

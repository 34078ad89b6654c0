import type { SessionPart } from '@dosis/domain'

/** What the patient does during one step. */
export type Phase =
  | 'run'
  | 'walk'
  | 'effort'
  | 'recover'
  | 'down'
  | 'up'
  | 'hold'
  | 'rest'
  | 'move'
  | 'repetitions'
  | 'impacts'

/**
 * One step of a session. `seconds` null = the patient takes his own time and touches when ready.
 * `repetition` and `set` count from one; `lastOf` says what the end of the step completes, for the log.
 */
export interface Step {
  readonly part: number
  readonly phase: Phase
  readonly seconds: number | null
  readonly exercise: string | null
  readonly repetition: number | null
  readonly repetitions: number | null
  readonly set: number | null
  readonly sets: number | null
  /** How many times to do the movement during the step, where the patient counts along. */
  readonly count: number | null
  readonly breathe: 'out' | 'in' | null
  readonly completes: readonly ('repetition' | 'set' | 'part')[]
}

/** What the patient may choose before the start: how many intervals, between the bounds of the plan. */
export interface SessionChoice {
  readonly repetitions?: number
}

const plain = {
  exercise: null,
  repetition: null,
  repetitions: null,
  set: null,
  sets: null,
  count: null,
  breathe: null,
  completes: [],
} as const

/**
 * Lays a session out in steps, in the order in which they are done. No rest follows the last set of a part.
 * @throws {RangeError} repetitions outside the bounds of the plan
 */
export function timelineOf(parts: readonly SessionPart[], choice: SessionChoice = {}): Step[] {
  return parts.flatMap((part, index) => {
    const steps = stepsOf(part, index, choice)
    return steps.map((step, position) =>
      position === steps.length - 1 ? { ...step, completes: [...step.completes, 'part' as const] } : step,
    )
  })
}

function stepsOf(part: SessionPart, index: number, choice: SessionChoice): Step[] {
  switch (part.kind) {
    case 'intervals':
      return intervalSteps(part, index, choice.repetitions ?? part.repetitions)
    case 'strength':
      return strengthSteps(part, index)
    case 'impact':
      return impactSteps(part, index)
    case 'continuous':
      return [{ ...plain, part: index, phase: 'move', seconds: part.minutes * 60, exercise: part.exercise }]
  }
}

type PartOf<Kind extends SessionPart['kind']> = Extract<SessionPart, { kind: Kind }>

function intervalSteps(part: PartOf<'intervals'>, index: number, repetitions: number): Step[] {
  const { minRepetitions, maxRepetitions } = part
  if (!Number.isInteger(repetitions) || repetitions < minRepetitions || repetitions > maxRepetitions) {
    throw new RangeError(`timelineOf: needs ${minRepetitions} to ${maxRepetitions} repetitions, got ${repetitions}`)
  }
  const isRunWalk = part.exercise === undefined || part.exercise === 'run-walk'
  const exercise = part.exercise ?? 'run-walk'
  return Array.from({ length: repetitions }, (_, done) => {
    const common = { ...plain, part: index, exercise, repetition: done + 1, repetitions }
    return [
      { ...common, phase: isRunWalk ? ('run' as const) : ('effort' as const), seconds: part.runSeconds },
      {
        ...common,
        phase: isRunWalk ? ('walk' as const) : ('recover' as const),
        seconds: part.walkSeconds,
        completes: ['repetition' as const],
      },
    ]
  }).flat()
}

function strengthSteps(part: PartOf<'strength'>, index: number): Step[] {
  return setsOf(part.sets, part.restSeconds, index, part.exercise, (set) => {
    const common = { ...plain, part: index, exercise: part.exercise, set, sets: part.sets }
    const { secondsDown, secondsUp, holdSeconds, repetitions } = part
    if (secondsDown === null && secondsUp === null && holdSeconds === null) {
      return [{ ...common, phase: 'repetitions', seconds: null, repetitions, count: repetitions, completes: ['set'] }]
    }
    return Array.from({ length: repetitions }, (_, done) => {
      const breath = (way: 'out' | 'in') => (part.breathingCue ? way : null)
      const repetition = { ...common, repetition: done + 1, repetitions }
      const tempo: Step[] = []
      if (secondsDown !== null)
        tempo.push({ ...repetition, phase: 'down', seconds: secondsDown, breathe: breath('in') })
      if (holdSeconds !== null) tempo.push({ ...repetition, phase: 'hold', seconds: holdSeconds })
      if (secondsUp !== null) tempo.push({ ...repetition, phase: 'up', seconds: secondsUp, breathe: breath('out') })
      return tempo.map((step, position): Step => {
        if (position < tempo.length - 1) return step
        return { ...step, completes: done === repetitions - 1 ? ['repetition', 'set'] : ['repetition'] }
      })
    }).flat()
  })
}

function impactSteps(part: PartOf<'impact'>, index: number): Step[] {
  return setsOf(part.sets, part.restSeconds, index, part.exercise, (set) => [
    {
      ...plain,
      part: index,
      phase: 'impacts',
      seconds: null,
      exercise: part.exercise,
      set,
      sets: part.sets,
      count: part.impactsPerSet,
      completes: ['set'],
    },
  ])
}

function setsOf(
  sets: number,
  restSeconds: number | null,
  part: number,
  exercise: string,
  work: (set: number) => Step[],
): Step[] {
  return Array.from({ length: sets }, (_, done) => {
    const rest: Step = { ...plain, part, phase: 'rest', seconds: restSeconds, exercise, set: done + 1, sets }
    return done === sets - 1 ? work(done + 1) : [...work(done + 1), rest]
  }).flat()
}

/** @returns seconds that the session takes, or null when a step has no set time */
export function secondsOf(steps: readonly Step[]): number | null {
  let total = 0
  for (const { seconds } of steps) {
    if (seconds === null) return null
    total += seconds
  }
  return total
}

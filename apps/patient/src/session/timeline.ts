import type { Prescription, SessionPart } from '@dosis/domain'

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
  /** Breathes against the resistance of a trainer. */
  | 'breathe'
  /** Keeps balance: the time goes up, never down. */
  | 'balance'
  | 'repetitions'
  | 'impacts'
  /** Lets go between two holds. */
  | 'release'
  /** Reads how the next exercise goes. */
  | 'prepare'
  /** A few seconds to put the phone away and take position. */
  | 'get_ready'

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
  /** The other end where `count` is a range: as many as go well, up to here. */
  readonly upTo?: number
  readonly breathe: 'out' | 'in' | null
  readonly completes: readonly ('repetition' | 'set' | 'part')[]
}

/** What the patient may choose before the start: how many intervals, between the bounds of the plan. */
export interface SessionChoice {
  readonly repetitions?: number
  /** Whether an exercise starts with the effort (standing up from a chair) or with the way down (a push-up). */
  readonly isEffortFirst?: (exercise: string) => boolean
  /** What the session trains; balance is never led by a clock that counts down. */
  readonly modality?: Prescription['modality'] | null
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
      return strengthSteps(part, index, choice.isEffortFirst?.(part.exercise) ?? false)
    case 'impact':
      return impactSteps(part, index)
    case 'continuous':
      return [continuousStep(part, index, choice.modality ?? null)]
    // A goal for the whole day has no set time: the patient says when it is done.
    case 'steps':
      return [{ ...plain, part: index, phase: 'move', seconds: null, exercise: part.exercise }]
  }
}

function continuousStep(part: PartOf<'continuous'>, index: number, modality: SessionChoice['modality']): Step {
  const common = { ...plain, part: index, exercise: part.exercise }
  if (modality === 'balance') return { ...common, phase: 'balance', seconds: null }
  const isBreathing = modality === 'breathing' || part.percentPiMax !== undefined
  return { ...common, phase: isBreathing ? 'breathe' : 'move', seconds: part.minutes * 60 }
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

function strengthSteps(part: PartOf<'strength'>, index: number, isEffortFirst: boolean): Step[] {
  return setsOf(part.sets, part.restSeconds, index, part.exercise, (set) => {
    const common = { ...plain, part: index, exercise: part.exercise, set, sets: part.sets }
    const tempo = tempoOf(part, isEffortFirst)
    if (tempo.length === 0) {
      const { repetitions, upToRepetitions } = part
      const range = upToRepetitions === undefined ? {} : { upTo: upToRepetitions }
      return [
        {
          ...common,
          phase: 'repetitions',
          seconds: null,
          repetitions,
          count: repetitions,
          ...range,
          completes: ['set'],
        },
      ]
    }
    // Led to the top of the range; the patient ends the set earlier when it is enough.
    const repetitions = part.upToRepetitions ?? part.repetitions
    return Array.from({ length: repetitions }, (_, done) => {
      const isLast = done === repetitions - 1
      const moves = tempo.map((move, position): Step => {
        const step = { ...common, ...move, repetition: done + 1, repetitions }
        if (position < tempo.length - 1) return step
        return { ...step, completes: isLast ? ['repetition', 'set'] : ['repetition'] }
      })
      // Nobody prescribed how long to let go between two holds, so the patient takes his own time.
      const isHeldOnly = tempo.every(({ phase }) => phase === 'hold')
      if (!isHeldOnly || isLast) return moves
      return [...moves, { ...common, phase: 'release' as const, seconds: null, repetition: done + 1, repetitions }]
    }).flat()
  })
}

/** The moves of one repetition that have a set time, in the order in which this exercise does them. */
function tempoOf(part: PartOf<'strength'>, isEffortFirst: boolean): Pick<Step, 'phase' | 'seconds' | 'breathe'>[] {
  const { secondsDown, secondsUp, holdSeconds } = part
  const breath = (way: 'out' | 'in') => (part.breathingCue ? way : null)
  const down = secondsDown === null ? [] : [{ phase: 'down' as const, seconds: secondsDown, breathe: breath('in') }]
  const hold = holdSeconds === null ? [] : [{ phase: 'hold' as const, seconds: holdSeconds, breathe: null }]
  const up = secondsUp === null ? [] : [{ phase: 'up' as const, seconds: secondsUp, breathe: breath('out') }]
  return isEffortFirst ? [...up, ...hold, ...down] : [...down, ...hold, ...up]
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

/** Time to put the phone away and take position: a choice of ours that is no part of any dose. */
export const getReadySeconds = 5

const isOwnTime = (step: Step | undefined): boolean => step === undefined || step.seconds === null

/**
 * Puts in what a session needs around the work: before each further exercise a screen that says how it goes, and before
 * whatever runs on the clock after a touch a few seconds to take position.
 */
export function withPreparation(steps: readonly Step[]): Step[] {
  return steps.flatMap((step, index) => {
    const before = steps[index - 1]
    const isNewPart = before?.part !== step.part
    const added: Step[] = []
    const common = { ...plain, part: step.part, exercise: step.exercise, set: step.set, sets: step.sets }
    if (isNewPart && index > 0) added.push({ ...common, phase: 'prepare', seconds: null })
    const comesFromTouch = isNewPart || (isOwnTime(before) && before?.phase !== 'release')
    if (step.seconds !== null && step.phase !== 'rest' && comesFromTouch) {
      added.push({ ...common, phase: 'get_ready', seconds: getReadySeconds })
    }
    return [...added, step]
  })
}

/** Whether a step belongs to the dose; getting ready does not, and never enters the log. */
export function isWork({ phase }: Step): boolean {
  return phase !== 'prepare' && phase !== 'get_ready'
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

/** A move that follows the tempo of strength training. */
export function isTempo(phase: Phase): phase is 'down' | 'up' | 'hold' {
  return phase === 'down' || phase === 'up' || phase === 'hold'
}

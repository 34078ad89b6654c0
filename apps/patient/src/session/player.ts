import { isTempo, type Step } from './timeline.ts'

/**
 * The state of a running session. Times are milliseconds of a clock that the caller passes in, so that the player
 * itself never reads one. `stepStartedAt` moves along while paused, so that a pause never eats an interval.
 */
export interface PlayerState {
  readonly status: 'ready' | 'playing' | 'paused' | 'finished' | 'stopped'
  readonly step: number
  readonly stepStartedAt: number
  readonly pausedAt: number | null
  /** Milliseconds spent in each step; absent where it was never reached, null where it was passed over. */
  readonly spent: readonly (number | null)[]
  /** Impacts that the patient counted in this step. */
  readonly counted: number
  /** How many times the movement was done in a step that the patient counts himself, as he gave it. */
  readonly reached?: Readonly<Record<number, number>>
  /** Steps that the patient broke off because the set was enough: their time counts, the repetition does not. */
  readonly brokenOff?: readonly number[]
}

export type PlayerEvent =
  | { readonly kind: 'start'; readonly at: number }
  | { readonly kind: 'tick'; readonly at: number }
  | { readonly kind: 'pause'; readonly at: number }
  | { readonly kind: 'resume'; readonly at: number }
  /** The patient is ready with a step that has no set time, or skips a rest. */
  | { readonly kind: 'next'; readonly at: number }
  /** One impact, counted by a touch; the last one of the set ends it. */
  | { readonly kind: 'count'; readonly at: number }
  /** How many times it went in this set, as the patient gives it. */
  | { readonly kind: 'reached'; readonly at: number; readonly times: number }
  /** The set is enough: what remains of it is passed over and never logged as done. */
  | { readonly kind: 'end_set'; readonly at: number }
  | { readonly kind: 'stop'; readonly at: number }

export const readyPlayer: PlayerState = {
  status: 'ready',
  step: 0,
  stepStartedAt: 0,
  pausedAt: null,
  spent: [],
  counted: 0,
}

/**
 * Moves a session on. A tick that comes late (a phone that slept) passes through every step that is over by then, each
 * with exactly its own time; events that make no sense in a state change nothing.
 */
export function play(state: PlayerState, event: PlayerEvent, steps: readonly Step[]): PlayerState {
  switch (event.kind) {
    case 'start':
      if (state.status !== 'ready' || steps.length === 0) return state
      return { ...state, status: 'playing', stepStartedAt: event.at }
    case 'tick':
      return state.status === 'playing' ? passTime(state, event.at, steps) : state
    case 'pause': {
      const now = play(state, { kind: 'tick', at: event.at }, steps)
      return now.status === 'playing' ? { ...now, status: 'paused', pausedAt: event.at } : now
    }
    case 'resume': {
      if (state.status !== 'paused' || state.pausedAt === null) return state
      const asleep = Math.max(0, event.at - state.pausedAt)
      return { ...state, status: 'playing', stepStartedAt: state.stepStartedAt + asleep, pausedAt: null }
    }
    case 'next': {
      const now = play(state, { kind: 'tick', at: event.at }, steps)
      return now.status === 'playing' && maySkip(steps[now.step]) ? endStep(now, event.at, steps) : now
    }
    case 'count': {
      const goal = steps[state.step]?.count ?? null
      if (state.status !== 'playing' || goal === null) return state
      const counted = state.counted + 1
      const now = { ...state, counted, reached: { ...state.reached, [state.step]: counted } }
      return counted >= goal ? endStep(now, event.at, steps) : now
    }
    case 'reached': {
      const step = steps[state.step]
      if (state.status !== 'playing' || step?.phase !== 'repetitions' || step.count === null) return state
      if (!Number.isInteger(event.times) || event.times < 0 || event.times > (step.upTo ?? step.count)) return state
      return { ...state, reached: { ...state.reached, [state.step]: event.times } }
    }
    case 'end_set': {
      const now = play(state, { kind: 'tick', at: event.at }, steps)
      return now.status === 'playing' && mayEndSet(steps[now.step]) ? endSet(now, event.at, steps) : now
    }
    case 'stop': {
      const now = play(state, { kind: 'tick', at: event.at }, steps)
      if (now.status !== 'playing' && now.status !== 'paused') return now
      const until = now.pausedAt ?? event.at
      return { ...now, status: 'stopped', spent: spend(now, until), pausedAt: null }
    }
  }
}

/** Only a step without a set time, or a rest, ends by a touch: what was not done is never logged as done. */
export function maySkip(step: Step | undefined): boolean {
  return step !== undefined && (step.seconds === null || step.phase === 'rest')
}

/** A set that is led by its tempo may be ended at any moment; one in own time ends by its own button. */
export function mayEndSet(step: Step | undefined): boolean {
  return step !== undefined && step.set !== null && (isTempo(step.phase) || step.phase === 'release')
}

/** Goes to what follows the set: the rest, the next exercise or the end. */
function endSet(state: PlayerState, at: number, steps: readonly Step[]): PlayerState {
  const here = steps[state.step]
  const last = steps.findLastIndex(
    ({ part, set, phase }) => part === here?.part && set === here.set && (isTempo(phase) || phase === 'release'),
  )
  const brokenOff = [...(state.brokenOff ?? []), state.step]
  const spent = [...spend(state, at)]
  for (let passed = state.step + 1; passed <= last; passed += 1) spent[passed] = null
  return endStep({ ...state, step: last, brokenOff }, at, steps, spent)
}

function passTime(state: PlayerState, at: number, steps: readonly Step[]): PlayerState {
  let now = state
  while (now.status === 'playing') {
    const seconds = steps[now.step]?.seconds ?? null
    if (seconds === null) return now
    const endsAt = now.stepStartedAt + seconds * 1000
    if (at < endsAt) return now
    now = endStep(now, endsAt, steps)
  }
  return now
}

function endStep(
  state: PlayerState,
  at: number,
  steps: readonly Step[],
  spent: PlayerState['spent'] = spend(state, at),
): PlayerState {
  const isLast = state.step >= steps.length - 1
  return isLast
    ? { ...state, status: 'finished', spent, pausedAt: null }
    : { ...state, step: state.step + 1, stepStartedAt: at, spent, counted: 0 }
}

function spend(state: PlayerState, at: number): PlayerState['spent'] {
  const spent = [...state.spent]
  spent[state.step] = Math.max(0, at - state.stepStartedAt)
  return spent
}

/** @returns whole seconds left of the step, rounded up as a clock counts down; null when it has no set time */
export function secondsLeft(state: PlayerState, at: number, steps: readonly Step[]): number | null {
  const seconds = steps[state.step]?.seconds ?? null
  if (seconds === null) return null
  const now = state.status === 'ready' ? state.stepStartedAt : (state.pausedAt ?? at)
  return Math.max(0, Math.ceil((state.stepStartedAt + seconds * 1000 - now) / 1000))
}

/**
 * Moves the player along when the clock of the phone was set back: what was done stays done, and the step goes on with
 * the time that it had left.
 */
export function shiftClock(state: PlayerState, milliseconds: number): PlayerState {
  return {
    ...state,
    stepStartedAt: state.stepStartedAt + milliseconds,
    pausedAt: state.pausedAt === null ? null : state.pausedAt + milliseconds,
  }
}

/** What must be heard, felt or said when the state moves from one moment to the next. */
export type Cue =
  | { readonly kind: 'countdown'; readonly seconds: 3 | 2 | 1 }
  | { readonly kind: 'phase'; readonly step: number }
  | { readonly kind: 'finished' }
  | { readonly kind: 'stopped' }

/** Steps shorter than this have no countdown: a tempo of four seconds would be nothing but counting. */
const shortestCountedSeconds = 8

/** Whether 3-2-1 is counted down at the end of a step. */
export function isCountedDown({ seconds, phase }: Step): boolean {
  return seconds !== null && (seconds >= shortestCountedSeconds || phase === 'get_ready')
}

/** Finds the cues between two moments; a phone that slept hears only the phase that it wakes up in. */
export function cuesBetween(
  before: { readonly state: PlayerState; readonly at: number },
  after: { readonly state: PlayerState; readonly at: number },
  steps: readonly Step[],
): Cue[] {
  const started = before.state.status === 'ready' && after.state.status === 'playing'
  if (after.state.status === 'finished') return before.state.status === 'finished' ? [] : [{ kind: 'finished' }]
  if (after.state.status === 'stopped') return before.state.status === 'stopped' ? [] : [{ kind: 'stopped' }]
  if (after.state.status !== 'playing') return []
  if (started || after.state.step !== before.state.step) return [{ kind: 'phase', step: after.state.step }]

  const step = steps[after.state.step]
  const left = secondsLeft(after.state, after.at, steps)
  const leftBefore = secondsLeft(before.state, before.at, steps)
  if (step === undefined || !isCountedDown(step) || left === null || left === leftBefore) return []
  return left === 3 || left === 2 || left === 1 ? [{ kind: 'countdown', seconds: left }] : []
}

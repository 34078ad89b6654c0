import type { SessionPart } from '@dosis/domain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { doneOf } from './done-of.ts'
import {
  cuesBetween,
  type PlayerEvent,
  type PlayerState,
  play,
  readyPlayer,
  secondsLeft,
  shiftClock,
} from './player.ts'
import { getReadySeconds, secondsOf, type Step, timelineOf, withPreparation } from './timeline.ts'

const runWalk: SessionPart = {
  kind: 'intervals',
  level: 1,
  levels: 13,
  runSeconds: 15,
  walkSeconds: 120,
  repetitions: 6,
  minRepetitions: 6,
  maxRepetitions: 10,
}
const squat: SessionPart = {
  kind: 'strength',
  exercise: 'sit-to-stand',
  sets: 2,
  repetitions: 8,
  secondsDown: 4,
  secondsUp: 4,
  holdSeconds: null,
  restSeconds: 60,
  loadKilograms: null,
  breathingCue: true,
}
const stamp: SessionPart = { kind: 'impact', exercise: 'stamping', sets: 5, impactsPerSet: 10, restSeconds: null }

function run(steps: readonly Step[], ...events: readonly PlayerEvent[]): PlayerState {
  return events.reduce((state, event) => play(state, event, steps), readyPlayer)
}

test('intervals alternate running and walking, as often as the patient chose', () => {
  const steps = timelineOf([runWalk], { repetitions: 7 })
  expect(steps.map(({ phase }) => phase)).toEqual(Array.from({ length: 7 }, () => ['run', 'walk']).flat())
  expect(secondsOf(steps)).toBe(7 * (15 + 120))
})

test.each([5, 11, 6.5])('refuses %s repetitions, outside 6 to 10', (repetitions) => {
  expect(() => timelineOf([runWalk], { repetitions })).toThrow(RangeError)
})

test.each([6, 10])('accepts %s repetitions, a bound of 6 to 10', (repetitions) => {
  expect(timelineOf([runWalk], { repetitions })).toHaveLength(repetitions * 2)
})

test('a strength set goes down breathing in and up breathing out, and rests between sets only', () => {
  const steps = timelineOf([squat])
  expect(steps.slice(0, 2).map(({ phase, seconds, breathe }) => [phase, seconds, breathe])).toEqual([
    ['down', 4, 'in'],
    ['up', 4, 'out'],
  ])
  expect(steps.filter(({ phase }) => phase === 'rest')).toHaveLength(1)
  expect(steps).toHaveLength(2 * 8 * 2 + 1)
})

test('without a prescribed tempo the patient takes his own time for the whole set', () => {
  const steps = timelineOf([{ ...squat, secondsDown: null, secondsUp: null, restSeconds: null }])
  expect(steps.map(({ phase, seconds, count }) => [phase, seconds, count])).toEqual([
    ['repetitions', null, 8],
    ['rest', null, null],
    ['repetitions', null, 8],
  ])
})

test('impacts are counted per set and wait for a touch', () => {
  const steps = timelineOf([stamp])
  expect(steps.filter(({ phase }) => phase === 'impacts')).toHaveLength(5)
  const waiting = run(steps, { kind: 'start', at: 0 }, { kind: 'tick', at: 3_600_000 })
  expect(waiting.step).toBe(0)
  expect(play(waiting, { kind: 'next', at: 3_600_000 }, steps).step).toBe(1)
})

test('a phone that slept wakes up in the right interval, with the right time left', () => {
  const steps = timelineOf([runWalk])
  const state = run(steps, { kind: 'start', at: 1000 }, { kind: 'tick', at: 1000 + (15 + 120 + 15 + 20) * 1000 })
  expect(steps[state.step]?.phase).toBe('walk')
  expect(secondsLeft(state, 1000 + 170_000, steps)).toBe(100)
  expect(state.spent.slice(0, 3)).toEqual([15_000, 120_000, 15_000])
})

test('a pause eats nothing of the interval', () => {
  const steps = timelineOf([runWalk])
  const state = run(steps, { kind: 'start', at: 0 }, { kind: 'pause', at: 5000 }, { kind: 'resume', at: 65_000 })
  expect(secondsLeft(state, 65_000, steps)).toBe(10)
  const paused = run(steps, { kind: 'start', at: 0 }, { kind: 'pause', at: 5000 })
  expect(secondsLeft(paused, 999_000, steps)).toBe(10)
})

test('counts down 3-2-1 before a change, and names the new phase', () => {
  const steps = timelineOf([runWalk])
  const heard: string[] = []
  let before = { state: run(steps, { kind: 'start', at: 0 }), at: 0 }
  for (let at = 250; at <= 16_000; at += 250) {
    const after = { state: play(before.state, { kind: 'tick', at }, steps), at }
    for (const cue of cuesBetween(before, after, steps))
      heard.push(cue.kind === 'countdown' ? `${cue.seconds}` : cue.kind)
    before = after
  }
  expect(heard).toEqual(['3', '2', '1', 'phase'])
})

test('a tempo of four seconds is not counted down', () => {
  const steps = timelineOf([squat])
  const before = { state: run(steps, { kind: 'start', at: 0 }), at: 0 }
  const after = { state: play(before.state, { kind: 'tick', at: 1000 }, steps), at: 1000 }
  expect(cuesBetween(before, after, steps)).toEqual([])
})

test('a session that is stopped logs what was done, and counts no interval that was broken off', () => {
  const steps = timelineOf([runWalk])
  const state = run(steps, { kind: 'start', at: 0 }, { kind: 'stop', at: (135 + 15 + 30) * 1000 })
  expect(state.status).toBe('stopped')
  expect(doneOf(state, steps, [runWalk])).toEqual([
    { part: 0, kind: 'intervals', level: 1, repetitions: 1, seconds: 180 },
  ])
})

test('a finished session logs every part', () => {
  const parts = [runWalk, squat]
  const steps = timelineOf(parts)
  const state = run(steps, { kind: 'start', at: 0 }, { kind: 'tick', at: 10_000_000 })
  expect(state.status).toBe('finished')
  expect(doneOf(state, steps, parts)).toEqual([
    { part: 0, kind: 'intervals', level: 1, repetitions: 6, seconds: 810 },
    { part: 1, kind: 'strength', exercise: 'sit-to-stand', sets: 2, repetitionsPerSet: [8, 8], seconds: 188 },
  ])
})

test('parts that were never reached are not in the log', () => {
  const parts = [runWalk, squat]
  const steps = timelineOf(parts)
  const state = run(steps, { kind: 'start', at: 0 }, { kind: 'stop', at: 1000 })
  expect(doneOf(state, steps, parts).map(({ part }) => part)).toEqual([0])
})

test('an interval cannot be skipped, a rest can', () => {
  const steps = timelineOf([squat])
  const running = run(steps, { kind: 'start', at: 0 })
  expect(play(running, { kind: 'next', at: 1000 }, steps).step).toBe(0)
  const resting = run(steps, { kind: 'start', at: 0 }, { kind: 'tick', at: 70_000 })
  expect(steps[resting.step]?.phase).toBe('rest')
  expect(play(resting, { kind: 'next', at: 70_000 }, steps).step).toBe(resting.step + 1)
})

test('stopping while paused does not count the pause', () => {
  const steps = timelineOf([runWalk])
  const state = run(steps, { kind: 'start', at: 0 }, { kind: 'pause', at: 5000 }, { kind: 'stop', at: 500_000 })
  expect(doneOf(state, steps, [runWalk])[0]?.seconds).toBe(5)
})

test('whatever the ticks and pauses, no step lasts longer than prescribed and the order never changes', () => {
  const steps = timelineOf([runWalk, squat])
  const event = fc.record({
    wait: fc.integer({ min: 0, max: 200_000 }),
    kind: fc.constantFrom('tick', 'pause', 'resume' as const),
  })
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      let at = 0
      let state = play(readyPlayer, { kind: 'start', at }, steps)
      for (const { wait, kind } of events) {
        at += wait
        const next = play(state, { kind, at } as PlayerEvent, steps)
        expect(next.step).toBeGreaterThanOrEqual(state.step)
        state = next
      }
      state.spent.forEach((milliseconds, index) => {
        expect(milliseconds).toBeLessThanOrEqual((steps[index]?.seconds ?? 0) * 1000)
      })
    }),
  )
})

test('an exercise that starts with the effort goes up first', () => {
  const steps = timelineOf([squat], { isEffortFirst: (exercise) => exercise === 'sit-to-stand' })
  expect(steps.slice(0, 2).map(({ phase, breathe }) => [phase, breathe])).toEqual([
    ['up', 'out'],
    ['down', 'in'],
  ])
})

test('between holds that have no move of their own the patient lets go as long as needed', () => {
  const held = timelineOf([{ ...squat, sets: 1, repetitions: 3, secondsDown: null, secondsUp: null, holdSeconds: 4 }])
  expect(held.map(({ phase, seconds }) => [phase, seconds])).toEqual([
    ['hold', 4],
    ['release', null],
    ['hold', 4],
    ['release', null],
    ['hold', 4],
  ])
  expect(held.at(-1)?.completes).toEqual(['repetition', 'set', 'part'])
})

test('before the clock runs there is time to take position, and each further exercise is told first', () => {
  const steps = withPreparation(timelineOf([{ ...squat, sets: 1, repetitions: 1 }, stamp, runWalk]))
  expect(steps.slice(0, 6).map(({ phase, seconds }) => [phase, seconds])).toEqual([
    ['get_ready', getReadySeconds],
    ['down', 4],
    ['up', 4],
    ['prepare', null],
    ['impacts', null],
    ['rest', null],
  ])
  const intervals = steps.findIndex(({ part }) => part === 2)
  expect(steps.slice(intervals, intervals + 3).map(({ phase }) => phase)).toEqual(['prepare', 'get_ready', 'run'])
})

test('after a rest that ended by a touch there is time to take position, after one with a set time there is not', () => {
  const ownTime = withPreparation(timelineOf([{ ...squat, repetitions: 1, restSeconds: null }]))
  expect(ownTime.map(({ phase }) => phase)).toEqual(['get_ready', 'down', 'up', 'rest', 'get_ready', 'down', 'up'])
  const timed = withPreparation(timelineOf([{ ...squat, repetitions: 1 }]))
  expect(timed.map(({ phase }) => phase)).toEqual(['get_ready', 'down', 'up', 'rest', 'down', 'up'])
})

test('getting ready is counted down and never logged', () => {
  const steps = withPreparation(timelineOf([runWalk]))
  const started = { state: run(steps, { kind: 'start', at: 0 }), at: 1900 }
  const later = { state: play(started.state, { kind: 'tick', at: 2100 }, steps), at: 2100 }
  expect(cuesBetween(started, later, steps)).toEqual([{ kind: 'countdown', seconds: 3 }])
  expect(doneOf(play(later.state, { kind: 'stop', at: 3000 }, steps), steps, [runWalk])).toEqual([])
  const stopped = play(later.state, { kind: 'stop', at: (getReadySeconds + 15 + 10) * 1000 }, steps)
  expect(doneOf(stopped, steps, [runWalk])[0]?.seconds).toBe(25)
})

test.each([
  [9, 0, 9],
  [10, 1, 0],
  [11, 1, 0],
])('after %i counted impacts of ten the step is %i and the count %i', (touches, step, counted) => {
  const steps = timelineOf([stamp])
  const touched = Array.from({ length: touches }, (_, index): PlayerEvent => ({ kind: 'count', at: index }))
  const state = run(steps, { kind: 'start', at: 0 }, ...touched)
  expect([state.step, state.counted]).toEqual([step, counted])
})

test('a clock that is set back loses nothing of the interval', () => {
  const steps = timelineOf([runWalk])
  const state = run(steps, { kind: 'start', at: 100_000 }, { kind: 'tick', at: 105_000 })
  expect(secondsLeft(shiftClock(state, -90_000), 15_000, steps)).toBe(10)
})

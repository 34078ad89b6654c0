import type { SessionPart } from '@dosis/domain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cuesBetween, doneOf, type PlayerEvent, type PlayerState, play, readyPlayer, secondsLeft } from './player.ts'
import { secondsOf, type Step, timelineOf } from './timeline.ts'

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
    { part: 1, kind: 'strength', sets: 2, seconds: 188 },
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

import type { SessionPart } from '@dosis/domain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { doneOf } from './done-of.ts'
import { mayEndSet, type PlayerEvent, type PlayerState, play, readyPlayer } from './player.ts'
import { type Step, timelineOf, withPreparation } from './timeline.ts'

type Strength = Extract<SessionPart, { kind: 'strength' }>

const press: Strength = {
  kind: 'strength',
  exercise: 'leg-press',
  sets: 3,
  repetitions: 8,
  upToRepetitions: 12,
  secondsDown: null,
  secondsUp: null,
  holdSeconds: null,
  restSeconds: null,
  loadKilograms: 40,
  breathingCue: true,
}
const slow: Strength = { ...press, sets: 2, repetitions: 6, upToRepetitions: 8, secondsDown: 4, secondsUp: 4 }
const back: Strength = { ...press, exercise: 'back-extension-sitting', sets: 1, repetitions: 3, upToRepetitions: 5 }
const held: Strength = { ...back, holdSeconds: 3, loadKilograms: null }
const stamp: SessionPart = {
  kind: 'impact',
  exercise: 'stamping',
  sets: 5,
  impactsPerSet: 10,
  restSeconds: null,
  level: 1,
  levels: 5,
}

const at = (second: number) => second * 1000
function run(steps: readonly Step[], ...events: readonly PlayerEvent[]): PlayerState {
  return events.reduce((state, event) => play(state, event, steps), play(readyPlayer, { kind: 'start', at: 0 }, steps))
}

test('a set in own time logs as many times as the patient gives, and as prescribed when nothing is given', () => {
  const steps = timelineOf([press])
  const state = run(
    steps,
    { kind: 'reached', at: 1, times: 12 },
    { kind: 'next', at: at(40) },
    { kind: 'next', at: at(100) },
    { kind: 'next', at: at(140) },
    { kind: 'next', at: at(200) },
    { kind: 'reached', at: at(210), times: 5 },
    { kind: 'next', at: at(240) },
  )
  expect(state.status).toBe('finished')
  expect(doneOf(state, steps, [press])).toEqual([
    {
      part: 0,
      kind: 'strength',
      exercise: 'leg-press',
      sets: 3,
      repetitionsPerSet: [12, 8, 5],
      loadKilograms: 40,
      seconds: 240,
    },
  ])
})

test.each([-1, 13, 7.5])('a set of at most twelve is never logged as %s times', (times) => {
  const steps = timelineOf([press])
  expect(run(steps, { kind: 'reached', at: 1, times }).reached).toBeUndefined()
})

test('a tempo leads to the top of the range; a set that is ended earlier counts only what was over', () => {
  const steps = timelineOf([slow])
  expect(steps.filter(({ set, phase }) => set === 1 && phase === 'up')).toHaveLength(8)
  const ended = run(steps, { kind: 'tick', at: at(6 * 8 + 5) }, { kind: 'end_set', at: at(6 * 8 + 5) })
  expect(steps[ended.step]?.phase).toBe('rest')
  expect(doneOf(ended, steps, [slow])[0]).toMatchObject({ sets: 1, repetitionsPerSet: [6], seconds: 53 })
})

test('a set that was ended before the first repetition was over is no set', () => {
  const steps = timelineOf([slow])
  const [done] = doneOf(run(steps, { kind: 'end_set', at: at(3) }), steps, [slow])
  expect(done).toMatchObject({ sets: 0 })
  expect(done).not.toHaveProperty('repetitionsPerSet')
})

test('a hold that was ended between two repetitions keeps those that were held, with how long', () => {
  const steps = timelineOf([held])
  const state = run(
    steps,
    { kind: 'tick', at: at(3) },
    { kind: 'next', at: at(5) },
    { kind: 'tick', at: at(8) },
    { kind: 'end_set', at: at(9) },
  )
  expect(state.status).toBe('finished')
  expect(doneOf(state, steps, [held])[0]).toMatchObject({ sets: 1, repetitionsPerSet: [2], holdSeconds: 3 })
})

test('a rest and an impact have no set to end', () => {
  const steps = timelineOf([slow, stamp])
  expect(steps.filter((step) => mayEndSet(step)).every(({ part }) => part === 0)).toBe(true)
  expect(mayEndSet(steps.find(({ phase }) => phase === 'rest'))).toBe(false)
})

test('impacts counted aloud are all there, those counted by touch as many as were touched', () => {
  const steps = timelineOf([stamp])
  const touched = Array.from({ length: 4 }, (): PlayerEvent => ({ kind: 'count', at: 1 }))
  const state = run(steps, { kind: 'next', at: 1 }, { kind: 'next', at: 2 }, ...touched, { kind: 'stop', at: 3 })
  expect(doneOf(state, steps, [stamp])[0]).toMatchObject({ exercise: 'stamping', level: 1, sets: 1, impacts: 14 })
})

test('a breathing session logs the resistance, and balance its own time', () => {
  const breathing: SessionPart = { kind: 'continuous', exercise: 'breathing-trainer', minutes: 15, percentPiMax: 20 }
  const steps = timelineOf([breathing], { modality: 'breathing' })
  expect(steps.map(({ phase, seconds }) => [phase, seconds])).toEqual([['breathe', 900]])
  expect(doneOf(run(steps, { kind: 'tick', at: at(900) }), steps, [breathing])[0]).toMatchObject({
    percentPiMax: 20,
    seconds: 900,
  })
  const balance: SessionPart = { kind: 'continuous', exercise: 'standing', minutes: 5 }
  const own = timelineOf([balance], { modality: 'balance' })
  expect(own.map(({ phase, seconds }) => [phase, seconds])).toEqual([['balance', null]])
  const paused = run(own, { kind: 'pause', at: at(60) }, { kind: 'resume', at: at(100) }, { kind: 'next', at: at(160) })
  expect(doneOf(paused, own, [balance])[0]?.seconds).toBe(120)
})

test('whatever is touched, nothing is logged that was not done, and the order of steps holds', () => {
  const parts = [slow, press, held, stamp]
  const steps = withPreparation(timelineOf(parts))
  const event = fc.record({
    wait: fc.integer({ min: 0, max: 60_000 }),
    kind: fc.constantFrom('tick', 'pause', 'resume', 'next', 'count', 'end_set' as const),
  })
  fc.assert(
    fc.property(fc.array(event, { maxLength: 120 }), (events) => {
      let now = 0
      let state = run(steps)
      for (const { wait, kind } of events) {
        now += wait
        const next = play(state, { kind, at: now }, steps)
        expect(next.step).toBeGreaterThanOrEqual(state.step)
        state = JSON.parse(JSON.stringify(next)) as PlayerState
      }
      for (const done of doneOf(state, steps, parts)) {
        const part = parts[done.part]
        if (part?.kind === 'strength') {
          expect(done.sets).toBeLessThanOrEqual(part.sets)
          for (const times of done.repetitionsPerSet ?? []) {
            expect(times).toBeLessThanOrEqual(part.upToRepetitions ?? part.repetitions)
          }
          const secondsEach = (part.secondsDown ?? 0) + (part.secondsUp ?? 0) + (part.holdSeconds ?? 0)
          const counted = (done.repetitionsPerSet ?? []).reduce((sum, times) => sum + times, 0)
          expect(done.seconds + 0.5).toBeGreaterThanOrEqual(secondsEach === 0 ? 0 : counted * secondsEach)
        }
        if (part?.kind === 'impact') expect(done.impacts).toBeLessThanOrEqual(part.sets * part.impactsPerSet)
      }
    }),
  )
})

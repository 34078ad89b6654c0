import { expect, test } from 'vitest'
import { play, readyPlayer } from './player.ts'
import { timelineOf } from './timeline.ts'
import { melodies, tonesAhead, vibrations } from './tones.ts'

const steps = timelineOf([
  {
    kind: 'intervals',
    level: 1,
    levels: 13,
    runSeconds: 15,
    walkSeconds: 60,
    repetitions: 6,
    minRepetitions: 6,
    maxRepetitions: 10,
  },
])

test('all tones of a session are laid ahead at once, so that they sound on a locked phone', () => {
  const state = play(readyPlayer, { kind: 'start', at: 0 }, steps)
  const tones = tonesAhead(state, 5000, steps)
  expect(tones.slice(0, 4)).toEqual([
    { inSeconds: 7, kind: 'count' },
    { inSeconds: 8, kind: 'count' },
    { inSeconds: 9, kind: 'count' },
    { inSeconds: 10, kind: 'walk' },
  ])
  expect(tones.at(-1)).toEqual({ inSeconds: 6 * 75 - 5, kind: 'finished' })
})

test('a pause has no tones', () => {
  const playing = play(readyPlayer, { kind: 'start', at: 0 }, steps)
  expect(tonesAhead(play(playing, { kind: 'pause', at: 1000 }, steps), 1000, steps)).toEqual([])
})

test('tones end at the step that waits for the patient', () => {
  const sets = timelineOf([{ kind: 'impact', exercise: 'stamping', sets: 2, impactsPerSet: 10, restSeconds: 10 }])
  const resting = play(play(readyPlayer, { kind: 'start', at: 0 }, sets), { kind: 'next', at: 0 }, sets)
  expect(tonesAhead(resting, 0, sets).map(({ kind }) => kind)).toEqual(['count', 'count', 'count', 'impacts'])
})

test('running and walking differ for the ear and for the hand', () => {
  expect(melodies.run).not.toEqual(melodies.walk)
  expect(vibrations.run).not.toEqual(vibrations.walk)
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parameters } from './fixture.ts'
import { runWalkLevels, runWalkProblems } from './run-walk-levels.ts'

test('makes 13 levels from 15 to 180 seconds of running with ever less walking', () => {
  const levels = runWalkLevels(parameters)
  expect(levels.map(({ runSeconds }) => runSeconds)).toEqual([15, 25, 40, 55, 70, 80, 95, 110, 125, 135, 150, 165, 180])
  expect(levels.map(({ walkSeconds }) => walkSeconds)).toEqual([
    165, 150, 140, 125, 110, 100, 85, 70, 55, 45, 30, 15, 15,
  ])
})

test('fits every session in 30 minutes, and 10 repetitions at every level that leads to another', () => {
  const levels = runWalkLevels(parameters)
  for (const { runSeconds, walkSeconds, repetitions } of levels)
    expect((runSeconds + walkSeconds) * repetitions).toBeLessThanOrEqual(30 * 60)
  expect(levels.slice(0, -1).every(({ repetitions }) => repetitions === 10)).toBe(true)
  expect(levels.at(-1)?.repetitions).toBe(9)
})

test('keeps its promises for any constants that it accepts', () => {
  const whole = (max: number) => fc.integer({ min: 1, max })
  const any = fc.record({
    levels: whole(20),
    runSecondsFirst: whole(120),
    runSecondsLast: whole(300),
    walkSecondsFirst: whole(300),
    walkSecondsLast: whole(120),
    stepSeconds: whole(10),
    repetitionsAtLeast: whole(8),
    repetitionsAtMost: whole(12),
    sessionMinutesAtMost: whole(60),
  })
  fc.assert(
    fc.property(any, (chosen) => {
      if (runWalkProblems(chosen).length > 0) {
        expect(() => runWalkLevels(chosen)).toThrow(RangeError)
        return
      }
      const levels = runWalkLevels(chosen)
      levels.forEach((level, index) => {
        const previous = levels[index - 1]
        expect(level.runSeconds).toBeGreaterThanOrEqual(previous?.runSeconds ?? 0)
        expect(level.walkSeconds).toBeLessThanOrEqual(previous?.walkSeconds ?? 300)
        expect((level.runSeconds + level.walkSeconds) * level.repetitions).toBeLessThanOrEqual(
          chosen.sessionMinutesAtMost * 60,
        )
      })
    }),
    { numRuns: 2000 },
  )
})

test.each([
  ['levels', 2, []],
  ['levels', 1, ['levels needs at least 2, got 1']],
  ['runSecondsLast', 15, []],
  ['runSecondsLast', 10, ['runSecondsLast is shorter than runSecondsFirst']],
  ['walkSecondsFirst', 15, []],
  ['walkSecondsLast', 200, ['walkSecondsLast is longer than walkSecondsFirst']],
  ['repetitionsAtLeast', 9, []],
  ['repetitionsAtLeast', 10, ['level 13: 10 repetitions do not fit in the session']],
  ['repetitionsAtLeast', 11, ['repetitionsAtLeast is above repetitionsAtMost']],
  ['stepSeconds', 1, ['level 12: 10 repetitions do not fit in the session']],
  ['stepSeconds', 15, []],
  ['stepSeconds', 16, ['stepSeconds is longer than the shortest interval']],
  ['stepSeconds', 0, ['stepSeconds needs a whole number of at least 1, got 0']],
  ['levels', 2.5, ['levels needs a whole number of at least 1, got 2.5']],
])('says why no programme can be made: %s %d', (key, value, problems) => {
  expect(runWalkProblems({ ...parameters, [key]: value })).toEqual(problems)
})

test('names every constant that is no whole number, and every level in which too few repetitions fit', () => {
  expect(runWalkProblems({ ...parameters, levels: 0, stepSeconds: -1 })).toEqual([
    'levels needs a whole number of at least 1, got 0',
    'stepSeconds needs a whole number of at least 1, got -1',
  ])
  expect(() => runWalkLevels({ ...parameters, levels: 1, repetitionsAtLeast: 11 })).toThrow(
    new RangeError('runWalkLevels: levels needs at least 2, got 1; repetitionsAtLeast is above repetitionsAtMost'),
  )
})

test('the first and the last interval stay as given, the others are whole steps', () => {
  const levels = runWalkLevels({
    ...parameters,
    levels: 3,
    runSecondsFirst: 17,
    runSecondsLast: 58,
    walkSecondsFirst: 61,
    walkSecondsLast: 31,
  })
  expect(levels.map(({ runSeconds, walkSeconds }) => [runSeconds, walkSeconds])).toEqual([
    [17, 61],
    [35, 45],
    [58, 31],
  ])
})

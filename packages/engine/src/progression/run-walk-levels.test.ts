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
  ['levels', 1],
  ['runSecondsLast', 10],
  ['walkSecondsLast', 200],
  ['stepSeconds', 0],
  ['sessionMinutesAtMost', 20],
])('refuses constants from which no programme can be made: %s %i', (key, value) => {
  expect(runWalkProblems({ ...parameters, [key]: value })).not.toEqual([])
})

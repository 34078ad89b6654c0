import type { WeekSummary } from '@dosis/domain'
import { clinicTexts } from '@dosis/text'
import { expect, test } from 'vitest'
import { weekOf, weekStrips } from './week-strips.ts'

const week = (weekStartsOn: string, level: number | null = null): WeekSummary => ({
  weekStartsOn,
  planned: 3,
  done: 2,
  adherenceFraction: 2 / 3,
  meanEffortBorg: null,
  meanPainBefore: 3,
  meanPainAfter: 4,
  level,
  adverseEvents: 0,
})
const weeks = [week('2026-05-04'), week('2026-05-11'), week('2026-05-18')]

test('strips without a measurement are left out', () => {
  const titles = weekStrips(weeks, { t: clinicTexts.nl }).map(({ title }) => title)
  expect(titles).toEqual([clinicTexts.nl.followUp.sessions, clinicTexts.nl.followUp.pain])
})

test('a day belongs to the week it falls in, Monday first', () => {
  expect(weekOf(weeks, '2026-05-10')).toBe(0)
  expect(weekOf(weeks, '2026-05-11')).toBe(1)
  expect(weekOf(weeks, '2026-05-03')).toBeNull()
  expect(weekOf(weeks, '2026-05-25')).toBeNull()
})

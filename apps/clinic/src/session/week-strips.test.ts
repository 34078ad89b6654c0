import type { SessionLog, WeekSummary } from '@dosis/domain'
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
  const titles = weekStrips(weeks, [], { t: clinicTexts.nl }).map(({ title }) => title)
  expect(titles).toEqual([clinicTexts.nl.followUp.sessions, clinicTexts.nl.followUp.pain])
})

test('what sessions tell stands in their week, and the pain of a morning in that of the session before it', () => {
  const told = (sessionId: string, on: string, more: Partial<SessionLog>) =>
    ({ sessionId, on, parts: [], ...more }) as unknown as SessionLog
  const logs = [
    told('a', '2026-05-10', { fatigue: 4, parts: [{ part: 0, kind: 'steps', seconds: 0, steps: 4000 }] }),
    told('b', '2026-05-11', { fatigue: null, morningAfter: [{ sessionId: 'a', pain: 6 }] }),
    told('c', '2026-05-13', {
      fatigue: 2,
      parts: [
        { part: 0, kind: 'strength', seconds: 60, loadKilograms: 20 },
        { part: 1, kind: 'strength', seconds: 60, loadKilograms: 35 },
      ],
    }),
  ]
  const t = clinicTexts.nl.followUp
  const strips = weekStrips(weeks, logs, { t: clinicTexts.nl })
  const values = (title: string) => strips.find((strip) => strip.title === title)?.series[0]?.values
  expect(values(t.painNextMorning)).toEqual([6, null, null])
  expect(values(t.fatigue)).toEqual([4, 2, null])
  expect(values(t.steps)).toEqual([4000, null, null])
  expect(values(t.heaviest)).toEqual([null, 35, null])
})

test('a day belongs to the week it falls in, Monday first', () => {
  expect(weekOf(weeks, '2026-05-10')).toBe(0)
  expect(weekOf(weeks, '2026-05-11')).toBe(1)
  expect(weekOf(weeks, '2026-05-03')).toBeNull()
  expect(weekOf(weeks, '2026-05-25')).toBeNull()
})

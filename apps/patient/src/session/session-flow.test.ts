import type { PatientToday } from '@dosis/api'
import type { SessionTemplate } from '@dosis/domain'
import { expect, test } from 'vitest'
import { play } from './player.ts'
import type { RunningSession } from './running-session.ts'
import {
  beginSession,
  canOnlyBeClosed,
  choicesOfRepetitions,
  closeStill,
  endSession,
  logOf,
  pageToResume,
  reportOf,
  stepsOf,
  wakenSession,
} from './session-flow.ts'

const template: SessionTemplate = {
  id: 'run-walk',
  prescriptions: ['run-walk'],
  parts: [
    {
      kind: 'intervals',
      level: 1,
      levels: 13,
      runSeconds: 15,
      walkSeconds: 60,
      repetitions: 10,
      minRepetitions: 6,
      maxRepetitions: 10,
    },
  ],
}
const today = {
  patientId: 'p1',
  planId: 'plan',
  planVersion: 1,
  today: '2026-05-04',
  plan: null,
  pausedBecause: null,
} as PatientToday & { planId: string; planVersion: number }
const start = Date.parse('2026-05-04T09:00:00.000Z')
const minute = 60_000
/** Seconds to take position before the first interval. */
const ready = 5

const begun = (): RunningSession =>
  beginSession({
    today,
    template,
    answers: { painBefore: 3, repetitions: 6 },
    newId: () => 'id',
    now: start,
    at: start,
  })

test('a session begins at once, with a few seconds to take position', () => {
  const session = begun()
  expect(session.player.status).toBe('playing')
  expect(
    stepsOf(session)
      .slice(0, 3)
      .map(({ phase }) => phase),
  ).toEqual(['get_ready', 'run', 'walk'])
  expect(stepsOf(session).filter(({ phase }) => phase === 'run')).toHaveLength(6)
})

test('a phone that died finds its session paused where it was last seen to run, however late', () => {
  const aliveAt = start + (ready + 15 + 20) * 1000
  const session = wakenSession({ ...begun(), aliveAt })
  expect(session.player.status).toBe('paused')
  expect(stepsOf(session)[session.player.step]?.phase).toBe('walk')
  const resumed = play(session.player, { kind: 'resume', at: aliveAt + 500 * minute }, stepsOf(session))
  const ended = endSession({ ...session, player: resumed }, aliveAt + 500 * minute, 0)
  expect(logOf(ended, null, 0).parts[0]?.seconds).toBe(35)
})

test.each([
  [2 * 60 + 59, false],
  [3 * 60, false],
  [3 * 60 + 1, true],
])('after %i minutes of silence a session can only be closed: %s', (minutes, expected) => {
  expect(canOnlyBeClosed(begun(), today, start + minutes * minute)).toBe(expected)
})

test.each([
  [{ ...today, today: '2026-05-05' }],
  [{ ...today, planVersion: 2 }],
  [{ ...today, pausedBecause: 'paused' as const }],
])('a session of yesterday, of another plan or of a plan on hold can only be closed', (now) => {
  expect(canOnlyBeClosed(begun(), now, start + minute)).toBe(true)
})

test('what is closed is logged against the plan that it was begun under, and ends when it was last seen to run', () => {
  const closed = closeStill({ ...begun(), aliveAt: start + (ready + 75 + 15) * 1000 }, 1000)
  const log = logOf(closed, null, start + 90 * minute)
  expect(log).toMatchObject({
    planId: 'plan',
    planVersion: 1,
    completed: false,
    startedAt: '2026-05-04T09:00:00.000Z',
    endedAt: '2026-05-04T09:01:36.000Z',
    painBefore: 3,
    effortBorg: null,
  })
  expect(log.parts).toEqual([{ part: 0, kind: 'intervals', level: 1, repetitions: 1, seconds: 90 }])
})

test('a session that is stopped while paused logs the part of the interval that was done, and nothing of the pause', () => {
  const session = begun()
  const paused = play(session.player, { kind: 'pause', at: start + (ready + 15 + 30) * 1000 }, stepsOf(session))
  const ended = endSession({ ...session, player: paused }, start + 20 * minute, start + 20 * minute)
  expect(logOf(ended, null, 0).parts[0]).toEqual({ part: 0, kind: 'intervals', level: 1, repetitions: 0, seconds: 45 })
})

test('the questions go on where they were left', () => {
  const ended = endSession(begun(), start + minute, start + minute)
  const answered = (answers: Partial<RunningSession['answers']>) =>
    pageToResume({ ...ended, answers: { ...ended.answers, ...answers } })
  expect(pageToResume(begun())).toBe('play')
  expect(answered({})).toBe('effort')
  expect(answered({ effortBorg: 13 })).toBe('pain-after')
  expect(answered({ effortBorg: 13, painAfter: 2 })).toBe('wrong')
  expect(answered({ effortBorg: 13, painAfter: 2, wasWrong: 'yes' })).toBe('which')
  expect(answered({ effortBorg: 13, painAfter: 2, wasWrong: 'no' })).toBe('note')
})

test('harm is reported once it is known how bad it is; a sign of danger at once', () => {
  const session = { ...begun(), answers: { symptoms: ['fall'], description: ' pijn ', note: '' } }
  expect(reportOf(begun())).toBeNull()
  expect(reportOf(session)).toBeNull()
  expect(reportOf(session, true)).toMatchObject({ severity: 'severe', symptoms: ['fall'], description: 'pijn' })
  expect(reportOf({ ...session, answers: { ...session.answers, severity: 'mild' } })?.severity).toBe('mild')
})

test('a report keeps its id, however often it is made', () => {
  const session = { ...begun(), answers: { symptoms: ['fall'], description: '', note: '' } }
  expect(reportOf(session, true)?.eventId).toBe(reportOf(session, true)?.eventId)
})

test('where the plan leaves room, each number of repetitions can be chosen', () => {
  expect(choicesOfRepetitions(template.parts)).toEqual([6, 7, 8, 9, 10])
  expect(choicesOfRepetitions([])).toEqual([])
})

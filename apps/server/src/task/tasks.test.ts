import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PatientEvent } from '../patient/events.ts'
import { type Concern, organisationalDefaults, type Situation, tasksOf, upcomingSteps } from './tasks.ts'

const patientId = 'patient'
const timeZone = 'Europe/Amsterdam'
const start = Date.parse('2026-05-04T09:00:00.000Z')
const at = (minutes: number): string => new Date(start + minutes * 60_000).toISOString()

function situation(events: readonly PatientEvent[], more: Partial<Situation> = {}): Situation {
  return {
    patientId,
    timeZone,
    tasks: tasksOf(events),
    concerns: [],
    team: { owner: 'thea', hasOthers: true },
    seenAt: null,
    outcomeOf: () => 'released',
    ...more,
  }
}

/** What a job does, with a record that keeps an id once, as the database does. */
function doDue(events: PatientEvent[], minutes: number, more: Partial<Situation>): readonly string[] {
  const due = upcomingSteps(situation(events, more), organisationalDefaults).filter(({ dueAt }) => dueAt <= at(minutes))
  for (const { step } of due) {
    if (events.some(({ eventId }) => eventId === step.eventId)) continue
    events.push({ ...step, recordedAt: at(minutes) } as unknown as PatientEvent)
  }
  return due.map(({ step }) => step.kind)
}

const harm: Concern = { concern: 'harm', subject: 'harm-1', since: at(0) }

describe('harm that nobody looks at', () => {
  test.each([
    [239, []],
    [240, ['task.escalated']],
    [241, ['task.escalated']],
    [479, ['task.escalated']],
    [480, ['task.escalated', 'task.escalated']],
    [481, ['task.escalated', 'task.escalated']],
  ])('after %i minutes', (minutes, expected) => {
    const events: PatientEvent[] = []
    doDue(events, 0, { concerns: [harm] })
    expect(doDue(events, minutes, { concerns: [harm] })).toEqual(expected)
  })

  test.each([
    [-1, 1],
    [0, 0],
    [1, 0],
  ])('is escalated unless somebody looked: %i minutes from the report', (looked, escalated) => {
    const events: PatientEvent[] = []
    doDue(events, 0, { concerns: [harm] })
    expect(doDue(events, 240, { concerns: [harm], seenAt: at(looked) })).toHaveLength(escalated)
  })

  test('goes to the practice at once where the team has nobody else', () => {
    const events: PatientEvent[] = []
    const alone = { concerns: [harm], team: { owner: 'thea', hasOthers: false } }
    doDue(events, 0, alone)
    doDue(events, 1_000, alone)
    doDue(events, 2_000, alone)
    expect(tasksOf(events)).toMatchObject([{ owner: 'thea', dueAt: at(240), escalated: ['practice'] }])
  })
})

describe('an evaluation', () => {
  const due: Concern = { concern: 'evaluation', subject: '2026-10-20', since: '2026-10-19T22:00:00.000Z' }
  // Summer time ended on the 25th: the day of the reminder begins an hour later than seven times 24 hours.
  test.each([
    ['2026-10-26T22:59:59.999Z', 0],
    ['2026-10-26T23:00:00.000Z', 1],
    ['2026-10-26T23:00:00.001Z', 1],
  ])('is reminded of a week of days later: %s', (now, reminders) => {
    const events: PatientEvent[] = []
    doDue(events, 400_000, { concerns: [due] })
    const steps = upcomingSteps(situation(events, { concerns: [due] }), organisationalDefaults)
    expect(steps.filter(({ dueAt, step }) => step.kind === 'task.reminded' && dueAt <= now)).toHaveLength(reminders)
  })
})

const concernOf = fc.record({
  concern: fc.constantFrom('harm', 'red-flag'),
  subject: fc.constantFrom('one', 'two'),
})
const moments = fc.array(
  fc.record({
    minutesLater: fc.integer({ min: 0, max: 400 }),
    holds: fc.uniqueArray(concernOf, { selector: ({ concern, subject }) => `${concern} ${subject}` }),
    isSeen: fc.boolean(),
    workers: fc.integer({ min: 0, max: 3 }),
  }),
  { maxLength: 12 },
)

test('INV-51: each sign of danger has exactly one open task with an owner and a due time, that ends only with an outcome', () => {
  fc.assert(
    fc.property(moments, (story) => {
      const events: PatientEvent[] = []
      let minutes = 0
      let seenAt: string | null = null
      for (const { minutesLater, holds, isSeen, workers } of story) {
        minutes += minutesLater
        if (isSeen) seenAt = at(minutes)
        const concerns = holds.map((each) => ({ ...each, since: at(minutes) }))
        const before = tasksOf(events).filter(({ outcome }) => outcome === null)
        // Workers that saw the same record, one after the other.
        for (let worker = 0; worker < workers; worker += 1) doDue(events, minutes, { concerns, seenAt })
        const tasks = tasksOf(events)
        const open = tasks.filter(({ outcome }) => outcome === null)
        const key = ({ concern, subject }: Pick<Concern, 'concern' | 'subject'>) => `${concern} ${subject}`
        if (workers > 0) expect(open.map(key).sort()).toEqual(holds.map(key).sort())
        expect(new Set(open.map(key)).size).toBe(open.length)
        for (const { owner, dueAt, since, escalated } of open) {
          expect([owner, Date.parse(dueAt) - Date.parse(since)]).toEqual(['thea', 4 * 3_600_000])
          if (escalated.length > 0) expect(minutes).toBeGreaterThanOrEqual(240)
        }
        if (workers > 0)
          for (const task of before) {
            const unread = seenAt === null || seenAt < task.since
            const late = Date.parse(at(minutes)) - Date.parse(task.since) >= 4 * 3_600_000
            const now = tasks.find((each) => each.task === task.task)
            if (now?.outcome === null && unread && late) expect(now.escalated[0]).toBe('team')
            if (now?.outcome === null && !unread) expect(now.escalated).toEqual(task.escalated)
          }
      }
      const ids = events.map(({ eventId }) => eventId)
      expect(new Set(ids).size).toBe(ids.length)
    }),
  )
})

import {
  addDays,
  type AdverseEventReport,
  type Facts,
  type Plan,
  type Progress,
  type ProgressInput,
  type SessionLog,
} from '@dosis/domain'
import { progress } from '@dosis/engine'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { doesNotApply, must, overAll, runs } from '../../test-support/over-everybody.ts'
import { known } from '../../test-support/patients.ts'
import { type Differs, draft, inputOn, knowledge, logOn, plans, startsOn, stepGoalPlan } from './programme-plans.ts'

// The same promises as those of progress-properties.test.ts, each on 20,000 courses that are drawn once.

const backPain: Facts = {
  ...Object.fromEntries(Object.keys(knowledge.conditions).map((id) => [`condition-${id}`, known(false)])),
  'condition-chronic-low-back-pain': known(true),
  'low-back-pain-plays-a-role': known(true),
  'low-back-pain-weeks': known(20),
  'low-back-pain-most-days': known(true),
  'low-back-pain-exclusions': known([]),
  'age-years': known(40),
  smartphone: known(true),
  screening: known('pluis'),
  'bone-health-plays-a-role': known(false),
}
const everyPlan: readonly Plan[] = [...Object.values(plans), stepGoalPlan, draft(backPain, [], { startsOn })]
const ofTheHeart = new Set(
  everyPlan.filter(({ prescriptions }) =>
    prescriptions.some(({ adaptations }) => adaptations.includes('heart-failure-daily-check')),
  ),
)

/** A day of a course: how much of the session was done, and what was said and measured. */
interface Day extends Differs {
  readonly day: number
}

const score = fc.option(fc.integer({ min: 0, max: 10 }), { nil: null, freq: 12 })
const day: fc.Arbitrary<Day> = fc
  .record({
    day: fc.nat(13),
    completed: fc.constantFrom(true, true, true, false),
    isCalm: fc.constantFrom(true, true, true, false),
    painBefore: score,
    painAfter: score,
    weight: fc.constantFrom(70, 70, 70.9, 71.7, 71.8, 72.5, null),
    heartRate: fc.constantFrom(60, 60, 99, 100, 101, null),
    breath: fc.constantFrom(0, 1, 2, 3, null),
  })
  .map(({ isCalm, weight, heartRate, breath, ...rest }) =>
    isCalm
      ? { ...rest, ...calm }
      : { ...rest, before: { weightKilograms: weight, restingHeartRateBpm: heartRate, breathlessness: breath } },
  )
const calm = {
  painBefore: 2,
  painAfter: 2,
  fatigue: 2,
  before: { weightKilograms: 70, restingHeartRateBpm: 60, breathlessness: 1 },
} as const

interface Course {
  readonly plan: number
  readonly days: readonly Day[]
  readonly on: number
}

const steady = fc
  .array(fc.nat(9), { minLength: 11, maxLength: 11 })
  .map((each) => each.flatMap((skip, at): Day[] => (skip === 0 ? [] : [{ day: at, completed: true, ...calm }])))
const courses: fc.Arbitrary<Course> = fc.record({
  plan: fc.nat(everyPlan.length - 1),
  days: fc.oneof(fc.array(day, { maxLength: 8 }), steady),
  on: fc.nat(16),
})

function* shorter(course: Course): Generator<Course> {
  for (const at of course.days.keys()) yield { ...course, days: course.days.toSpliced(at, 1) }
}

const event = (parts: Partial<AdverseEventReport>): AdverseEventReport => ({
  eventId: 'event-1',
  on: startsOn,
  symptoms: ['muscle-soreness'],
  severity: 'mild',
  description: '',
  ...parts,
})

/** Rules that held for some course. */
const met = new Set<string>()

function answer(input: ProgressInput): Progress {
  const found = progress(input, knowledge)
  for (const { rule, truth } of found.why) if (truth === 'yes') met.add(rule)
  return found
}

const everybody = overAll(
  courses,
  ({ plan: at, days, on }, chance) => {
    const plan = everyPlan[at] as Plan
    const logs = [...days]
      .sort((left, right) => left.day - right.day)
      .reduce<readonly SessionLog[]>(
        (before, { day: done, ...differs }, index) => [
          ...before,
          { ...logOn(done, plan, differs, before), sessionId: `session-${index}` },
        ],
        [],
      )
    const input = inputOn(on, plan, logs)
    return {
      plan,
      logs,
      on,
      today: addDays(startsOn, on),
      chance,
      now: answer(input),
      with: (parts: Partial<ProgressInput>) => answer({ ...input, ...parts }),
    }
  },
  shorter,
)

const advances = ({ steps }: Progress): boolean => steps.some(({ action }) => action === 'advance')

everybody('INV-17: a step is one level at most, and no number passes its ceilings or its goal', ({ plan, now }) => {
  for (const { prescription: id, action, from, to, numbers = [] } of now.steps) {
    must((to ?? 0) - (from ?? 0) <= (action === 'advance' ? 1 : 0), () => `${action} from ${from} to ${to}`)
    const prescription = plan.prescriptions.find((one) => one.id === id)
    for (const { key, exercise, from: before, to: after } of numbers) {
      if (before === null || after === null) continue
      must(action === 'advance' || after <= before, () => `${action} raises ${key}`)
      if (exercise !== undefined) continue
      const ceilings = prescription?.dose[key]?.highest.map(({ value }) => value) ?? []
      must(after <= Math.max(before, ...ceilings, Math.min(...ceilings, Number.MAX_VALUE)), () => `${key} ${after}`)
      must(
        ceilings.every((most) => after <= Math.max(before, most)),
        () => `${key} ${after} above a ceiling`,
      )
    }
  }
})

everybody('INV-18: what was not done, or is not sent, or lies in the future, advances nothing', (of) => {
  const past = of.logs.filter(({ on }) => on <= of.today)
  must(same(of.with({ logs: past }), of.now), () => 'a session of the future counts')
  const broken = past.map((log) => ({ ...log, completed: false }))
  must(!advances(of.with({ logs: broken })), () => 'sessions that were broken off advance')
  must(!advances(of.with({ logs: [] })), () => 'nothing advances')
})

everybody('INV-19: harm that nobody has released stops every advance, wherever and whenever it was reported', (of) => {
  const on = addDays(startsOn, of.chance % (of.on + 1))
  const symptoms = [['muscle-soreness'], ['chest-pain'], ['something-nobody-knows']][of.chance % 3] ?? []
  const harm = event({ on, symptoms })
  const inLog = of.logs.map((log, at) => (at === 0 ? { ...log, adverseEvent: harm } : log))
  const reported = of.chance % 2 === 0 || of.logs.length === 0 || (of.logs[0]?.on ?? '') > of.today
  const found = reported ? of.with({ adverseEvents: [harm, harm] }) : of.with({ logs: inLog })
  must(!advances(found), () => `advances beside ${symptoms.join()}`)
  must(found.alerts.length === 1, () => `${found.alerts.length} alerts`)
})

everybody('INV-19: what was released elsewhere, or another event, lifts nothing', (of) => {
  const found = of.with({ adverseEvents: [event({})], released: ['event-2'] })
  must(!advances(found), () => 'advances')
})

everybody('INV-20: after 14 days without a session nothing rises and no level is higher than before', (of) => {
  const last = of.logs.at(-1)
  if (last === undefined) return doesNotApply
  const found = of.with({ on: addDays(last.on, 14 + (of.chance % 60)) })
  must(!advances(found), () => 'advances')
  for (const { from, to } of found.steps) must((to ?? 0) <= (from ?? 0), () => `from ${from} to ${to}`)
})

everybody('INV-22: pain above the limit that was agreed never lets the load rise', (of) => {
  const past = of.logs.filter(({ on }) => on <= of.today)
  const last = past.at(-1)
  if (last === undefined || !last.completed) return doesNotApply
  const painLimit = { afterAtMost: 3, settledNextMorning: false, reason: 'agreed', factIds: [] }
  const plan = { ...of.plan, prescriptions: of.plan.prescriptions.map((one) => ({ ...one, painLimit })) }
  const logs = past.map((log) => (log === last ? { ...log, painAfter: 4 + (of.chance % 7) } : log))
  must(!advances(of.with({ plan, logs, on: last.on })), () => 'advances')
})

everybody('INV-23: a sign of danger stops everything and is told, whatever else was done', (of) => {
  const signs = Object.values(knowledge.symptoms).filter(
    ({ class: kind, review }) => kind === 'stop' && review.state === 'active',
  )
  const sign = signs[of.chance % signs.length]?.id ?? ''
  const { steps, alerts } = of.with({ adverseEvents: [event({ symptoms: [sign] })] })
  for (const { action } of steps) must(action === 'stop', () => `${action} with ${sign}`)
  must(alerts.length === 1, () => `${alerts.length} alerts`)
})

everybody(
  'INV-24: heart failure that gets worse by weight or pulse stops, and what gets better clears nothing',
  (of) => {
    if (!ofTheHeart.has(of.plan)) return doesNotApply
    const last = of.logs.findLast(({ on }) => on <= of.today)
    if (last === undefined) return doesNotApply
    const before = { weightKilograms: 70, restingHeartRateBpm: of.chance % 2 === 0 ? 100 + (of.chance % 60) : 60 }
    const heavy = {
      ...last,
      sessionId: 'heavy',
      before: { ...before, weightKilograms: of.chance % 2 === 0 ? 70 : 120 },
    }
    const found = of.with({ logs: [...of.logs.filter((log) => log !== last), heavy] })
    const isRise = of.logs.some(
      ({ on, before: then, sessionId }) =>
        sessionId !== last.sessionId &&
        on < last.on &&
        on >= addDays(last.on, -3) &&
        typeof then?.weightKilograms === 'number',
    )
    if (of.chance % 2 === 1 && !isRise) return doesNotApply
    for (const { action } of found.steps) must(action === 'stop', () => `${action} at ${JSON.stringify(heavy.before)}`)
  },
)

everybody('INV-29: an evaluation that is more than a week late advances nothing', (of) => {
  const evaluation = { ...of.plan.evaluation, cycleWeeks: 6, nextDate: addDays(of.today, -8 - (of.chance % 50)) }
  must(!advances(of.with({ plan: { ...of.plan, evaluation }, evaluatedOn: null })), () => 'advances')
})

everybody('INV-31, INV-58: logs that arrive in another order, or twice, come to the same', (of) => {
  const at = of.chance % Math.max(1, of.logs.length)
  const turned = [...of.logs.slice(at), ...of.logs, ...of.logs.slice(0, at)].reverse()
  must(same(of.with({ logs: turned }), of.now), () => 'another step')
})

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

everybody('these courses come to an advance', ({ now }) => (advances(now) ? undefined : doesNotApply))
everybody('these courses come to a hold', ({ now }) =>
  now.steps.some(({ action }) => action === 'hold') ? undefined : doesNotApply,
)
everybody('these courses come to a stop', ({ now }) =>
  now.steps.some(({ action }) => action === 'stop') ? undefined : doesNotApply,
)

everybody('INV-19: after harm that was released the next step waits for a session', (of) => {
  const adverseEvents = [event({ on: of.today, symptoms: ['knee'], severity: 'moderate' })]
  must(!advances(of.with({ adverseEvents, released: ['event-1'] })), () => 'advances before a session was done')
})

everybody('INV-22: pain that is higher the next morning than before the session never lets the load rise', (of) => {
  const last = of.logs.findLast(({ on, completed }) => on <= of.today && completed)
  if (last === undefined) return doesNotApply
  const painLimit = { afterAtMost: 10, settledNextMorning: true, reason: 'agreed', factIds: [] }
  const plan = { ...of.plan, prescriptions: of.plan.prescriptions.map((one) => ({ ...one, painLimit })) }
  const morningAfter = [{ sessionId: last.sessionId, pain: 3 + (of.chance % 8) }]
  const next = { ...last, sessionId: 'next', on: addDays(last.on, 1), morningAfter }
  must(!advances(of.with({ plan, on: next.on, logs: [...of.logs, next] })), () => 'advances')
})

test('every rule about progress that may decide holds for some course', () => {
  const drafted = new Set(everyPlan.flatMap(({ prescriptions }) => prescriptions.map(({ progression }) => progression)))
  const kinds = Object.values(knowledge.symptoms).flatMap(({ review, class: kind }) =>
    review.state === 'active' ? [kind] : [],
  )
  const active = Object.values(knowledge.progressions)
    .filter(({ id }) => id === 'general' || drafted.has(id))
    .flatMap(({ id, rules }) =>
      rules
        .filter(({ review }) => review.state === 'active')
        // a class of which no symptom may decide yet, since its words wait for a clinician
        .filter(({ when }) => !('class' in when) || when.class === undefined || kinds.includes(when.class))
        .map((rule) => `${id}/${rule.id}`),
    )
  expect(runs < 5_000 ? [] : active.filter((rule) => !met.has(rule))).toEqual([])
})

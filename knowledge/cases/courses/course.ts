/** A plan and its logs in, a decision out: reads one vignette of a course and has the engine decide. */
import {
  type AdverseEventReport,
  addDays,
  type ChosenNumber,
  doseKeys,
  type Fact,
  type Facts,
  type PartDone,
  type Plan,
  type ProgressInput,
  type ProgressStep,
  type SessionLog,
} from '@dosis/domain'
import {
  boundsToday,
  currentLevels,
  measuredSigns,
  planAfterStep,
  progress,
  refusedNumbers,
  sessionsAtLevels,
} from '@dosis/engine'
import { z } from 'zod'
import {
  changesInLines,
  progressInLines,
  refusedInLines,
  rulesJudged,
  rulesOf,
  signsInLines,
} from '../../../test-support/progress-in-lines.ts'
import {
  draftGiven,
  type Given,
  givenFor,
  knowledge,
  logOn,
  type ProgrammeId,
  runWalkGiven,
  startsOn,
  stepGoalPlan,
} from '../../progressions/programme-plans.ts'

const day = z.int()
const score = z.number().min(0).max(10).nullable()
const event = z.strictObject({
  id: z.string(),
  symptoms: z.array(z.string()),
  severity: z.enum(['mild', 'moderate', 'severe']).default('mild'),
})
const perExercise = <Value extends z.ZodType>(value: Value) => z.union([value, z.record(z.string(), value)])

/** One line of the diary; what it leaves out is as usual. Days count from 0, a Monday, the first day of the plan. */
const lineSchema = z.strictObject({
  days: z.array(day).min(1),
  completed: z.boolean().default(true),
  effort: z.int().min(6).max(20).nullable().optional(),
  pain: z.tuple([score, score]).optional(), // before and after
  nextMorning: score.optional(), // told with the session after it
  fatigue: score.optional(),
  weight: z.number().nullable().optional(),
  pulse: z.int().nullable().optional(),
  breath: score.optional(),
  minutes: z.number().optional(),
  repetitions: z.int().nullable().optional(), // of a run-walk session, or intervals
  sets: perExercise(z.array(z.int())).optional(), // repetitions in each set
  kilograms: perExercise(z.number().nullable()).optional(),
  holdSeconds: z.number().nullable().optional(),
  percentPiMax: z.number().optional(),
  steps: z.int().nullable().optional(),
  level: z.int().optional(),
  planVersion: z.int().optional(),
  event: event.optional(),
})
type Line = z.infer<typeof lineSchema>

const choiceSchema = z.strictObject({
  doses: z
    .partialRecord(z.enum(doseKeys), z.union([z.number(), z.strictObject({ value: z.number(), upTo: z.number() })]))
    .optional(),
  amounts: z.partialRecord(z.enum(doseKeys), z.number()).optional(),
  loads: z.record(z.string(), z.number()).optional(),
  order: z.array(z.string()).optional(),
  painLimit: z.strictObject({ afterAtMost: z.number(), settledNextMorning: z.boolean() }).optional(),
})
type Choice = z.infer<typeof choiceSchema>

/** What a vignette may say; what stands at the top of the file holds for each of its vignettes. */
export const courseSchema = z.strictObject({
  id: z.string(),
  plan: z.string(),
  therapist: choiceSchema.default({}),
  usually: lineSchema.omit({ days: true }).partial().default({}),
  diary: z.array(lineSchema),
  events: z.array(event.extend({ day })).default([]),
  released: z.array(z.string()).default([]),
  evaluatedOn: day.optional(),
  levelsSet: z.array(z.strictObject({ level: z.int(), day })).default([]),
  changedOn: day.optional(),
  since: z.record(z.string(), z.union([z.number(), z.boolean(), z.string()])).default({}), // facts that came later
  on: day,
  chosen: z
    .array(z.strictObject({ key: z.enum(doseKeys), exercise: z.string().optional(), value: z.number() }))
    .default([]),
  decision: z.array(z.string()),
})
export type Course = z.infer<typeof courseSchema>

/** What the engine answers: the whole decision in lines, and which rules it looked at beside those that it should. */
export function decide(course: Course) {
  const plan = planOf(course)
  const input = inputOf(course, plan)
  const answer = progress(input, knowledge)
  const [step] = answer.steps
  if (step === undefined) throw new RangeError(`decide: ${course.id} needs a plan with a prescription, got none`)
  const own = plan.prescriptions.map(({ progression }) => knowledge.progressions[progression ?? ''])
  return {
    decision: [
      ...progressInLines(answer),
      ...signsInLines(measuredSigns(input, knowledge)),
      ...afterwards(course, input, step, currentLevels(answer)),
    ],
    judged: rulesJudged(answer),
    toJudge: [knowledge.progressions['general'], ...own].flatMap((each) => (each === undefined ? [] : rulesOf(each))),
  }
}

/** The session of today, what the therapist may not choose, and the plan when the step is accepted. */
function afterwards(
  course: Course,
  input: ProgressInput,
  step: ProgressStep,
  levels: ReturnType<typeof currentLevels>,
): readonly string[] {
  const { plan } = input
  const chosen = course.chosen.map(
    ({ exercise, ...each }): ChosenNumber => ({ ...each, ...(exercise === undefined ? {} : { exercise }) }),
  )
  const refused = refusedNumbers(step, chosen, input)
  return [
    ...changesInLines(plan, { ...plan, sessions: sessionsAtLevels(plan, levels) }, 'today'),
    ...refusedInLines(refused),
    ...(refused.length > 0 ? [] : changesInLines(plan, planAfterStep(plan, step, levels, chosen), 'then')),
  ]
}

function givenOf({ plan, therapist }: Pick<Course, 'plan' | 'therapist'>): Given | null {
  if (plan === 'step-goal') return null
  const given = plan === 'run-walk' ? runWalkGiven : givenFor[plan as ProgrammeId]
  if (given === undefined) throw new RangeError(`givenOf: needs the plan of a programme, got "${plan}"`)
  return withChoice(given, therapist)
}

function withChoice(given: Given, { doses = {}, amounts, loads, order, painLimit }: Choice): Given {
  const own = Object.fromEntries(
    Object.entries(doses).map(([key, value]) => [key, typeof value === 'number' ? { value } : value]),
  )
  const steps = {
    ...given.steps,
    ...(amounts === undefined ? {} : { amounts }),
    ...(loads === undefined ? {} : { loads }),
    ...(order === undefined ? {} : { order }),
    ...(painLimit === undefined ? {} : { painLimit: { ...painLimit, reason: 'agreed' } }),
  }
  return { ...given, doses: { ...given.doses, ...own }, steps }
}

function planOf(course: Course): Plan {
  const given = givenOf(course)
  return given === null ? stepGoalPlan : draftGiven(given)
}

function inputOf(course: Course, plan: Plan): ProgressInput {
  const { events, released, evaluatedOn, levelsSet, changedOn, since, on } = course
  const [first] = plan.prescriptions
  const prescription = first?.id ?? ''
  return {
    on: addDays(startsOn, on),
    plan,
    planVersion: 1,
    logs: logsOf(course, plan),
    adverseEvents: events.map((each) => reportOf(each, each.day)),
    released,
    levelsSet: levelsSet.map(({ level, day: of }) => ({ prescription, level, on: addDays(startsOn, of) })),
    ...(evaluatedOn === undefined ? {} : { evaluatedOn: addDays(startsOn, evaluatedOn) }),
    ...(changedOn === undefined ? {} : { changedOn: { [prescription]: addDays(startsOn, changedOn) } }),
    ...(Object.keys(since).length === 0 ? {} : boundsToday(plan, draftSince(course))),
  }
}

/** The plan that comes out with the facts that are known now. */
function draftSince(course: Course): Plan {
  const given = givenOf(course)
  if (given === null) throw new RangeError(`draftSince: ${course.id} needs a plan of a form, got the step goal`)
  const observedOn = addDays(startsOn, course.on)
  const later: Facts = Object.fromEntries(
    Object.entries(course.since).map(([id, value]): [string, Fact] => [id, { state: 'known', value, observedOn }]),
  )
  return draftGiven({ ...given, facts: { ...given.facts, ...later } })
}

function logsOf({ diary, usually }: Course, plan: Plan): readonly SessionLog[] {
  const sessions = diary
    .flatMap(({ days, ...line }) => days.map((of) => ({ day: of, line: { ...usually, ...defined(line) } })))
    .toSorted((left, right) => left.day - right.day)
  const logs = sessions.reduce<readonly SessionLog[]>(
    (earlier, { day: of, line }) => [...earlier, ofItsOwn(logOf(of, line, plan, earlier), earlier)],
    [],
  )
  return logs.map((log, at) => withMorning(log, sessions[at - 1]?.line.nextMorning, logs[at - 1]))
}

/** A second session of one day has an id of its own. */
function ofItsOwn(log: SessionLog, earlier: readonly SessionLog[]): SessionLog {
  const sameDay = earlier.filter(({ on }) => on === log.on).length
  return sameDay === 0 ? log : { ...log, sessionId: `${log.sessionId}-${sameDay + 1}` }
}

type Said = Omit<Line, 'days'>

function logOf(of: number, line: Said, plan: Plan, earlier: readonly SessionLog[]): SessionLog {
  const { completed, effort = null, pain: [painBefore, painAfter] = [null, null], fatigue = null } = line
  const { weight, pulse, breath, planVersion = 1 } = line
  const before = defined({ weightKilograms: weight, restingHeartRateBpm: pulse, breathlessness: breath })
  const log = logOn(of, plan, { completed, effortBorg: effort, painBefore, painAfter, fatigue, before }, earlier)
  return {
    ...log,
    planVersion,
    parts: log.parts.map((part) => partOf(part, line)),
    adverseEvent: line.event === undefined ? null : reportOf(line.event, of),
  }
}

/** What was done of a part: what the line says, else in full; null = not logged. */
function partOf(done: PartDone, line: Said): PartDone {
  const { minutes, repetitions, sets, kilograms, holdSeconds, percentPiMax, steps, level } = line
  const own = <Value>(value: Value | Readonly<Record<string, Value>> | undefined) =>
    isRecord(value) ? (value as Record<string, Value>)[done.exercise ?? ''] : value
  const said = defined({
    seconds: minutes === undefined ? undefined : minutes * 60,
    repetitions,
    repetitionsPerSet: own(sets),
    loadKilograms: own(kilograms),
    holdSeconds,
    percentPiMax,
    steps,
    level,
  })
  const all = Object.entries({ ...done, ...said }).filter(([, value]) => value !== null)
  return Object.fromEntries(all) as unknown as PartDone
}

function withMorning(log: SessionLog, pain: number | null | undefined, before: SessionLog | undefined): SessionLog {
  if (before === undefined || pain === undefined) return log
  return { ...log, morningAfter: [{ sessionId: before.sessionId, pain }] }
}

function reportOf({ id, symptoms, severity }: z.infer<typeof event>, of: number): AdverseEventReport {
  return { eventId: id, on: addDays(startsOn, of), symptoms, severity, description: '' }
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Without what is left out. */
function defined<Of extends object>(of: Of): { [Key in keyof Of]: Exclude<Of[Key], undefined> } {
  return Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as never
}

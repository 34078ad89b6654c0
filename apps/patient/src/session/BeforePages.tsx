import type { PatientToday } from '@dosis/api'
import type { CheckBefore, Plan, SessionLog } from '@dosis/domain'
import { AnswerList, Button, QuantityField, ScaleField } from '@dosis/ui/patient'
import { Play } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Redirect, useLocation } from 'wouter'
import { forgetHere, keepHere, keptHere } from '../data/kept-here.ts'
import { newId } from '../data/new-id.ts'
import { usePhone } from '../data/phone-context.tsx'
import { ExerciseSteps } from '../exercise/ExerciseSteps.tsx'
import { goBack } from '../frame/go-back.ts'
import { Page } from '../frame/Page.tsx'
import { Question } from '../frame/Question.tsx'
import { useTexts } from '../frame/use-texts.ts'
import { Guidance } from '../reasons/Guidance.tsx'
import { guidedOf } from '../reasons/guided.ts'
import type { TemplateOn } from '../today/template-on.ts'
import { painSteps } from './borg-steps.ts'
import { asksCheckBefore, logOfCheck, morningToAsk, signsBefore } from './check-before.ts'
import { forgetMorning, keptMorning } from './kept-morning.ts'
import { minutesOfSession } from './minutes-of-session.ts'
import { keepRunningSession, type RunningSession } from './running-session.ts'
import { beginSession, choicesOfRepetitions, firstQuestion, isStepGoal, tellSteps } from './session-flow.ts'
import { sessionSound } from './session-sound.ts'

const beforePages = ['morning', 'pain', 'weight', 'heart', 'breath', 'times', 'steps', 'ready'] as const
export type BeforePage = (typeof beforePages)[number]

export function isBeforePage(page: string | undefined): page is BeforePage | undefined {
  return page === undefined || beforePages.some((each) => each === page)
}

/** Milliseconds of the phone's own clock, for the player. */
const phoneNow = (): number => Date.now()

/** What was answered on this day before the start; null = skipped, and so not known. */
interface BeforeDraft {
  readonly on?: string
  readonly sessionId?: string
  readonly morning?: number | null
  readonly pain?: number | null
  readonly weight?: number | null
  readonly heart?: number | null
  readonly breath?: number | null
  readonly repetitions?: number
  readonly steps?: number | null
}

const isBeforeDraft = (value: unknown): value is BeforeDraft => typeof value === 'object' && value !== null

/** Bounds of what a scale or a counter can show, to catch a slip of the finger; no judgement. */
const bounds = {
  weight: { min: 20, max: 400, decimals: 1 },
  heart: { min: 20, max: 250, decimals: 0 },
  steps: { min: 0, max: 100_000, decimals: 0 },
} as const

interface BeforePagesProps {
  readonly today: PatientToday
  readonly plan: Plan
  readonly turn: TemplateOn
  readonly home: string
  readonly page: BeforePage | undefined
  /** What was answered to the questions on which it depends whether the session may begin. */
  readonly check: CheckBefore
  readonly onBegin: (session: RunningSession) => void
  readonly onDanger: (symptoms: readonly string[]) => void
}

/** Each question on its own page, as far as the plan asks it; then how the first exercise goes, and it begins. */
export function BeforePages({ today, plan, turn, home, page: asked, check, onBegin, onDanger }: BeforePagesProps) {
  const { texts, formatNumber, formatDate } = useTexts()
  const { clock, knowledge, send } = usePhone()
  const [, go] = useLocation()
  const { template, content } = turn
  const guided = guidedOf(template, plan)
  const key = `dosis.before.${today.patientId}.${template.id}`
  const [draft, setDraft] = useState<BeforeDraft>(() => {
    const kept = keptHere(key, isBeforeDraft)
    return kept?.on === today.today ? kept : {}
  })
  const change = (changes: BeforeDraft) => {
    const next = { sessionId: newId(), ...draft, ...changes, on: today.today }
    keepHere(key, next)
    setDraft(next)
    return next
  }
  const choices = choicesOfRepetitions(template.parts)
  const intervals = template.parts.find((part) => part.kind === 'intervals')
  const planned = intervals?.kind === 'intervals' ? intervals.repetitions : undefined
  const repetitions =
    draft.repetitions !== undefined && choices.includes(draft.repetitions) ? draft.repetitions : planned
  const morning = morningToAsk(guided, [template.id], today.logs, today.today)
  /** Told on the morning itself: not asked again. */
  const told = morning === null ? null : keptMorning(today.patientId, morning.sessionId)
  const isGoal = isStepGoal(template)
  const checks = asksCheckBefore(plan)
  const isAsked: Readonly<Record<BeforePage, boolean>> = {
    morning: morning !== null && told === null,
    pain: !isGoal,
    weight: checks,
    heart: checks,
    breath: checks,
    times: choices.length > 0,
    steps: isGoal,
    ready: !isGoal,
  }
  const pages = beforePages.filter((each) => isAsked[each])
  const page = asked ?? pages[0] ?? 'ready'
  const onward = () => go(`${home}/${pages[pages.indexOf(page) + 1] ?? 'ready'}`)
  const back = goBack

  const beforeOf = ({ weight, heart, breath }: BeforeDraft): CheckBefore => ({
    ...(checks
      ? { weightKilograms: weight ?? null, restingHeartRateBpm: heart ?? null, breathlessness: breath ?? null }
      : {}),
    ...check,
  })
  const { planId, planVersion } = today
  if (planId === null || planVersion === null) return <Redirect to="/" replace />
  const withPlan = { ...today, planId, planVersion }

  /** The last measurement is in: whoever shows a sign of danger does not begin. */
  const judge = (answers: BeforeDraft) => {
    const sessionId = answers.sessionId ?? newId()
    const log: SessionLog = logOfCheck({
      today: withPlan,
      template: template.id,
      before: beforeOf(answers),
      sessionId,
      now: clock.now(),
    })
    const signs = signsBefore(sessionId, [...today.logs, log], plan, knowledge) ?? []
    if (signs.length === 0) {
      onward()
      return
    }
    forgetHere(key)
    void send({ id: sessionId, patientId: today.patientId, kind: 'log', log })
    onDanger(signs)
  }

  const newSession = (answers: BeforeDraft) =>
    beginSession({
      today: withPlan,
      template,
      content,
      answers: {
        painBefore: answers.pain ?? null,
        repetitions: choices.length > 0 ? (repetitions ?? null) : null,
        ...(checks || Object.keys(check).length > 0 ? { before: beforeOf(answers) } : {}),
        ...(morning === null
          ? {}
          : { morningAfter: [told ?? { sessionId: morning.sessionId, pain: answers.morning ?? null }] }),
      },
      newId,
      now: clock.now(),
      at: phoneNow(),
    })
  const keep = (session: RunningSession, next: string) => {
    keepRunningSession(session)
    forgetHere(key)
    if (told !== null) forgetMorning(today.patientId)
    onBegin(session)
    go(`${home}/${next}`, { replace: true })
  }
  const begin = () => {
    sessionSound.open()
    keep(newSession(draft), 'play')
  }
  const tell = (steps: number | null) => {
    const session = tellSteps(newSession(change({ steps })), steps, clock.now())
    keep(session, firstQuestion(session))
  }

  if (!pages.includes(page)) return <Redirect to={home} replace />
  switch (page) {
    case 'morning':
      return scale('morning', texts.morningPain(formatDate(morning?.morning ?? today.today, 'weekday')), texts.painEnds)
    case 'pain':
      return scale('pain', texts.painNow, texts.painEnds)
    case 'breath':
      return scale('breath', texts.breathlessNow, texts.breathlessEnds, judge)
    case 'weight':
      return quantity('weight', texts.weightNow, 'kg', undefined)
    case 'heart':
      return quantity('heart', texts.restingHeartRate, texts.perMinute, texts.restingHeartRateHint)
    case 'steps':
      return quantity('steps', texts.stepsTaken, texts.stepsUnit, texts.stepsHint, ({ steps }) => tell(steps ?? null))
    case 'times':
      return (
        <Question
          key="times"
          above={texts.before}
          question={texts.howMany}
          next={texts.next}
          isAnswered
          onNext={onward}
          onBack={back}
        >
          <AnswerList
            label={texts.howMany}
            labelHidden
            options={choices.map((count) => {
              const minutes = minutesOfSession(template, count)
              return {
                value: String(count),
                label: texts.times(formatNumber(count)),
                ...(minutes === null ? {} : { detail: texts.aboutMinutes(formatNumber(minutes)) }),
              }
            })}
            value={repetitions === undefined ? undefined : String(repetitions)}
            onChange={(value) => change({ repetitions: Number(value) })}
          />
        </Question>
      )
    case 'ready': {
      const [first] = template.parts
      return (
        <Page
          key="ready"
          title={texts.steps}
          onBack={back}
          action={
            <Button kind="primary" size="large" wide icon={Play} onClick={begin}>
              {texts.start}
            </Button>
          }
        >
          <div className="p-head">
            <p className="p-above">{texts.before}</p>
            <h1>{texts.steps}</h1>
          </div>
          {first !== undefined && <ExerciseSteps part={first} />}
          <Guidance guided={guided} level={2} />
        </Page>
      )
    }
  }

  function scale(
    what: 'morning' | 'pain' | 'breath',
    question: string,
    ends: { readonly none: string; readonly worst: string },
    next: (answers: BeforeDraft) => void = onward,
  ): ReactNode {
    const value = draft[what]
    return (
      <Question
        key={what}
        above={texts.before}
        question={question}
        next={texts.next}
        isAnswered={typeof value === 'number'}
        onNext={() => next(draft)}
        onBack={back}
        onSkip={() => next(change({ [what]: null }))}
      >
        <ScaleField
          as="grid"
          label={question}
          labelHidden
          steps={painSteps(ends)}
          value={value ?? undefined}
          onChange={(chosen) => change({ [what]: chosen })}
        />
      </Question>
    )
  }

  function quantity(
    what: 'weight' | 'heart' | 'steps',
    question: string,
    unit: string,
    hint: string | undefined,
    next: (answers: BeforeDraft) => void = onward,
  ): ReactNode {
    const value = draft[what]
    return (
      <Question
        key={what}
        above={what === 'steps' ? texts.today : texts.before}
        question={question}
        next={texts.next}
        isAnswered={typeof value === 'number'}
        onNext={() => next(draft)}
        onBack={back}
        onSkip={() => next(change({ [what]: null }))}
      >
        <QuantityField
          label={question}
          labelHidden
          hint={hint ?? texts.skipHint}
          unit={unit}
          {...bounds[what]}
          settle={0}
          value={value ?? undefined}
          onChange={(given) => change({ [what]: given ?? null })}
        />
      </Question>
    )
  }
}

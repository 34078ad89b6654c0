import type { PatientToday } from '@dosis/api'
import type { CheckBefore, DoseConstraint, Plan } from '@dosis/domain'
import { askedBeforeSession, beforeSession } from '@dosis/engine'
import { AnswerList, QuantityField } from '@dosis/ui/patient'
import { useState } from 'react'
import { Redirect, useLocation } from 'wouter'
import { newId } from '../data/new-id.ts'
import { usePhone } from '../data/phone-context.tsx'
import { goBack } from '../frame/go-back.ts'
import { Question } from '../frame/Question.tsx'
import { useTexts } from '../frame/use-texts.ts'
import { logOfCheck } from './check-before.ts'
import { NotNow } from './NotNow.tsx'

/** The questions on which it depends whether a session may begin, in their order, with what each answers. */
const asks = [
  { page: 'low-glucose', key: 'hadSevereLowGlucose' },
  { page: 'unwell', key: 'isUnwell' },
  { page: 'glucose', key: 'glucoseMillimolesPerLitre' },
  { page: 'ketones', key: 'hasSymptomsOrKetones' },
] as const satisfies readonly { readonly page: string; readonly key: keyof CheckBefore }[]
type Ask = (typeof asks)[number]
type AskPage = Ask['page']

export function isAskPage(page: string | undefined): page is AskPage | 'not-now' {
  return page === 'not-now' || asks.some((each) => each.page === page)
}

/** Bounds of a glucose in mmol/l: a number in mg/dl lies outside them. */
const glucoseBounds = { min: 1, max: 40, decimals: 1 } as const

interface MayBeginProps {
  readonly today: PatientToday
  readonly plan: Plan
  readonly template: string
  readonly home: string
  readonly page: string | undefined
  readonly check: CheckBefore
  readonly onCheck: (check: CheckBefore) => void
  readonly constraints: Readonly<Record<string, DoseConstraint>>
}

/** Asks what a rule of the plan must know before a session; without the answer, or with the wrong one, it does not begin. */
export function MayBegin({ today, plan, template, home, page, check, onCheck, constraints }: MayBeginProps) {
  const { texts } = useTexts()
  const { clock, send } = usePhone()
  const [, go] = useLocation()
  const rules = { constraints }
  const openAsks = (answers: CheckBefore) => {
    const keys = askedBeforeSession(answers, plan, rules)
    return asks.filter(({ key }) => keys.includes(key))
  }
  const pages = openAsks(check)

  if (page === 'not-now') {
    const begins = beforeSession(check, plan, rules)
    const last = pages.findLast(({ key }) => check[key] !== undefined)
    if (begins.outcome === 'begin' || last === undefined) return <Redirect to={home} replace />
    const again = () => {
      const { [last.key]: _, ...others } = check
      onCheck(others)
      go(`${home}/${last.page}`, { replace: true })
    }
    return <NotNow today={today} begins={begins} onAgain={again} />
  }
  const ask = pages.find((each) => each.page === page)
  if (ask === undefined) return <Redirect to={nextOf(check)} replace />

  const answer = (value: number | boolean | null) => {
    const answers = { ...check, [ask.key]: value }
    const { outcome } = beforeSession(answers, plan, rules)
    onCheck(answers)
    if (outcome === 'not_now') tell(answers)
    go(outcome === 'not_now' || value === null ? `${home}/not-now` : nextOf(answers))
  }
  return ask.page === 'glucose' ? (
    <Glucose given={check.glucoseMillimolesPerLitre ?? undefined} onAnswer={answer} />
  ) : (
    <YesOrNo key={ask.page} {...words(ask.page)} given={check[ask.key] ?? undefined} onAnswer={answer} />
  )

  /** The first question without an answer, or the rest of the session. */
  function nextOf(answers: CheckBefore): string {
    const next = openAsks(answers).find(({ key }) => (answers[key] ?? null) === null)
    return next === undefined ? home : `${home}/${next.page}`
  }

  /** The therapist sees why this session did not begin. */
  function tell(answers: CheckBefore): void {
    if (today.planId === null || today.planVersion === null) return
    const sessionId = newId()
    const log = logOfCheck({
      today: { ...today, planId: today.planId, planVersion: today.planVersion },
      template,
      before: answers,
      sessionId,
      now: clock.now(),
    })
    void send({ id: sessionId, patientId: today.patientId, kind: 'log', log })
  }

  function words(asked: Exclude<AskPage, 'glucose'>): { readonly question: string; readonly hint?: string } {
    switch (asked) {
      case 'low-glucose':
        return { question: texts.hadSevereLowGlucose, hint: texts.hadSevereLowGlucoseHint }
      case 'unwell':
        return { question: texts.isUnwell }
      case 'ketones':
        return { question: texts.hasSymptomsOrKetones, hint: texts.hasSymptomsOrKetonesHint }
    }
  }
}

interface YesOrNoProps {
  readonly question: string
  readonly hint?: string
  readonly given: boolean | undefined
  readonly onAnswer: (answer: boolean | null) => void
}

function YesOrNo({ question, hint, given, onAnswer }: YesOrNoProps) {
  const { texts } = useTexts()
  const [answer, setAnswer] = useState(given)
  return (
    <Question
      above={texts.before}
      question={question}
      next={texts.next}
      isAnswered={answer !== undefined}
      onNext={() => onAnswer(answer ?? null)}
      onBack={goBack}
      skip={texts.doNotKnow}
      onSkip={() => onAnswer(null)}
    >
      <AnswerList
        label={question}
        labelHidden
        {...(hint === undefined ? {} : { hint })}
        options={[
          { value: 'yes', label: texts.yes },
          { value: 'no', label: texts.no },
        ]}
        value={answer === undefined ? undefined : answer ? 'yes' : 'no'}
        onChange={(value) => setAnswer(value === 'yes')}
      />
    </Question>
  )
}

interface GlucoseProps {
  readonly given: number | undefined
  readonly onAnswer: (millimolesPerLitre: number | null) => void
}

function Glucose({ given, onAnswer }: GlucoseProps) {
  const { texts } = useTexts()
  const [value, setValue] = useState(given)
  return (
    <Question
      above={texts.before}
      question={texts.glucoseNow}
      next={texts.next}
      isAnswered={value !== undefined}
      onNext={() => onAnswer(value ?? null)}
      onBack={goBack}
      skip={texts.cannotMeasure}
      onSkip={() => onAnswer(null)}
    >
      <QuantityField
        label={texts.glucoseNow}
        labelHidden
        hint={texts.glucoseHint}
        unit="mmol/l"
        {...glucoseBounds}
        settle={0}
        value={value}
        onChange={setValue}
      />
    </Question>
  )
}

import type { PatientToday } from '@dosis/api'
import type { SessionTemplate } from '@dosis/domain'
import { AnswerList, Button, ScaleField } from '@dosis/ui/patient'
import { Play } from 'lucide-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { forgetHere, keepHere, keptHere } from '../data/kept-here.ts'
import { newId } from '../data/new-id.ts'
import { usePhone } from '../data/phone-context.tsx'
import { ExerciseSteps } from '../exercise/ExerciseSteps.tsx'
import { goBack } from '../frame/go-back.ts'
import { Page } from '../frame/Page.tsx'
import { Question } from '../frame/Question.tsx'
import { useTexts } from '../frame/use-texts.ts'
import { painSteps } from './borg-steps.ts'
import { minutesOfSession } from './minutes-of-session.ts'
import { keepRunningSession, type RunningSession } from './running-session.ts'
import { beginSession, choicesOfRepetitions } from './session-flow.ts'
import { sessionSound } from './session-sound.ts'

interface BeforeDraft {
  readonly pain?: number
  readonly repetitions?: number
}

const isBeforeDraft = (value: unknown): value is BeforeDraft => typeof value === 'object' && value !== null

interface BeforePagesProps {
  readonly today: PatientToday
  readonly template: SessionTemplate
  readonly home: string
  readonly page: 'pain' | 'times' | 'ready' | undefined
  readonly onBegin: (session: RunningSession) => void
}

/** Pain before, how often today where the plan leaves room, how the first exercise goes; then it begins. */
export function BeforePages({ today, template, home, page, onBegin }: BeforePagesProps) {
  const { texts, formatNumber } = useTexts()
  const { clock } = usePhone()
  const [, go] = useLocation()
  const key = `dosis.before.${today.patientId}.${template.id}`
  const [draft, setDraft] = useState<BeforeDraft>(() => keptHere(key, isBeforeDraft) ?? {})
  const change = (changes: BeforeDraft) => {
    const next = { ...draft, ...changes }
    keepHere(key, next)
    setDraft(next)
  }
  const choices = choicesOfRepetitions(template.parts)
  const intervals = template.parts.find((part) => part.kind === 'intervals')
  const planned = intervals?.kind === 'intervals' ? intervals.repetitions : undefined
  const repetitions =
    draft.repetitions !== undefined && choices.includes(draft.repetitions) ? draft.repetitions : planned

  const begin = () => {
    const { planId, planVersion } = today
    if (planId === null || planVersion === null) return
    sessionSound.open()
    const session = beginSession({
      today: { ...today, planId, planVersion },
      template,
      answers: { painBefore: draft.pain ?? null, repetitions: choices.length > 0 ? (repetitions ?? null) : null },
      newId,
      now: clock.now(),
      at: Date.now(),
    })
    keepRunningSession(session)
    forgetHere(key)
    onBegin(session)
    go(`${home}/play`, { replace: true })
  }

  if (page === 'times' && choices.length > 0) {
    return (
      <Question
        key="times"
        above={texts.before}
        question={texts.howMany}
        next={texts.next}
        isAnswered
        onNext={() => go(`${home}/ready`)}
        onBack={goBack}
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
  }
  if (page === 'ready') {
    const [first] = template.parts
    return (
      <Page
        key="ready"
        title={texts.steps}
        onBack={goBack}
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
      </Page>
    )
  }
  return (
    <Question
      key="pain"
      above={texts.before}
      question={texts.painNow}
      next={texts.next}
      isAnswered={draft.pain !== undefined}
      onNext={() => go(choices.length > 0 ? `${home}/times` : `${home}/ready`)}
      onBack={goBack}
    >
      <ScaleField
        as="grid"
        label={texts.painNow}
        labelHidden
        steps={painSteps(texts.painEnds)}
        value={draft.pain}
        onChange={(pain) => change({ pain })}
      />
    </Question>
  )
}

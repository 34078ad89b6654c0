import { AnswerList, ScaleField, TextArea } from '@dosis/ui/patient'
import type { ReactNode } from 'react'
import { Redirect, useLocation } from 'wouter'
import { usePhone } from '../data/phone-context.tsx'
import { goBack } from '../frame/go-back.ts'
import { Question } from '../frame/Question.tsx'
import { useTexts } from '../frame/use-texts.ts'
import { longestText, SeverityQuestion } from '../report/SeverityQuestion.tsx'
import { SymptomList } from '../report/SymptomList.tsx'
import { borgSteps, painSteps } from './borg-steps.ts'
import type { Answers, RunningSession } from './running-session.ts'
import { firstQuestion, type ScaleAfter, scalesAfter } from './session-flow.ts'

interface AfterPagesProps {
  readonly session: RunningSession
  readonly home: string
  readonly page: string
  /** Something to say above the first question. */
  readonly note: ReactNode
  readonly onAnswer: (answers: Partial<Answers>) => void
  /** What is wrong was told during the session, and is no sign of danger: the session ends here. */
  readonly onStopped: () => void
  readonly onDanger: () => void
  readonly onDone: () => void
}

/** How hard, how much pain, anything wrong: one question a page, then room for words. Each answer is kept at once. */
export function AfterPages({ session, home, page, note, onAnswer, onStopped, onDanger, onDone }: AfterPagesProps) {
  const { texts } = useTexts()
  const { knowledge } = usePhone()
  const [, go] = useLocation()
  const { answers } = session
  const { effortBorg, painAfter, fatigue, wasWrong, symptoms, severity } = answers
  /** Who stopped because something was wrong has told it already. */
  const afterScales = symptoms.length > 0 && wasWrong === undefined ? 'note' : 'wrong'
  const scales: readonly string[] = scalesAfter(session)
  const nextOf = (scale: ScaleAfter) => `${home}/${scales[scales.indexOf(scale) + 1] ?? afterScales}`
  const isFirst = scales[0] === page
  const hasSign = symptoms.some((id) => knowledge?.symptoms[id]?.class === 'stop')

  switch (page) {
    case 'effort':
      return (
        <Question
          key={page}
          above={texts.after}
          question={texts.effort}
          next={texts.next}
          isAnswered={typeof effortBorg === 'number'}
          onNext={() => go(nextOf('effort'))}
          onSkip={() => {
            onAnswer({ effortBorg: null })
            go(nextOf('effort'))
          }}
        >
          {note}
          <ScaleField
            label={texts.effort}
            labelHidden
            steps={borgSteps(texts.borg)}
            value={effortBorg ?? undefined}
            onChange={(value) => onAnswer({ effortBorg: value })}
          />
        </Question>
      )
    case 'pain-after':
      return (
        <Question
          key={page}
          above={texts.after}
          question={texts.painAfter}
          next={texts.next}
          isAnswered={typeof painAfter === 'number'}
          onNext={() => go(nextOf('pain-after'))}
          onBack={isFirst ? undefined : goBack}
          onSkip={() => {
            onAnswer({ painAfter: null })
            go(nextOf('pain-after'))
          }}
        >
          {isFirst && note}
          <ScaleField
            as="grid"
            label={texts.painAfter}
            labelHidden
            steps={painSteps(texts.painEnds)}
            value={painAfter ?? undefined}
            onChange={(value) => onAnswer({ painAfter: value })}
          />
        </Question>
      )
    case 'fatigue':
      return (
        <Question
          key={page}
          above={texts.after}
          question={texts.fatigueNow}
          next={texts.next}
          isAnswered={typeof fatigue === 'number'}
          onNext={() => go(nextOf('fatigue'))}
          onBack={goBack}
          onSkip={() => {
            onAnswer({ fatigue: null })
            go(nextOf('fatigue'))
          }}
        >
          <ScaleField
            as="grid"
            label={texts.fatigueNow}
            labelHidden
            steps={painSteps(texts.fatigueEnds)}
            value={fatigue ?? undefined}
            onChange={(value) => onAnswer({ fatigue: value })}
          />
        </Question>
      )
    case 'wrong':
      return (
        <Question
          key={page}
          above={texts.after}
          question={texts.anythingWrong}
          next={texts.next}
          isAnswered={wasWrong !== undefined}
          onNext={() => go(wasWrong === 'yes' ? `${home}/which` : `${home}/note`)}
          onBack={goBack}
        >
          <AnswerList
            label={texts.anythingWrong}
            labelHidden
            options={[
              { value: 'no', label: texts.nothingWrong },
              { value: 'yes', label: texts.somethingWrong },
            ]}
            value={wasWrong}
            onChange={(value) => onAnswer(value === 'no' ? { wasWrong: value, symptoms: [] } : { wasWrong: value })}
          />
        </Question>
      )
    case 'what':
    case 'which':
      return (
        <Question
          key={page}
          above={page === 'which' ? texts.after : texts.report}
          question={texts.whatWrong}
          next={texts.next}
          isAnswered={symptoms.length > 0}
          onNext={() => (hasSign ? onDanger() : go(page === 'what' ? `${home}/more` : `${home}/which-more`))}
          onBack={goBack}
        >
          <SymptomList chosen={symptoms} onChange={(chosen) => onAnswer({ symptoms: chosen })} />
        </Question>
      )
    case 'more':
    case 'which-more':
      if (symptoms.length === 0) return <Redirect to={`${home}/${page === 'more' ? 'what' : 'wrong'}`} replace />
      return (
        <Question
          key={page}
          above={page === 'which-more' ? texts.after : texts.report}
          question={texts.severity}
          next={texts.next}
          isAnswered={severity !== undefined}
          onNext={() => {
            if (severity === 'severe') onDanger()
            else if (page === 'more') {
              onStopped()
              go(`${home}/${firstQuestion(session)}`, { replace: true })
            } else go(`${home}/note`)
          }}
          onBack={goBack}
        >
          <SeverityQuestion
            severity={severity}
            description={answers.description}
            onSeverity={(value) => onAnswer({ severity: value })}
            onDescription={(description) => onAnswer({ description })}
          />
        </Question>
      )
    case 'note':
      return (
        <Question
          key={page}
          above={texts.after}
          question={texts.tellMore}
          next={texts.save}
          isAnswered
          onNext={onDone}
          onBack={goBack}
        >
          <TextArea
            label={texts.yourWords}
            hint={texts.tellMoreHint}
            value={answers.note}
            onChange={(value) => onAnswer({ note: value })}
            maxLength={longestText}
          />
        </Question>
      )
    default:
      return <Redirect to="/" replace />
  }
}

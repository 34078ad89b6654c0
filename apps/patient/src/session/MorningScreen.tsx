import type { PatientToday } from '@dosis/api'
import { ScaleField } from '@dosis/ui/patient'
import { useState } from 'react'
import { Redirect, useLocation } from 'wouter'
import { goBack } from '../frame/go-back.ts'
import { Question } from '../frame/Question.tsx'
import { useTexts } from '../frame/use-texts.ts'
import { painSteps } from './borg-steps.ts'
import { morningOfToday } from './check-before.ts'
import { keepMorning } from './kept-morning.ts'

/** How the pain is on the morning after a session, asked on that day. */
export function MorningScreen({ today }: { today: PatientToday }) {
  const { texts, formatDate } = useTexts()
  const [, go] = useLocation()
  const [pain, setPain] = useState<number>()
  const asked = morningOfToday(today)
  if (asked === null) return <Redirect to="/" replace />
  const question = texts.morningPain(formatDate(asked.morning, 'weekday'))
  const tell = (answer: number | null) => {
    keepMorning(today.patientId, { sessionId: asked.sessionId, pain: answer })
    go('/', { replace: true })
  }
  return (
    <Question
      question={question}
      next={texts.save}
      isAnswered={pain !== undefined}
      onNext={() => pain !== undefined && tell(pain)}
      onBack={goBack}
      onSkip={() => tell(null)}
    >
      <ScaleField
        as="grid"
        label={question}
        labelHidden
        steps={painSteps(texts.painEnds)}
        value={pain}
        onChange={setPain}
      />
    </Question>
  )
}

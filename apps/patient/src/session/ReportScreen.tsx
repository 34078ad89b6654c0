import type { PatientToday } from '@dosis/api'
import type { Symptom } from '@dosis/domain'
import { ButtonLink, PhoneScreen } from '@dosis/ui/patient'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { usePhone } from '../data/phone.tsx'
import { useTexts } from '../frame/use-texts.ts'
import { StopScreen } from './StopScreen.tsx'
import { SymptomQuestions } from './SymptomQuestions.tsx'

/** Something went wrong outside a session: tell it now. */
export function ReportScreen({ today }: { today: PatientToday }) {
  const { texts } = useTexts()
  const { send } = usePhone()
  const [, go] = useLocation()
  const [outcome, setOutcome] = useState<{ stops: readonly Symptom[] }>()

  if (outcome === undefined) {
    return (
      <SymptomQuestions
        on={today.today}
        onBack={() => go('/')}
        onReport={(report, stops) =>
          void send({ id: report.eventId, kind: 'report', report }).then(() => setOutcome({ stops }))
        }
      />
    )
  }
  if (outcome.stops.length > 0) return <StopScreen today={today} symptoms={outcome.stops} onDone={() => go('/')} />
  return (
    <PhoneScreen
      action={
        <ButtonLink kind="primary" size="large" wide href="#/">
          {texts.close}
        </ButtonLink>
      }
    >
      <h1>{texts.saved}</h1>
      <p>{texts.reportSent}</p>
    </PhoneScreen>
  )
}

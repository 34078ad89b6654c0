import type { PatientToday } from '@dosis/api'
import type { AdverseEventReport } from '@dosis/domain'
import { ButtonLink } from '@dosis/ui/patient'
import { useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { stopsHere } from '../data/day-of-phone.ts'
import { forgetHere, keepHere, keptHere } from '../data/kept-here.ts'
import { newId } from '../data/new-id.ts'
import { usePhone } from '../data/phone-context.tsx'
import { goBack } from '../frame/go-back.ts'
import { Page } from '../frame/Page.tsx'
import { Question } from '../frame/Question.tsx'
import { useTexts } from '../frame/use-texts.ts'
import { Advice } from './Advice.tsx'
import { Delivery } from './Delivery.tsx'
import { SeverityQuestion } from './SeverityQuestion.tsx'
import { SymptomList } from './SymptomList.tsx'

interface ReportDraft {
  readonly eventId: string
  readonly symptoms: readonly string[]
  readonly severity?: AdverseEventReport['severity']
  readonly description: string
}

function isReportDraft(value: unknown): value is ReportDraft {
  return typeof value === 'object' && value !== null && 'eventId' in value && 'symptoms' in value
}

const emptyDraft = (): ReportDraft => ({ eventId: newId(), symptoms: [], description: '' })

interface ReportScreenProps {
  readonly today: PatientToday
  readonly page: string | undefined
  readonly onDanger: (symptoms: readonly string[]) => void
}

/** Something went wrong outside a session: tell it now. What was filled in is kept until it is reported. */
export function ReportScreen({ today, page, onDanger }: ReportScreenProps) {
  const { texts } = useTexts()
  const { send, knowledge } = usePhone()
  const [, go] = useLocation()
  const key = `dosis.report.${today.patientId}`
  const [draft, setDraft] = useState<ReportDraft>(() => keptHere(key, isReportDraft) ?? emptyDraft())
  const [sent, setSent] = useState<AdverseEventReport>()
  const lastSent = useRef('')

  const change = (changes: Partial<ReportDraft>) => {
    const next = { ...draft, ...changes }
    keepHere(key, next)
    setDraft(next)
  }
  const reportWith = (severity: AdverseEventReport['severity']): AdverseEventReport => ({
    eventId: draft.eventId,
    on: today.today,
    symptoms: draft.symptoms,
    severity,
    description: draft.description.trim(),
  })
  const report = (finished: AdverseEventReport) => {
    if (lastSent.current === finished.eventId) return
    lastSent.current = finished.eventId
    setSent(finished)
    forgetHere(key)
    setDraft(emptyDraft())
    void send({ id: finished.eventId, patientId: today.patientId, kind: 'report', report: finished })
    if (stopsHere(finished, knowledge)) onDanger(finished.symptoms)
    else go('/report/sent', { replace: true })
  }

  if (sent !== undefined && page === 'sent') {
    return (
      <Page
        key="sent"
        title={texts.saved}
        action={
          <ButtonLink kind="primary" size="large" wide href="#/">
            {texts.close}
          </ButtonLink>
        }
      >
        <h1>{texts.reportThanks}</h1>
        <Delivery id={sent.eventId} sent={texts.reportSent} />
        <Advice symptoms={sent.symptoms} />
      </Page>
    )
  }
  if (page === 'more' && draft.symptoms.length > 0) {
    return (
      <Question
        key="more"
        above={texts.report}
        question={texts.severity}
        next={texts.reportIt}
        isAnswered={draft.severity !== undefined}
        onNext={() => draft.severity !== undefined && report(reportWith(draft.severity))}
        onBack={goBack}
      >
        <SeverityQuestion
          severity={draft.severity}
          description={draft.description}
          onSeverity={(severity) => change({ severity })}
          onDescription={(description) => change({ description })}
        />
      </Question>
    )
  }
  return (
    <Question
      key="what"
      above={texts.report}
      question={texts.whatWrong}
      next={texts.next}
      isAnswered={draft.symptoms.length > 0}
      onNext={() => {
        const atOnce = reportWith('severe')
        const hasSign = draft.symptoms.some((id) => knowledge?.symptoms[id]?.class === 'stop')
        if (hasSign) report(atOnce)
        else go('/report/more')
      }}
      onBack={() => go('/')}
    >
      <SymptomList chosen={draft.symptoms} onChange={(symptoms) => change({ symptoms })} />
    </Question>
  )
}

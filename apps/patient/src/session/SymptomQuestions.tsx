import type { AdverseEventReport, IsoDate, Symptom } from '@dosis/domain'
import { AnswerList, Button, PhoneScreen, TextArea } from '@dosis/ui/patient'
import { type ReactNode, useState } from 'react'
import { usePhone } from '../data/phone.tsx'
import { useTexts } from '../frame/use-texts.ts'

interface SymptomQuestionsProps {
  readonly on: IsoDate
  readonly head?: ReactNode
  readonly onReport: (report: AdverseEventReport, stops: readonly Symptom[]) => void
  readonly onBack: () => void
}

/** What was wrong, how bad it is, and room to tell more. A sign of danger is answered at once, before anything else. */
export function SymptomQuestions({ on, head, onReport, onBack }: SymptomQuestionsProps) {
  const { texts, read } = useTexts()
  const { knowledge } = usePhone()
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [severity, setSeverity] = useState<AdverseEventReport['severity']>()
  const [description, setDescription] = useState('')
  const [page, setPage] = useState<'what' | 'more'>('what')

  const order = { stop: 0, tell: 1, mild: 2 }
  const known = Object.values(knowledge?.symptoms ?? {})
    .filter(({ review }) => review.state === 'active')
    .sort((left, right) => order[left.class] - order[right.class] || (left.id < right.id ? -1 : 1))
  const options = [
    ...known.map(({ id, names }) => ({ value: id, label: read(names) })),
    { value: 'other', label: texts.otherComplaint },
  ]
  const stops = known.filter(({ id, class: kind }) => kind === 'stop' && chosen.includes(id))

  const report = (severityNow: AdverseEventReport['severity']): AdverseEventReport => ({
    eventId: crypto.randomUUID(),
    on,
    symptoms: chosen,
    severity: severityNow,
    description: description.trim(),
  })

  if (page === 'what') {
    return (
      <PhoneScreen
        head={head}
        action={
          <Button
            kind="primary"
            size="large"
            wide
            disabled={chosen.length === 0}
            onClick={() => (stops.length > 0 ? onReport(report('severe'), stops) : setPage('more'))}
          >
            {texts.next}
          </Button>
        }
      >
        <AnswerList many label={texts.whatWrong} options={options} value={chosen} onChange={setChosen} />
        <Button kind="quiet" onClick={onBack}>
          {texts.back}
        </Button>
      </PhoneScreen>
    )
  }
  return (
    <PhoneScreen
      head={head}
      action={
        <Button
          kind="primary"
          size="large"
          wide
          disabled={severity === undefined}
          onClick={() => severity !== undefined && onReport(report(severity), [])}
        >
          {texts.next}
        </Button>
      }
    >
      <AnswerList
        label={texts.severity}
        options={(['mild', 'moderate', 'severe'] as const).map((value) => ({ value, label: texts.severities[value] }))}
        value={severity}
        onChange={setSeverity}
      />
      <TextArea
        label={texts.tellMore}
        hint={texts.tellMoreHint}
        value={description}
        onChange={setDescription}
        maxLength={2000}
      />
      <Button kind="quiet" onClick={() => setPage('what')}>
        {texts.back}
      </Button>
    </PhoneScreen>
  )
}

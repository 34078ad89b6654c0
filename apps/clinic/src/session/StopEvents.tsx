import type { AdverseEventRecord } from '@dosis/api'
import { Button, Notice, TextArea } from '@dosis/ui'
import { type FormEvent, useState } from 'react'
import { useKnowledge, useRecord } from '../data/context.tsx'
import { useKept } from '../data/kept.ts'
import { newId } from '../data/new-id.ts'
import { useRecordWrite } from '../data/records.ts'
import { Failure } from '../frame/Failure.tsx'
import { May } from '../frame/May.tsx'
import { useWords } from '../frame/words.ts'

/** Names the symptoms of a report in the reader's language. */
export function useSymptomNames(): (event: AdverseEventRecord) => string {
  const { t, pick } = useWords()
  const knowledge = useKnowledge()
  return ({ report }) => {
    const names = report.symptoms.map((id) => {
      const symptom = knowledge.symptoms[id]
      return symptom === undefined ? id : pick(symptom.names)
    })
    return names.join(', ') || t.followUp.event
  }
}

/** Events that stopped the training and that nobody has looked at: they stand before everything else. */
export function StopEvents() {
  const { adverseEvents } = useRecord()
  const waiting = adverseEvents.filter(({ stops, release }) => stops && release === null)
  return waiting.map((event) => <StopEvent key={event.report.eventId} event={event} />)
}

function StopEvent({ event }: { event: AdverseEventRecord }) {
  const { t, terms, formatDate } = useWords()
  const { patientId } = useRecord()
  const namesOf = useSymptomNames()
  const [outcome, setOutcome] = useKept(['outcome', patientId, event.report.eventId], '')
  const [asked, setAsked] = useState(false)
  const [eventId] = useState(newId)
  const release = useRecordWrite((call, said: string) =>
    call('releaseAdverseEvent', {
      params: { patientId },
      body: { eventId, adverseEventId: event.report.eventId, outcome: said },
    }),
  )
  const send = (submit: FormEvent) => {
    submit.preventDefault()
    setAsked(true)
    if (outcome.trim() !== '') release.mutate(outcome.trim())
  }
  return (
    <Notice kind="stop" title={`${t.followUp.stopped}: ${namesOf(event)}`}>
      <p>
        {formatDate(event.report.on, 'weekday')}, {terms.severity[event.report.severity]}
      </p>
      {event.report.description !== '' && <blockquote>{event.report.description}</blockquote>}
      <p>{t.followUp.stoppedText}</p>
      <May route="releaseAdverseEvent">
        <form className="d-stack c-form" onSubmit={send}>
          <TextArea
            label={t.followUp.outcome}
            hint={t.followUp.outcomeHint}
            value={outcome}
            onChange={setOutcome}
            maxLength={1000}
            required
            problem={asked && outcome.trim() === '' ? t.followUp.outcomeNeeded : undefined}
          />
          {release.isError && <Failure error={release.error} onRetry={release.again} write />}
          <div className="d-row">
            <Button type="submit" kind="primary" busy={release.isPending}>
              {t.followUp.release}
            </Button>
          </div>
        </form>
      </May>
    </Notice>
  )
}

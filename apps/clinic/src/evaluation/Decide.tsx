import type { EvaluationChoice } from '@dosis/domain'
import { Button, Section, TextArea, YesNoField } from '@dosis/ui'
import { useState } from 'react'
import { useRecord } from '../data/context.tsx'
import { useKept } from '../data/kept.ts'
import { newId } from '../data/new-id.ts'
import { useRecordWrite } from '../data/records.ts'
import { Failure } from '../frame/Failure.tsx'
import { useWords } from '../frame/words.ts'

const choices = ['continue', 'adjust', 'refer', 'close'] as const satisfies readonly EvaluationChoice[]

interface Decision {
  readonly eventId: string
  readonly decisionId: string
  readonly choice: EvaluationChoice
  readonly note: string
  readonly requestForHelpMet: boolean | null
}

/** The choice is the clinician's: four buttons and a note, never an advice from a threshold. */
export function Decide({ onDecided }: { onDecided: (choice: EvaluationChoice) => void }) {
  const { t, terms } = useWords()
  const { patientId } = useRecord()
  const [note, setNote] = useKept(['evaluation-note', patientId], '')
  const [met, setMet] = useState<boolean | undefined>()
  const [asked, setAsked] = useState(false)
  const write = useRecordWrite((call, body: Decision) => call('decideEvaluation', { params: { patientId }, body }))
  const decide = (choice: EvaluationChoice) => {
    setAsked(true)
    if (note.trim() === '') return
    write.mutate(
      { eventId: newId(), decisionId: newId(), choice, note: note.trim(), requestForHelpMet: met ?? null },
      {
        onSuccess: () => {
          setNote('')
          setAsked(false)
          onDecided(choice)
        },
      },
    )
  }
  return (
    <Section title={t.evaluation.decide} note={t.evaluation.decideNote}>
      <div className="d-stack">
        <YesNoField label={t.evaluation.requestMet} value={met} onChange={setMet} />
        <TextArea
          label={t.evaluation.note}
          hint={t.evaluation.noteHint}
          value={note}
          onChange={setNote}
          maxLength={2000}
          required
          problem={asked && note.trim() === '' ? t.evaluation.noteNeeded : undefined}
        />
        {write.isError && <Failure error={write.error} onRetry={write.again} write />}
        <div className="c-choices" role="group" aria-label={t.evaluation.decide}>
          {choices.map((choice) => (
            <Button key={choice} busy={write.isPending} onClick={() => decide(choice)}>
              {terms.evaluationChoice[choice]}
            </Button>
          ))}
        </div>
      </div>
    </Section>
  )
}

import type { AdverseEventReport, IsoDate, Symptom } from '@dosis/domain'
import { AnswerList, Button, PhoneScreen, ScaleField, TextArea } from '@dosis/ui/patient'
import { useState } from 'react'
import { useTexts } from '../frame/use-texts.ts'
import { borgSteps, painSteps } from './borg-steps.ts'
import { SymptomQuestions } from './SymptomQuestions.tsx'

export interface AfterAnswers {
  readonly effortBorg: number | null
  readonly painAfter: number | null
  readonly adverseEvent: AdverseEventReport | null
  readonly note: string | null
}

interface AfterQuestionsProps {
  readonly on: IsoDate
  /** What the patient told already, when he stopped for it. */
  readonly known: AdverseEventReport | null
  readonly onDanger: (report: AdverseEventReport, signs: readonly Symptom[]) => void
  readonly onDone: (answers: AfterAnswers) => void
}

/** How hard, how much pain, anything wrong: one question a screen, then room for words. */
export function AfterQuestions({ on, known, onDanger, onDone }: AfterQuestionsProps) {
  const { texts } = useTexts()
  const [page, setPage] = useState<'effort' | 'pain' | 'wrong' | 'what' | 'note'>('effort')
  const [effort, setEffort] = useState<number>()
  const [pain, setPain] = useState<number>()
  const [wrong, setWrong] = useState<'no' | 'yes'>()
  const [event, setEvent] = useState(known)
  const [note, setNote] = useState('')
  const above = <p className="p-date">{texts.after}</p>
  const action = (label: string, isReady: boolean, press: () => void) => (
    <Button kind="primary" size="large" wide disabled={!isReady} onClick={press}>
      {label}
    </Button>
  )
  const back = (to: typeof page) => (
    <Button kind="quiet" onClick={() => setPage(to)}>
      {texts.back}
    </Button>
  )

  if (page === 'effort') {
    return (
      <PhoneScreen key={page} action={action(texts.next, effort !== undefined, () => setPage('pain'))}>
        {above}
        <h1>{texts.effort}</h1>
        <ScaleField
          label={texts.effort}
          labelHidden
          steps={borgSteps(texts.borg)}
          value={effort}
          onChange={setEffort}
        />
      </PhoneScreen>
    )
  }
  if (page === 'pain') {
    return (
      <PhoneScreen
        key={page}
        action={action(texts.next, pain !== undefined, () => setPage(known === null ? 'wrong' : 'note'))}
      >
        {above}
        <h1>{texts.painAfter}</h1>
        <ScaleField
          as="grid"
          label={texts.painAfter}
          labelHidden
          steps={painSteps(texts.painEnds)}
          value={pain}
          onChange={setPain}
        />
        {back('effort')}
      </PhoneScreen>
    )
  }
  if (page === 'wrong') {
    return (
      <PhoneScreen
        key={page}
        action={action(texts.next, wrong !== undefined, () => setPage(wrong === 'yes' ? 'what' : 'note'))}
      >
        {above}
        <h1>{texts.anythingWrong}</h1>
        <AnswerList
          label={texts.anythingWrong}
          labelHidden
          options={[
            { value: 'no', label: texts.nothingWrong },
            { value: 'yes', label: texts.somethingWrong },
          ]}
          value={wrong}
          onChange={(answer) => {
            setWrong(answer)
            if (answer === 'no') setEvent(null)
          }}
        />
        {back('pain')}
      </PhoneScreen>
    )
  }
  if (page === 'what') {
    return (
      <SymptomQuestions
        on={on}
        onBack={() => setPage('wrong')}
        onReport={(report, signs) => {
          if (signs.length > 0) onDanger(report, signs)
          else {
            setEvent(report)
            setPage('note')
          }
        }}
      />
    )
  }
  return (
    <PhoneScreen
      key={page}
      action={action(texts.save, true, () =>
        onDone({
          effortBorg: effort ?? null,
          painAfter: pain ?? null,
          adverseEvent: event,
          note: note.trim() === '' ? null : note.trim(),
        }),
      )}
    >
      {above}
      <TextArea label={texts.tellMore} hint={texts.tellMoreHint} value={note} onChange={setNote} maxLength={2000} />
      {back(known === null ? 'wrong' : 'pain')}
    </PhoneScreen>
  )
}

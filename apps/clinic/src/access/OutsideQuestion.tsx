import { type OutsideReason, outsideReasons } from '@dosis/api'
import { Button, ButtonLink, ChoiceField, PageHeader, Screen, TextArea } from '@dosis/ui'
import { type FormEvent, useState } from 'react'
import { newId } from '../data/new-id.ts'
import { AppLink } from '../frame/AppLink.tsx'
import { Failure } from '../frame/Failure.tsx'
import { usePageTitle } from '../frame/page-title.ts'
import { useOpenOutside, useOtherPatient } from './access-data.ts'
import { useAccessWords } from './use-access-words.ts'

/** Asks why, before the record of a patient opens whom the reader does not treat. */
export function OutsideQuestion({ patientId }: { patientId: string }) {
  const { a, t, terms } = useAccessWords()
  const other = useOtherPatient(patientId)
  const [accessId] = useState(newId)
  const [reason, setReason] = useState<OutsideReason>()
  const [explanation, setExplanation] = useState('')
  const [asked, setAsked] = useState(false)
  const open = useOpenOutside(patientId)
  usePageTitle(a.outside.title)

  const send = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (reason === undefined || explanation.trim() === '') return
    open.mutate({ accessId, reason, explanation: explanation.trim() })
  }
  return (
    <Screen width="reading">
      <PageHeader
        above={other && `${other.name}, ${t.patients.age(other.ageYears)}, ${terms.sex[other.sex]}`}
        title={a.outside.title}
        lead={a.outside.lead}
      />
      <form className="d-stack c-form" onSubmit={send} noValidate>
        <ChoiceField
          as="list"
          label={a.outside.reason}
          options={outsideReasons.map((value) => ({ value, label: a.reasons[value] }))}
          value={reason}
          onChange={setReason}
          unknownLabel={null}
          problem={asked && reason === undefined ? a.outside.needsReason : undefined}
        />
        <TextArea
          label={a.outside.explanation}
          hint={a.outside.explanationHint}
          value={explanation}
          onChange={setExplanation}
          maxLength={500}
          required
          problem={asked && explanation.trim() === '' ? a.outside.needsExplanation : undefined}
        />
        <p className="d-reading">{a.outside.happens}</p>
        {open.isError && <Failure error={open.error} write />}
        <div className="d-row">
          <Button kind="primary" type="submit" busy={open.isPending}>
            {a.outside.open}
          </Button>
          <ButtonLink href="/" link={AppLink} kind="quiet">
            {a.outside.back}
          </ButtonLink>
        </div>
      </form>
    </Screen>
  )
}

import type { PatientDetails } from '@dosis/api'
import { Button, DateField, Disclosure, SegmentedControl, TextField } from '@dosis/ui'
import { type FormEvent, useState } from 'react'
import { useRecord } from '../data/context.tsx'
import { newId } from '../data/new-id.ts'
import { useRecordWrite } from '../data/records.ts'
import { Failure } from '../frame/Failure.tsx'
import { May } from '../frame/May.tsx'
import { useWords } from '../frame/words.ts'

/** Name, birth date and sex, to be put right; the earlier ones stay in the record. */
export function Details() {
  const { t, terms, formatDate } = useWords()
  const { details } = useRecord()
  const [open, setOpen] = useState(false)
  return (
    <div className="c-details">
      <p>
        {details.name}, {terms.sex[details.sex]}, {t.intake.born(formatDate(details.birthDate))}
      </p>
      <May route="changeDetails">
        <Disclosure summary={t.intake.changeDetails} open={open} onToggle={setOpen}>
          <DetailsForm onSaved={() => setOpen(false)} />
        </Disclosure>
      </May>
    </div>
  )
}

function DetailsForm({ onSaved }: { onSaved: () => void }) {
  const { t, terms } = useWords()
  const { details, patientId, today } = useRecord()
  const [name, setName] = useState(details.name)
  const [birthDate, setBirthDate] = useState<string | undefined>(details.birthDate)
  const [sex, setSex] = useState(details.sex)
  const write = useRecordWrite((call, body: { eventId: string; details: PatientDetails }) =>
    call('changeDetails', { params: { patientId }, body }),
  )
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '' || birthDate === undefined || birthDate > today) return
    write.mutate({ eventId: newId(), details: { name: name.trim(), birthDate, sex } }, { onSuccess: onSaved })
  }
  return (
    <form className="d-stack c-form" onSubmit={save} noValidate>
      <TextField
        label={t.newPatient.name}
        value={name}
        onChange={setName}
        maxLength={120}
        required
        problem={name.trim() === '' ? t.newPatient.needsName : undefined}
      />
      <DateField
        label={t.newPatient.birthDate}
        value={birthDate}
        onChange={setBirthDate}
        min="1900-01-01"
        max={today}
        problem={birthDate === undefined ? t.newPatient.needsBirthDate : undefined}
      />
      <SegmentedControl
        label={t.newPatient.sex}
        options={[
          { value: 'female', label: terms.sex.female },
          { value: 'male', label: terms.sex.male },
        ]}
        value={sex}
        onChange={setSex}
      />
      {write.isError && <Failure error={write.error} onRetry={write.again} write />}
      <div className="d-row">
        <Button type="submit" kind="primary" busy={write.isPending}>
          {t.intake.saveDetails}
        </Button>
      </div>
    </form>
  )
}

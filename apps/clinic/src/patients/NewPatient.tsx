import type { PatientDetails } from '@dosis/api'
import { Button, ButtonLink, DateField, PageHeader, Screen, SegmentedControl, TextField } from '@dosis/ui'
import { type FormEvent, useState } from 'react'
import { useLocation } from 'wouter'
import { newId } from '../data/new-id.ts'
import { useRecordWrite } from '../data/records.ts'
import { AppLink } from '../frame/AppLink.tsx'
import { Failure } from '../frame/Failure.tsx'
import { usePageTitle } from '../frame/page-title.ts'
import { patientPath } from '../frame/places.ts'
import { useWords } from '../frame/words.ts'

/** The three things that identify somebody; everything else may wait. */
export function NewPatient() {
  const { t, terms } = useWords()
  const [, go] = useLocation()
  const [patientId] = useState(newId)
  const [name, setName] = useState('')
  const [birthDate, setBirthDate] = useState<string>()
  const [sex, setSex] = useState<PatientDetails['sex'] | 'open'>('open')
  const [asked, setAsked] = useState(false)
  const create = useRecordWrite((call, details: PatientDetails) =>
    call('createPatient', { body: { patientId, details } }),
  )
  usePageTitle(t.newPatient.title)

  const [today] = useState(() => new Date().toISOString().slice(0, 10))
  const missing = {
    name: name.trim() === '' ? t.newPatient.needsName : undefined,
    birthDate: birthDate === undefined ? t.newPatient.needsBirthDate : undefined,
    sex: sex === 'open' ? t.newPatient.needsSex : undefined,
  }
  const add = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (name.trim() === '' || birthDate === undefined || birthDate > today || sex === 'open') return
    create.mutate({ name: name.trim(), birthDate, sex }, { onSuccess: () => go(patientPath(patientId, 'intake')) })
  }

  return (
    <Screen>
      <PageHeader title={t.newPatient.title} lead={t.newPatient.lead} />
      <form className="d-stack c-form" onSubmit={add} noValidate>
        <TextField
          label={t.newPatient.name}
          value={name}
          onChange={setName}
          autoComplete="off"
          maxLength={120}
          required
          problem={asked ? missing.name : undefined}
        />
        <DateField
          label={t.newPatient.birthDate}
          value={birthDate}
          onChange={setBirthDate}
          min="1900-01-01"
          max={today}
          problem={asked ? missing.birthDate : undefined}
        />
        <SegmentedControl
          label={t.newPatient.sex}
          options={[
            { value: 'open', label: t.newPatient.notChosen, open: true },
            { value: 'female', label: terms.sex.female },
            { value: 'male', label: terms.sex.male },
          ]}
          value={sex}
          onChange={setSex}
          problem={asked ? missing.sex : undefined}
        />
        {create.isError && <Failure error={create.error} onRetry={create.again} write />}
        <div className="d-row">
          <Button kind="primary" type="submit" busy={create.isPending}>
            {t.newPatient.add}
          </Button>
          <ButtonLink href="/" link={AppLink} kind="quiet">
            {t.newPatient.cancel}
          </ButtonLink>
        </div>
      </form>
    </Screen>
  )
}

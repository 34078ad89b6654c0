import type { Symptom } from '@dosis/domain'
import { ButtonLink } from '@dosis/ui/patient'
import { usePhone } from '../data/phone-context.tsx'
import { goBack } from '../frame/go-back.ts'
import { Page } from '../frame/Page.tsx'
import { useTexts } from '../frame/use-texts.ts'
import { PhoneLink } from './PhoneLink.tsx'

/**
 * What to do in an emergency; it works without a connection and without a plan. The signs are those of the knowledge
 * that a patient is asked about, so that both always name the same.
 */
export function EmergencyScreen() {
  const { texts } = useTexts()
  const { knowledge, present } = usePhone()
  const stops = Object.values(knowledge?.symptoms ?? {}).filter(
    ({ class: kind, review }) => kind === 'stop' && review.state === 'active',
  )
  const urgent = stops.filter(({ call }) => call === '112')
  const other = stops.filter(({ call }) => call !== '112')
  return (
    <Page title={texts.emergency} onBack={goBack}>
      <div className="p-head">
        <h1>{texts.emergencyTitle}</h1>
        <p className="p-lead">{texts.emergencyLead}</p>
      </div>
      <section className="p-section">
        <PhoneLink call="112" today={present} kind="danger" />
        <Signs title={texts.emergency112} symptoms={urgent} />
      </section>
      {present !== undefined && (
        <section className="p-section">
          <PhoneLink call="practice" today={present} />
          <Signs title={texts.emergencyPractice} symptoms={other} />
        </section>
      )}
      {present !== undefined && (
        <ButtonLink size="large" wide href="#/report">
          {texts.reportIt}
        </ButtonLink>
      )}
      <p className="p-quiet">{texts.notAnAlarm}</p>
    </Page>
  )
}

function Signs({ title, symptoms }: { title: string; symptoms: readonly Symptom[] }) {
  const { read } = useTexts()
  if (symptoms.length === 0) return null
  return (
    <>
      <h2>{title}</h2>
      <ul className="p-list">
        {symptoms.map(({ id, names }) => (
          <li key={id}>{read(names)}</li>
        ))}
      </ul>
    </>
  )
}

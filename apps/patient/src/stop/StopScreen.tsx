import type { PatientToday } from '@dosis/api'
import { Button, SaveState } from '@dosis/ui/patient'
import { OctagonX } from 'lucide-react'
import { useRef } from 'react'
import { usePhone } from '../data/phone-context.tsx'
import { EmergencyLink } from '../emergency/EmergencyLink.tsx'
import { PhoneLink } from '../emergency/PhoneLink.tsx'
import { useOneTap } from '../frame/double-tap.ts'
import { useArrival } from '../frame/Page.tsx'
import { useTexts } from '../frame/use-texts.ts'
import type { StopNotice } from './stop-notice.ts'

interface StopScreenProps {
  readonly today: PatientToday
  readonly notice: StopNotice
  readonly onClose: () => void
}

/** One instruction, one number to call, what to say; nothing else. It works without a connection. */
export function StopScreen({ today, notice, onClose }: StopScreenProps) {
  const { texts, read } = useTexts()
  const { knowledge, unsent } = usePhone()
  const main = useRef<HTMLElement>(null)
  const oneTap = useOneTap(texts.stopTitle)
  const title = notice.wasTraining ? texts.stopTitle : texts.waiting
  useArrival(title, () => main.current)

  const chosen = notice.symptoms.flatMap((id) => knowledge?.symptoms[id] ?? [])
  const stops = chosen.filter(({ class: kind }) => kind === 'stop')
  const urgent = stops.filter(({ call }) => call === '112')
  const instructions = (urgent.length > 0 ? urgent : stops).map(({ instruction }) => read(instruction))
  const isWaiting = unsent.some(({ patientId }) => patientId === today.patientId)
  const complaint = chosen.map(({ names }) => uncapitalised(read(names))).join(', ')

  return (
    <main className="p-stop" ref={main} tabIndex={-1} onClickCapture={oneTap}>
      <div className="p-stop-head">
        <OctagonX aria-hidden size={40} />
        <h1>{title}</h1>
        {urgent.length === 0 && <EmergencyLink />}
      </div>
      <div className="p-stop-instruction" role="alert">
        {(instructions.length > 0 ? instructions : [texts.stopPlain]).map((instruction) => (
          <p key={instruction}>{instruction}</p>
        ))}
      </div>
      <PhoneLink today={today} call={urgent.length > 0 ? '112' : 'practice'} kind="danger" />
      <section>
        <h2>{texts.whatToSay}</h2>
        <p>{texts.whatToSayText[notice.wasTraining ? 'training' : 'other'](complaint || texts.somethingSerious)}</p>
        {urgent.length > 0 && <p>{texts.whereYouAre}</p>}
      </section>
      {isWaiting ? <SaveState state="saved_here" words={texts.reportWaits} /> : <p>{texts.reportSent}</p>}
      <Button size="large" wide onClick={onClose}>
        {texts.close}
      </Button>
    </main>
  )
}

function uncapitalised(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1)
}

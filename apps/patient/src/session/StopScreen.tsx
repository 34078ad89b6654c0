import type { PatientToday } from '@dosis/api'
import type { Symptom } from '@dosis/domain'
import { Button } from '@dosis/ui/patient'
import { OctagonX } from 'lucide-react'
import { useTexts } from '../frame/use-texts.ts'
import { PracticeCall } from '../today/PracticeCall.tsx'

/** One instruction, one number to call, what to say; nothing else. It works without a connection. */
export function StopScreen({
  today,
  symptoms,
  onDone,
}: {
  today: PatientToday
  symptoms: readonly Symptom[]
  onDone: () => void
}) {
  const { texts, read } = useTexts()
  const first = symptoms.find(({ call }) => call === '112') ?? symptoms[0]
  return (
    <main className="p-stop" role="alert">
      <OctagonX aria-hidden size={48} />
      <h1>{texts.stopTitle}</h1>
      {first !== undefined && <p className="p-stop-instruction">{read(first.instruction)}</p>}
      <PracticeCall today={today} call={first?.call === '112' ? '112' : 'practice'} kind="danger" />
      <section>
        <h2>{texts.whatToSay}</h2>
        <p>{texts.whatToSayText(symptoms.map(({ names }) => read(names).toLowerCase()).join(', '))}</p>
      </section>
      <p>{texts.reportSent}</p>
      <Button size="large" wide onClick={onDone}>
        {texts.stopDone}
      </Button>
    </main>
  )
}

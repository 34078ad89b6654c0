import type { PatientToday } from '@dosis/api'
import { type ButtonKind, ButtonLink } from '@dosis/ui/patient'
import { Phone } from 'lucide-react'
import { useTexts } from '../frame/use-texts.ts'

/** One touch to the practice, or to 112. */
export function PracticeCall({
  today,
  call = 'practice',
  kind = 'secondary',
}: {
  today: PatientToday
  call?: '112' | 'practice'
  kind?: ButtonKind
}) {
  const { texts } = useTexts()
  const number = call === '112' ? '112' : today.practicePhone
  return (
    <ButtonLink kind={kind} size="large" wide icon={Phone} href={`tel:${number.replace(/\s/g, '')}`}>
      {call === '112' ? texts.call112 : `${texts.callPractice(today.practiceName)}, ${number}`}
    </ButtonLink>
  )
}

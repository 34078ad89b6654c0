import type { PatientToday } from '@dosis/api'
import { type ButtonKind, ButtonLink } from '@dosis/ui/patient'
import { Phone } from 'lucide-react'
import { useTexts } from '../frame/use-texts.ts'

interface PhoneLinkProps {
  readonly call: '112' | 'practice'
  readonly today: PatientToday | undefined
  readonly kind?: ButtonKind
}

/** One touch to the practice, or to 112; nothing for a practice whose number this phone does not know. */
export function PhoneLink({ call, today, kind = 'secondary' }: PhoneLinkProps) {
  const { texts } = useTexts()
  const number = call === '112' ? '112' : today?.practicePhone
  if (number === undefined) return null
  return (
    <ButtonLink kind={kind} size="large" wide icon={Phone} href={`tel:${number.replace(/[^+\d]/g, '')}`}>
      {call === '112' ? texts.call112 : texts.callPractice(today?.practiceName ?? '')}
      {call === 'practice' && <span className="p-phone-number">{number}</span>}
    </ButtonLink>
  )
}

import { Siren } from 'lucide-react'
import { useTexts } from '../frame/use-texts.ts'

/** One touch to what to do in an emergency, from every screen. */
export function EmergencyLink() {
  const { texts } = useTexts()
  return (
    <a className="p-emergency" href="#/emergency">
      <Siren aria-hidden />
      <span>{texts.emergency}</span>
    </a>
  )
}

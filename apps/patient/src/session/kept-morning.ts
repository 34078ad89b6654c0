import type { MorningAfter } from '@dosis/domain'
import { forgetHere, keepHere, keptHere } from '../data/kept-here.ts'

/** The morning after, told before the next session: it waits on this phone and goes along with the log of that session. */
const keyOf = (patientId: string) => `dosis.morning.${patientId}`

const isMorning = (value: unknown): value is MorningAfter =>
  typeof value === 'object' && value !== null && 'sessionId' in value && 'pain' in value

export function keptMorning(patientId: string, sessionId: string): MorningAfter | null {
  const kept = keptHere(keyOf(patientId), isMorning)
  return kept?.sessionId === sessionId ? kept : null
}

export function keepMorning(patientId: string, morning: MorningAfter): void {
  keepHere(keyOf(patientId), morning)
}

export function forgetMorning(patientId: string): void {
  forgetHere(keyOf(patientId))
}

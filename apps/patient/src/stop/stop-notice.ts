import { forgetHere, keepHere, keptHere } from '../data/kept-here.ts'

/** A sign of danger that was reported on this phone; its screen stays until the patient closes it. */
export interface StopNotice {
  /** Ids of the symptoms that were chosen. */
  readonly symptoms: readonly string[]
  readonly wasTraining: boolean
  /** Milliseconds of the phone's own clock. */
  readonly at: number
}

const keyOf = (patientId: string) => `dosis.stop.${patientId}`

/** After a day the instruction is history; the plan itself waits until a professional has looked at it. */
const longestMilliseconds = 24 * 60 * 60_000

function isStopNotice(value: unknown): value is StopNotice {
  return typeof value === 'object' && value !== null && 'symptoms' in value && 'at' in value
}

export function keepStopNotice(patientId: string, notice: StopNotice): void {
  keepHere(keyOf(patientId), notice)
}

export function stopNotice(patientId: string, at: number): StopNotice | null {
  const notice = keptHere(keyOf(patientId), isStopNotice)
  return notice !== null && at - notice.at < longestMilliseconds ? notice : null
}

export function forgetStopNotice(patientId: string): void {
  forgetHere(keyOf(patientId))
}

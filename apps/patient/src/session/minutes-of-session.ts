import type { SessionTemplate } from '@dosis/domain'
import { secondsOf, timelineOf } from './timeline.ts'

/** @returns minutes that a session takes, rounded up, or null when the patient sets the pace */
export function minutesOfSession(template: SessionTemplate): number | null {
  const seconds = secondsOf(timelineOf(template.parts))
  return seconds === null ? null : Math.ceil(seconds / 60)
}

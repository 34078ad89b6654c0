import type { SessionTemplate } from '@dosis/domain'
import { secondsOf, timelineOf } from './timeline.ts'

/**
 * @param repetitions how often the intervals are done; left out = as the plan says
 * @returns minutes that a session takes, rounded up, or null when the patient sets the pace
 */
export function minutesOfSession(template: SessionTemplate, repetitions?: number): number | null {
  const seconds = secondsOf(timelineOf(template.parts, repetitions === undefined ? {} : { repetitions }))
  return seconds === null ? null : Math.ceil(seconds / 60)
}

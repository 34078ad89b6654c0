import type { PatientToday } from '@dosis/api'
import type { Plan, SessionTemplate } from '@dosis/domain'
import { contentOn } from '@dosis/engine'
import type { PatientTexts } from '@dosis/text/patient'

/** Which of two contents has its turn, and what comes after it; null where nothing takes turns. */
export function alternateWords(
  template: SessionTemplate,
  plan: Pick<Plan, 'startsOn'>,
  { today, logs }: Pick<PatientToday, 'today' | 'logs'>,
  { alternate: words }: PatientTexts,
): string | null {
  const { alternate } = template
  if (alternate === undefined) return null
  const content = contentOn(template, plan, today, logs)
  if (alternate.every === 'session') return words.session[content]
  return alternate.parts.length === 0 ? words.restWeek[content] : words.week[content]
}

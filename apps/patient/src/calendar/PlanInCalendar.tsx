import type { PatientToday } from '@dosis/api'
import { calendarFile, calendarTexts } from '@dosis/text/calendar'
import { Button } from '@dosis/ui/patient'
import { useTexts } from '../frame/use-texts.ts'
import { useSessionTitle } from '../today/use-session-title.ts'
import { calendarItems } from './calendar-items.ts'

/** The days of the plan as a file for the calendar of the phone. Nothing leaves the phone unless its owner does it. */
export function PlanInCalendar({ today }: { today: PatientToday }) {
  const { texts, language } = useTexts()
  const titleOf = useSessionTitle()
  const { plan, planId, planVersion } = today
  if (plan === null || planId === null || planVersion === null || plan.sessions.length === 0) return null
  const save = () => {
    const items = calendarItems(plan, (template) => titleOf(template, plan), calendarTexts[language])
    const stamp = `${plan.on}T00:00:00Z`
    const file = calendarFile(items, { planId, version: planVersion, stamp, language })
    saveFile(calendarTexts[language].fileName, new Blob([file], { type: 'text/calendar' }))
  }
  return (
    <section className="p-section">
      <h2>{texts.calendar}</h2>
      <p>{texts.calendarText}</p>
      <Button onClick={save}>{texts.calendarSave}</Button>
    </section>
  )
}

function saveFile(name: string, content: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}

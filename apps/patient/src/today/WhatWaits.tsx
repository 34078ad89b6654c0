import type { PatientToday } from '@dosis/api'
import { Button, Notice, SaveState } from '@dosis/ui/patient'
import { usePhone } from '../data/phone-context.tsx'
import { useTexts } from '../frame/use-texts.ts'

/** What was said on this phone and is not at the practice yet; what was refused says why and stays. */
export function WhatWaits({ today }: { today: PatientToday }) {
  const { texts } = useTexts()
  const { unsent, unkept, retry } = usePhone()
  const own = unsent.filter(({ patientId }) => patientId === today.patientId)
  const refused = own.filter((item) => item.refused !== undefined)
  const waiting = own.filter((item) => item.refused === undefined)
  const again = (
    <Button size="small" onClick={() => void retry()}>
      {texts.tryAgain}
    </Button>
  )
  return (
    <>
      {waiting.some(({ id }) => unkept.has(id)) && (
        <Notice kind="caution" title={texts.notKept} actions={again} live>
          {texts.notKeptNext}
        </Notice>
      )}
      {waiting.length > 0 && <SaveState state="saved_here" words={texts.unsent(countOf(waiting))} />}
      {refused.length > 0 && (
        <Notice kind="caution" title={texts.refused(countOf(refused))} actions={again}>
          {texts.notTakenWhy(refused[0]?.refused?.reason ?? '')}
        </Notice>
      )}
    </>
  )
}

/** How many sessions and how many reports. */
export function countOf(items: readonly { readonly kind: 'log' | 'report' }[]): { sessions: number; reports: number } {
  const sessions = items.filter(({ kind }) => kind === 'log').length
  return { sessions, reports: items.length - sessions }
}

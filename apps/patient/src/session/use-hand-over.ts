import { useEffect } from 'react'
import { usePhone } from '../data/phone-context.tsx'
import { forgetRunningSession, runningSession } from './running-session.ts'

/** Hands over a finished log that an earlier page could not: the phone died, or refused to keep it. */
export function useHandOver(patientId: string | undefined): void {
  const { send } = usePhone()
  useEffect(() => {
    if (patientId === undefined) return
    const session = runningSession(patientId)
    if (session?.log == null) return
    void send({ id: session.log.sessionId, patientId, kind: 'log', log: session.log }).then((isKept) => {
      if (isKept) forgetRunningSession(patientId)
    })
  }, [patientId, send])
}

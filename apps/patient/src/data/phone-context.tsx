import type { PatientToday } from '@dosis/api'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useSyncExternalStore } from 'react'
import { dayOfPhone } from './day-of-phone.ts'
import type { OtherWindows } from './other-windows.ts'
import type { Phone, PhoneState } from './phone.ts'
import type { PhoneClock } from './phone-clock.ts'

export interface PhoneInUse extends PhoneState, Pick<Phone, 'openLink' | 'send' | 'retry' | 'sync' | 'whoLooked'> {
  readonly clock: PhoneClock
  /** What holds today for the patient of this phone, with all that was not sent yet. */
  readonly present: PatientToday | undefined
}

const PhoneContext = createContext<PhoneInUse | null>(null)

export function usePhone(): PhoneInUse {
  const phone = useContext(PhoneContext)
  if (phone === null) throw new Error('usePhone: needs a PhoneProvider above it')
  return phone
}

const retryMilliseconds = 30_000

interface PhoneProviderProps {
  readonly phone: Phone
  readonly clock: PhoneClock
  readonly windows: OtherWindows
  readonly children: ReactNode
}

/** Gives the phone to all screens, and lets it try again whenever that makes sense. */
export function PhoneProvider({ phone, clock, windows, children }: PhoneProviderProps) {
  const state = useSyncExternalStore(phone.subscribe, phone.state)

  useEffect(() => void phone.start(), [phone])
  useEffect(() => windows.listen(() => void phone.reload()), [phone, windows])

  useEffect(() => {
    const again = () => void phone.sync()
    const awake = () => {
      if (document.visibilityState === 'visible') again()
    }
    const timer = setInterval(() => {
      const { unsent, isOffline, day, phase } = phone.state()
      const waits = phase === 'ready' && (isOffline || unsent.some(({ refused }) => refused === undefined))
      if (waits || day !== clock.day()) again()
    }, retryMilliseconds)
    window.addEventListener('online', again)
    document.addEventListener('visibilitychange', awake)
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', again)
      document.removeEventListener('visibilitychange', awake)
    }
  }, [phone, clock])

  const inUse = useMemo(
    (): PhoneInUse => ({
      ...state,
      clock,
      present: dayOfPhone(state),
      openLink: phone.openLink,
      send: phone.send,
      retry: phone.retry,
      sync: phone.sync,
      whoLooked: phone.whoLooked,
    }),
    [state, clock, phone],
  )
  return <PhoneContext value={inUse}>{children}</PhoneContext>
}

import { type Call, NoConnection, type PatientToday, RequestRefused } from '@dosis/api'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react'
import {
  forget,
  keep,
  kept,
  type PatientKnowledge,
  putUnsent,
  removeUnsent,
  type Unsent,
  unsentItems,
} from './phone-store.ts'

/** What this phone knows and can do; `signed_out` needs the link of the therapist. */
export interface Phone {
  readonly state: 'loading' | 'signed_out' | 'ready'
  readonly today: PatientToday | undefined
  readonly knowledge: PatientKnowledge | undefined
  readonly isOffline: boolean
  readonly unsent: readonly Unsent[]
  readonly openLink: (token: string) => Promise<'opened' | 'refused' | 'no_connection'>
  readonly refresh: () => Promise<void>
  /** Keeps on this phone first, then sends; resolves when it is kept. */
  readonly send: (item: Unsent) => Promise<void>
}

const PhoneContext = createContext<Phone | null>(null)

export function usePhone(): Phone {
  const phone = useContext(PhoneContext)
  if (phone === null) throw new Error('usePhone: needs a PhoneProvider above it')
  return phone
}

const retryMilliseconds = 30_000

/** Holds the plan of this phone and everything that waits to be sent, and sends it as soon as there is a connection. */
export function PhoneProvider({ call, children }: { call: Call; children: ReactNode }) {
  const [state, setState] = useState<Phone['state']>('loading')
  const [today, setToday] = useState<PatientToday>()
  const [knowledge, setKnowledge] = useState<PatientKnowledge>()
  const [isOffline, setOffline] = useState(false)
  const [unsent, setUnsent] = useState<readonly Unsent[]>([])
  const sending = useRef<Promise<void>>(Promise.resolve())

  const take = useCallback(async (fresh: PatientToday, texts?: PatientKnowledge) => {
    await keep(fresh, texts)
    setToday(fresh)
    if (texts !== undefined) setKnowledge(texts)
    setOffline(false)
    setState('ready')
  }, [])

  const fail = useCallback(async (error: unknown) => {
    if (error instanceof RequestRefused && error.details.status === 401) {
      await forget()
      setToday(undefined)
      setState('signed_out')
    } else if (error instanceof NoConnection || (error instanceof RequestRefused && error.details.status >= 500)) {
      setOffline(true)
    } else {
      throw error
    }
  }, [])

  const refresh = useCallback(async () => {
    try {
      const [fresh, texts] = await Promise.all([call('today'), call('patientKnowledge')])
      await take(fresh, texts)
    } catch (error) {
      await fail(error)
    }
  }, [call, take, fail])

  const flush = useCallback((): Promise<void> => {
    const next = async () => {
      const items = await unsentItems()
      try {
        for (const item of items) if (item.kind === 'report') await sendReport(item)
        const logs = items.flatMap((item) => (item.kind === 'log' ? [item.log] : []))
        if (logs.length > 0) {
          const { stored, today: fresh } = await call('sendLogs', { body: { logs } })
          await removeUnsent(stored)
          await take(fresh)
        }
      } catch (error) {
        await fail(error)
      } finally {
        setUnsent(await unsentItems())
      }
    }
    const sendReport = async (item: Extract<Unsent, { kind: 'report' }>) => {
      const { stored, today: fresh } = await call('reportAdverseEvent', { body: { report: item.report } })
      await removeUnsent([stored])
      await take(fresh)
    }
    sending.current = sending.current.then(next, next)
    return sending.current
  }, [call, take, fail])

  useEffect(() => {
    const begin = async () => {
      const known = await kept()
      setUnsent(await unsentItems())
      if (known.today !== undefined) {
        setToday(known.today)
        setKnowledge(known.knowledge)
        setState('ready')
      }
      await flush()
      await refresh()
      // Without a plan on the phone and without an answer there is nothing to show but the way in.
      setState((now) => (now === 'loading' ? 'signed_out' : now))
    }
    void begin()
  }, [flush, refresh])

  useEffect(() => {
    const again = () => void flush().then(refresh)
    const timer = setInterval(() => {
      if (unsent.length > 0) again()
    }, retryMilliseconds)
    const awake = () => {
      if (document.visibilityState === 'visible') again()
    }
    window.addEventListener('online', again)
    document.addEventListener('visibilitychange', awake)
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', again)
      document.removeEventListener('visibilitychange', awake)
    }
  }, [flush, refresh, unsent.length])

  const phone = useMemo(
    (): Phone => ({
      state,
      today,
      knowledge,
      isOffline,
      unsent,
      refresh,
      openLink: async (token) => {
        try {
          const fresh = await call('openLink', { body: { token } })
          await take(fresh, await call('patientKnowledge'))
          return 'opened'
        } catch (error) {
          if (error instanceof NoConnection) return 'no_connection'
          if (error instanceof RequestRefused) return error.details.status >= 500 ? 'no_connection' : 'refused'
          throw error
        }
      },
      send: async (item) => {
        await putUnsent(item)
        setUnsent(await unsentItems())
        void flush()
      },
    }),
    [state, today, knowledge, isOffline, unsent, refresh, call, take, flush],
  )
  return <PhoneContext value={phone}>{children}</PhoneContext>
}

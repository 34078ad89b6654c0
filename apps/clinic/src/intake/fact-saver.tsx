import type { Fact, FactId, Facts } from '@dosis/domain'
import { createContext, type ReactNode, useContext, useEffect, useEffectEvent, useMemo, useState } from 'react'
import { useApi } from '../data/api.ts'
import { useRecord } from '../data/context.tsx'
import { newId } from '../data/new-id.ts'
import { useAccount, useStoreRecord } from '../data/records.ts'
import {
  acknowledge,
  mergeFacts,
  nothingPending,
  type PendingFacts,
  type Step,
  state,
  takeBack,
} from './pending-facts.ts'

interface Typed {
  readonly pending: PendingFacts
  /** Ids of what is on its way. */
  readonly sending: readonly string[]
  readonly error: unknown
  readonly savedAt: string | undefined
}

const nothingTyped: Typed = { pending: nothingPending, sending: [], error: null, savedAt: undefined }

interface FactSavers {
  readonly typedFor: (patientId: string) => Typed
  readonly change: (patientId: string, next: (now: Typed) => Typed) => void
  /** Patients whose answers could not be stored. */
  readonly failing: readonly string[]
}

const FactSaversContext = createContext<FactSavers | null>(null)

/** Milliseconds after the last answer before it is sent, so that a series of clicks becomes one message. */
const restMilliseconds = 300
const retryMilliseconds = 8_000

/**
 * Keeps what is typed about any patient until the server has acknowledged it. Nothing is dropped: what fails stays,
 * also when another page is opened, is tried again by itself, and the browser warns before the app is left.
 */
export function FactSaversProvider({ children }: { children: ReactNode }) {
  const [typed, setTyped] = useState<Readonly<Record<string, Typed>>>({})
  const change = (patientId: string, next: (now: Typed) => Typed) =>
    setTyped((all) => ({ ...all, [patientId]: next(all[patientId] ?? nothingTyped) }))
  const waiting = Object.keys(typed).filter((id) => (typed[id]?.pending.waiting.length ?? 0) > 0)
  const failing = waiting.filter((id) => typed[id]?.error !== null)
  useWarnBeforeLeaving(waiting.length > 0)
  return (
    <FactSaversContext value={{ typedFor: (id) => typed[id] ?? nothingTyped, change, failing }}>
      {children}
      {waiting.map((patientId) => (
        <Sender key={patientId} patientId={patientId} />
      ))}
    </FactSaversContext>
  )
}

export function useFactSavers(): FactSavers {
  const savers = useContext(FactSaversContext)
  if (savers === null) throw new Error('useFactSavers: needs a FactSaversProvider above it')
  return savers
}

/**
 * Sends what waits for one patient, after a moment of rest; after a failure it waits longer, unless somebody signs in
 * again.
 */
function Sender({ patientId }: { patientId: string }) {
  const { typedFor } = useFactSavers()
  const send = useEffectEvent(useSend(patientId))
  const { pending, sending, error } = typedFor(patientId)
  const isSending = sending.length > 0
  useEffect(() => {
    if (isSending) return undefined
    const timer = setTimeout(() => void send(), error === null ? restMilliseconds : retryMilliseconds)
    return () => clearTimeout(timer)
  }, [isSending, error, pending])

  const sendAfterSignIn = useEffectEvent(() => {
    if (error !== null) void send()
  })
  const { dataUpdatedAt: signedInAt } = useAccount()
  useEffect(() => sendAfterSignIn(), [signedInAt])
  return null
}

function useSend(patientId: string) {
  const call = useApi()
  const store = useStoreRecord()
  const { typedFor, change } = useFactSavers()
  const { pending, sending } = typedFor(patientId)
  return async () => {
    const statements = pending.waiting
    if (statements.length === 0 || sending.length > 0) return
    const ids = statements.map(({ eventId }) => eventId)
    change(patientId, (now) => ({ ...now, sending: ids }))
    try {
      store(await call('stateFacts', { params: { patientId }, body: { statements } }))
      const savedAt = new Date().toISOString()
      change(patientId, (now) => ({ pending: acknowledge(now.pending, ids), sending: [], error: null, savedAt }))
    } catch (failure) {
      change(patientId, (now) => ({ ...now, sending: [], error: failure }))
    }
  }
}

interface FactSaver {
  /** Facts as they stand on the screen: stored, with what was typed since. */
  readonly facts: Facts
  readonly stateFact: (fact: FactId, stated: Fact) => void
  /** States the same of several facts at once; undo takes them back at once. */
  readonly stateFacts: (facts: readonly FactId[], stated: Fact) => void
  /** The change that undo takes back, or null. */
  readonly lastStep: Step | null
  readonly undo: () => void
  readonly saveState: 'idle' | 'saved' | 'sending' | 'not_saved'
  readonly savedAt: string | undefined
  readonly error: unknown
  readonly retry: () => void
}

/** The answers about the patient of this page. */
export function useFactSaver(): FactSaver {
  const record = useRecord()
  const { typedFor, change } = useFactSavers()
  const send = useSend(record.patientId)
  const { pending, error, savedAt } = typedFor(record.patientId)
  const isWaiting = pending.waiting.length > 0
  const facts = useMemo(() => mergeFacts(record.facts, pending), [record.facts, pending])
  const stateFacts = (facts: readonly FactId[], stated: Fact) =>
    change(record.patientId, (now) => {
      const statements = facts.map((fact) => ({ eventId: newId(), fact, stated }))
      return { ...now, pending: state(now.pending, record.facts, statements, now.sending) }
    })
  return {
    facts,
    stateFact: (fact, stated) => stateFacts([fact], stated),
    stateFacts,
    lastStep: pending.steps.at(-1) ?? null,
    undo: () => change(record.patientId, (now) => ({ ...now, pending: takeBack(now.pending, newId, now.sending) })),
    saveState: error !== null && isWaiting ? 'not_saved' : isWaiting ? 'sending' : savedAt ? 'saved' : 'idle',
    savedAt,
    error: isWaiting ? error : null,
    retry: () => void send(),
  }
}

/** Lets the browser ask before a page is closed whose answers are not safe yet. */
function useWarnBeforeLeaving(isWaiting: boolean) {
  useEffect(() => {
    if (!isWaiting) return undefined
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [isWaiting])
}

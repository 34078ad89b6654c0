import { type Account, type Call, type Contract, mayUse, type PatientRecord, type RouteName } from '@dosis/api'
import { inBoth, type InstrumentForms, type Knowledge, type Language } from '@dosis/domain'
import { useLanguage } from '@dosis/ui'
import { type PublicKeyCredentialRequestOptionsJSON, startAuthentication } from '@simplewebauthn/browser'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useApi } from './api.ts'

export const accountKey = ['account'] as const

const keys = {
  account: accountKey,
  knowledge: (language: Language) => ['knowledge', language],
  forms: (language: Language) => ['instrument-forms', language],
  exerciseDetails: ['exercise-details'],
  patients: ['patients'],
  patient: (patientId: string) => ['patient', patientId],
} as const

export function useAccount() {
  const call = useApi()
  return useQuery<Account>({ queryKey: keys.account, queryFn: () => call('whoAmI'), staleTime: Infinity, retry: false })
}

/** Whether who is signed in may do this; the server refuses by the same table. */
export function useMay(route: RouteName): boolean {
  const { data: account } = useAccount()
  return account !== undefined && mayUse(account.role, route)
}

/** @param onSignedIn called before the pages behind the door are shown */
export function useSignIn(onSignedIn: () => void) {
  return useEntering(onSignedIn, (call, body: Contract['signIn']['body']) => call('signIn', { body }))
}

/** The browser looks for a passkey of this page and lets its owner choose. */
export function useSignInWithPasskey(onSignedIn: () => void) {
  return useEntering(onSignedIn, async (call, _: null) => {
    const { options } = await call('beginPasskeySignIn', { body: {} })
    const answer = await startAuthentication({ optionsJSON: options as PublicKeyCredentialRequestOptionsJSON })
    return call('signInWithPasskey', { body: { answer } })
  })
}

export function useOfferedProvider(practice: string | null) {
  const call = useApi()
  return useQuery({
    queryKey: ['offered-provider', practice],
    queryFn: () => call('offeredProvider', { query: practice === null ? {} : { practice } }),
    staleTime: Infinity,
  })
}

/** Leaves the page for the provider, which sends the browser back here. */
export function useBeginProviderSignIn() {
  const call = useApi()
  return useMutation({
    mutationFn: (practiceId: string) => call('beginProviderSignIn', { body: { practiceId } }),
    onSuccess: ({ url }) => location.assign(url),
  })
}

export function useSignInWithProvider(onSignedIn: () => void) {
  return useEntering(onSignedIn, (call, answer: string) => call('signInWithProvider', { body: { answer } }))
}

function useEntering<Variables>(onSignedIn: () => void, enter: (call: Call, variables: Variables) => Promise<Account>) {
  const call = useApi()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (variables: Variables) => enter(call, variables),
    onSuccess: (account) => {
      onSignedIn()
      client.setQueryData(keys.account, account)
      void client.refetchQueries({ type: 'active', predicate: ({ state }) => state.status === 'error' })
    },
  })
}

export function useSignOut() {
  const call = useApi()
  const client = useQueryClient()
  return useMutation({ mutationFn: () => call('signOut'), onSuccess: () => client.clear() })
}

const otherLanguage = { en: 'nl', nl: 'en' } as const satisfies Record<Language, Language>

/**
 * What medicine knows, in the language of the page; it does not change while the server runs. A language that was loaded
 * stays. Until another is there (or when it cannot be fetched) `known` is what there is, with its words as they are.
 */
export function useKnowledgeQuery() {
  const call = useApi()
  const client = useQueryClient()
  const { language } = useLanguage()
  const query = useQuery<Knowledge>({
    queryKey: keys.knowledge(language),
    queryFn: async () => inBoth(await call('knowledgeInLanguage', { params: { language } })),
    staleTime: Infinity,
    gcTime: Infinity,
  })
  return { ...query, known: query.data ?? client.getQueryData<Knowledge>(keys.knowledge(otherLanguage[language])) }
}

/** How instruments are filled in, loaded when one is. */
export function useInstrumentForms() {
  const call = useApi()
  const { language } = useLanguage()
  return useQuery<InstrumentForms>({
    queryKey: keys.forms(language),
    queryFn: async () => inBoth<InstrumentForms>(await call('instrumentForms', { params: { language } })),
    staleTime: Infinity,
    gcTime: Infinity,
  })
}

/** How exercises are done, fetched when a page first shows it; it does not change while the server runs. */
export function useExerciseDetails() {
  const call = useApi()
  return useQuery({
    queryKey: keys.exerciseDetails,
    queryFn: () => call('exerciseDetails'),
    staleTime: Infinity,
    gcTime: Infinity,
  })
}

export function useWorklist() {
  const call = useApi()
  const enabled = useMay('listPatients')
  return useQuery({
    enabled,
    queryKey: keys.patients,
    queryFn: () => call('listPatients', { query: {} }),
    refetchInterval: 60_000,
  })
}

/** Patients of colleagues whom somebody looks for; nothing is asked until two letters are there. */
export function useOthers(search: string) {
  const call = useApi()
  return useQuery({
    queryKey: [...keys.patients, search],
    queryFn: () => call('listPatients', { query: { search } }),
    enabled: search.trim().length >= 2,
    select: ({ others }) => others ?? [],
  })
}

export function usePatientQuery(patientId: string) {
  const call = useApi()
  return useQuery<PatientRecord>({
    queryKey: keys.patient(patientId),
    queryFn: () => call('patient', { params: { patientId } }),
    refetchInterval: 60_000,
  })
}

/** Puts what the server answered to a write where the screens read it. */
export function useStoreRecord() {
  const client = useQueryClient()
  return (record: PatientRecord) => {
    client.setQueryData(keys.patient(record.patientId), record)
    void client.invalidateQueries({ queryKey: keys.patients })
  }
}

/**
 * A write that answers with the record. Its ids stand in `variables`, so that pressing "try again" repeats the very
 * same write, with what was to happen after it.
 */
export function useRecordWrite<Variables>(write: (call: Call, variables: Variables) => Promise<PatientRecord>) {
  const call = useApi()
  const store = useStoreRecord()
  const mutation = useMutation({ mutationFn: (variables: Variables) => write(call, variables), onSuccess: store })
  const last = useRef<(() => void) | undefined>(undefined)
  const mutate: typeof mutation.mutate = (...what) => {
    last.current = () => mutation.mutate(...what)
    last.current()
  }
  return { ...mutation, mutate, again: mutation.variables === undefined ? undefined : () => last.current?.() }
}

import type { AuditFilter, AuditPage, Contract, ExportState, PatientExport } from '@dosis/api'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useApi } from '../data/api.ts'

const keys = {
  team: (patientId: string) => ['team', patientId],
  exports: (patientId: string) => ['exports', patientId],
  log: (patientId: string) => ['log', patientId],
  practiceLog: (filter: AuditFilter) => ['practice-log', filter],
  review: ['access-review'],
} as const

/** The page after this one, as the log asks for it. */
const nextPage = ({ before }: AuditPage) => (before === null ? undefined : String(before))
const pageOf = (before: string | undefined) => (before === undefined ? {} : { before })

export function useCareTeam(patientId: string) {
  const call = useApi()
  return useQuery({ queryKey: keys.team(patientId), queryFn: () => call('careTeam', { params: { patientId } }) })
}

export function useChangeTeam(patientId: string) {
  const call = useApi()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Contract['changeTeam']['body']) => call('changeTeam', { params: { patientId }, body }),
    onSuccess: (team) => {
      client.setQueryData(keys.team(patientId), team)
      void client.invalidateQueries({ queryKey: keys.log(patientId) })
    },
  })
}

export const isComing = (state: ExportState): boolean => state === 'waiting' || state === 'late'

/** While a copy is being made it is looked at again. */
export function useRecordExports(patientId: string) {
  const call = useApi()
  return useQuery({
    queryKey: keys.exports(patientId),
    queryFn: () => call('recordExports', { params: { patientId } }),
    refetchInterval: ({ state }) => (state.data?.exports.some((one) => isComing(one.state)) ? 3_000 : false),
  })
}

export function useAskExport(patientId: string) {
  const call = useApi()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Contract['askExport']['body']) => call('askExport', { params: { patientId }, body }),
    onSuccess: (exports) => {
      client.setQueryData(keys.exports(patientId), exports)
      void client.invalidateQueries({ queryKey: keys.log(patientId) })
    },
  })
}

export function useDownloadExport(patientId: string, onCopy: (copy: PatientExport) => void) {
  const call = useApi()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (exportId: string) => call('downloadExport', { params: { patientId }, query: { exportId } }),
    onSuccess: (copy) => {
      onCopy(copy)
      void client.invalidateQueries({ queryKey: keys.log(patientId) })
    },
    onError: () => void client.invalidateQueries({ queryKey: keys.exports(patientId) }),
  })
}

export function usePatientLog(patientId: string) {
  const call = useApi()
  return useInfiniteQuery({
    queryKey: keys.log(patientId),
    queryFn: ({ pageParam }) => call('patientAudit', { params: { patientId }, query: pageOf(pageParam) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextPage,
  })
}

export function usePracticeLog(filter: AuditFilter) {
  const call = useApi()
  return useInfiniteQuery({
    queryKey: keys.practiceLog(filter),
    queryFn: ({ pageParam }) => call('practiceAudit', { query: { ...filter, ...pageOf(pageParam) } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextPage,
  })
}

export function useCheckLog() {
  const call = useApi()
  return useMutation({ mutationFn: () => call('checkAudit') })
}

export function useExportLog(onExported: (bundle: Contract['exportAudit']['response']) => void) {
  const call = useApi()
  return useMutation({
    mutationFn: (query: AuditFilter) => call('exportAudit', { query }),
    onSuccess: onExported,
  })
}

export function useOpenOutside(patientId: string) {
  const call = useApi()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Contract['openOutside']['body']) => call('openOutside', { params: { patientId }, body }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['patients'] })
      return client.refetchQueries({ queryKey: ['patient', patientId] })
    },
  })
}

/** Who a patient of a colleague is, as the list told it when it was searched. */
export function useOtherPatient(patientId: string) {
  const lists = useQueryClient().getQueriesData<Contract['listPatients']['response']>({ queryKey: ['patients'] })
  return lists.flatMap(([, list]) => list?.others ?? []).find((other) => other.patientId === patientId)
}

export function useAccessReview() {
  const call = useApi()
  return useQuery({ queryKey: keys.review, queryFn: () => call('accessReview') })
}

export function useReviewAccess() {
  const call = useApi()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Contract['reviewAccess']['body']) => call('reviewAccess', { body }),
    onSuccess: (review) => client.setQueryData(keys.review, review),
  })
}

export function useSetAccessRule() {
  const call = useApi()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Contract['setAccessRule']['body']) => call('setAccessRule', { body }),
    onSuccess: (review) => client.setQueryData(keys.review, review),
  })
}

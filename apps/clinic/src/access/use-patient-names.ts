import { mayUse } from '@dosis/api'
import { useQuery } from '@tanstack/react-query'
import { useApi } from '../data/api.ts'
import { useAccount } from '../data/records.ts'
import { useAccessWords } from './use-access-words.ts'

export interface PatientNames {
  readonly nameOf: (patientId: string) => string
  /** By name; empty for who may not see the list, as an administrator. */
  readonly all: readonly { readonly patientId: string; readonly name: string }[]
}

/** Patients by name for who may see the list; by number for who may not. */
export function usePatientNames(): PatientNames {
  const { a } = useAccessWords()
  const call = useApi()
  const account = useAccount()
  const list = useQuery({
    queryKey: ['patients'],
    queryFn: () => call('listPatients', { query: {} }),
    enabled: account.data !== undefined && mayUse(account.data.role, 'listPatients'),
  })
  const all = list.data?.patients.toSorted((left, right) => left.name.localeCompare(right.name)) ?? []
  const names = new Map(all.map(({ patientId, name }) => [patientId, name]))
  return { all, nameOf: (patientId) => names.get(patientId) ?? a.review.patient(patientId) }
}

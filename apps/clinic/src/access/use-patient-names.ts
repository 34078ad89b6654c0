import { mayUse } from '@dosis/api'
import { useQuery } from '@tanstack/react-query'
import { useApi } from '../data/api.ts'
import { useAccount } from '../data/records.ts'
import { useAccessWords } from './use-access-words.ts'

/** Patients by name for who may see the list; by number for who may not, as an administrator. */
export function usePatientNames(): (patientId: string) => string {
  const { a } = useAccessWords()
  const call = useApi()
  const account = useAccount()
  const list = useQuery({
    queryKey: ['patients'],
    queryFn: () => call('listPatients', { query: {} }),
    enabled: account.data !== undefined && mayUse(account.data.role, 'listPatients'),
  })
  const names = new Map(list.data?.patients.map(({ patientId, name }) => [patientId, name]))
  return (patientId) => names.get(patientId) ?? a.review.patient(patientId)
}

import { Button, EmptyState, Loading, Section } from '@dosis/ui'
import { Failure } from '../frame/Failure.tsx'
import { usePatientLog } from './access-data.ts'
import { AuditLog } from './AuditLog.tsx'
import { useAccessWords } from './use-access-words.ts'

/** The log of one record. */
export function PatientLog({ patientId }: { patientId: string }) {
  const { a } = useAccessWords()
  const log = usePatientLog(patientId)
  const entries = log.data?.pages.flatMap((page) => page.entries)
  return (
    <Section title={a.log.title}>
      {log.isPending && <Loading />}
      {log.isError && <Failure error={log.error} onRetry={() => void log.refetch()} />}
      {entries?.length === 0 && <EmptyState>{a.log.none}</EmptyState>}
      {entries !== undefined && <AuditLog entries={entries} />}
      {log.hasNextPage && (
        <Button onClick={() => void log.fetchNextPage()} busy={log.isFetchingNextPage}>
          {a.log.more}
        </Button>
      )}
    </Section>
  )
}

import { exportReasons, type PatientExport, type RecordExport } from '@dosis/api'
import { Button, ChoiceField, DataTable, EmptyState, Loading, Notice, Section } from '@dosis/ui'
import { Download } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { newId } from '../data/new-id.ts'
import { fileName, saveText } from '../evidence/save-file.ts'
import { Failure } from '../frame/Failure.tsx'
import { isComing, useAskExport, useDownloadExport, useRecordExports } from './access-data.ts'
import { useAccessWords } from './use-access-words.ts'

/** The whole record as a file: asked for here, made by a job, to be saved for a day. */
export function CopiesSection({ patientId }: { patientId: string }) {
  const { a } = useAccessWords()
  const copies = useRecordExports(patientId)
  const ask = useAskExport(patientId)
  const exports = copies.data?.exports
  const isWaiting = exports?.some(({ state }) => isComing(state)) ?? false
  return (
    <Section title={a.copies.title} note={a.copies.lead}>
      {exports === undefined &&
        (copies.isPending ? <Loading /> : <Failure error={copies.error} onRetry={() => void copies.refetch()} />)}
      {exports?.length === 0 && <EmptyState>{a.copies.none}</EmptyState>}
      {exports !== undefined && exports.length > 0 && <Copies patientId={patientId} exports={exports} />}
      <AskCopy onAsk={ask.mutate} busy={ask.isPending || isWaiting} />
      {ask.isError && <Failure error={ask.error} write />}
    </Section>
  )
}

function Copies({ patientId, exports }: { patientId: string; exports: readonly RecordExport[] }) {
  const { a, formatDate, formatTime } = useAccessWords()
  const save = (copy: PatientExport) =>
    saveText(
      `${fileName(`${a.copies.file} ${copy.exportedAt.slice(0, 10)}`)}.json`,
      JSON.stringify(copy, null, 2),
      'application/json',
    )
  const download = useDownloadExport(patientId, save)
  return (
    <>
      <DataTable
        caption={a.copies.title}
        captionHidden
        rows={exports}
        rowKey={({ exportId }) => exportId}
        columns={[
          {
            key: 'at',
            header: a.copies.askedAt,
            rowHeader: true,
            cell: ({ askedAt }) => (
              <>
                {formatDate(askedAt, 'short')} <span className="d-figures">{formatTime(askedAt)}</span>
              </>
            ),
          },
          { key: 'who', header: a.log.who, cell: ({ askedBy }) => askedBy },
          { key: 'why', header: a.copies.reason, cell: ({ reason }) => a.copies.reasons[reason] },
          {
            key: 'file',
            header: a.copies.copy,
            cell: ({ exportId, state, expiresAt }) => (
              <span className="d-row" aria-live="polite">
                {state === 'ready' && expiresAt !== null ? (
                  <>
                    <Button
                      size="small"
                      icon={Download}
                      onClick={() => download.mutate(exportId)}
                      busy={download.isPending && download.variables === exportId}
                    >
                      {a.copies.save}
                    </Button>
                    <span className="d-caption">
                      {a.copies.until(`${formatDate(expiresAt, 'short')} ${formatTime(expiresAt)}`)}
                    </span>
                  </>
                ) : (
                  a.copies.states[state === 'expired' ? 'expired' : 'waiting']
                )}
              </span>
            ),
          },
        ]}
      />
      {exports.some(({ state }) => state === 'late') && <Notice kind="caution">{a.copies.late}</Notice>}
      {download.isError && <Failure error={download.error} />}
    </>
  )
}

interface AskCopyProps {
  onAsk: (body: { exportId: string; reason: RecordExport['reason'] }) => void
  busy: boolean
}

function AskCopy({ onAsk, busy }: AskCopyProps) {
  const { a } = useAccessWords()
  const [reason, setReason] = useState<RecordExport['reason']>()
  const ask = (event: FormEvent) => {
    event.preventDefault()
    if (reason === undefined) return
    onAsk({ exportId: newId(), reason })
    setReason(undefined)
  }
  return (
    <form className="c-filter" onSubmit={ask}>
      <ChoiceField
        label={a.copies.reason}
        options={exportReasons.map((value) => ({ value, label: a.copies.reasons[value] }))}
        value={reason}
        onChange={setReason}
        unknownLabel={a.copies.choose}
      />
      <Button type="submit" busy={busy} disabled={reason === undefined}>
        {a.copies.ask}
      </Button>
    </form>
  )
}

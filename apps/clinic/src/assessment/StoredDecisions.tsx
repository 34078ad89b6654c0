import type { DecisionSummary } from '@dosis/api'
import { Button, Section } from '@dosis/ui'
import { useMutation } from '@tanstack/react-query'
import { useApi } from '../data/api.ts'
import { useRecord } from '../data/context.tsx'
import { newId } from '../data/new-id.ts'
import { useMay, useRecordWrite } from '../data/records.ts'
import { Failure } from '../frame/Failure.tsx'
import { May } from '../frame/May.tsx'
import { useWords } from '../frame/words.ts'

/** Keeps the assessment of this moment, and shows those that were kept; each can be recomputed and compared. */
export function StoredDecisions() {
  const { t } = useWords()
  const { patientId, decisions } = useRecord()
  const keep = useRecordWrite((call, decisionId: string) =>
    call('storeAssessment', { params: { patientId }, body: { decisionId } }),
  )
  const mayKeep = useMay('storeAssessment')
  const kept = decisions.filter(({ kind }) => kind === 'assess').toSorted((a, b) => b.madeAt.localeCompare(a.madeAt))
  if (!mayKeep && kept.length === 0) return null
  return (
    <Section title={t.assessment.kept} level={3}>
      {mayKeep && (
        <>
          <p className="d-caption">{t.assessment.keptText}</p>
          <Button onClick={() => keep.mutate(newId())} busy={keep.isPending}>
            {t.assessment.keep}
          </Button>
        </>
      )}
      {keep.isError && <Failure error={keep.error} onRetry={keep.again} write />}
      {kept.length > 0 && (
        <ul className="c-decisions">
          {kept.slice(0, 5).map((decision) => (
            <KeptDecision key={decision.decisionId} decision={decision} />
          ))}
        </ul>
      )}
    </Section>
  )
}

function KeptDecision({ decision }: { decision: DecisionSummary }) {
  const { t, formatDate, formatTime } = useWords()
  const call = useApi()
  const replay = useMutation({
    mutationFn: () => call('replay', { params: { decisionId: decision.decisionId } }),
  })
  const answer =
    replay.data === undefined ? null : replay.data.identical ? t.assessment.identical : t.assessment.different
  return (
    <li>
      <span className="d-figures">
        {formatDate(decision.madeAt, 'short')}, {formatTime(decision.madeAt)}
      </span>{' '}
      <code>{decision.resultHash.slice(0, 8)}</code>{' '}
      <May route="replay">
        <Button kind="quiet" size="small" onClick={() => replay.mutate()} busy={replay.isPending}>
          {t.assessment.replay}
        </Button>
      </May>
      <span role="status">{answer}</span>
      {replay.isError && <Failure error={replay.error} onRetry={() => replay.mutate()} />}
    </li>
  )
}

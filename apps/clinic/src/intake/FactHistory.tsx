import type { FactStatement } from '@dosis/api'
import { DataTable, Disclosure } from '@dosis/ui'
import { useKnowledge, useRecord } from '../data/context.tsx'
import { useWords } from '../frame/words.ts'
import { factWords } from '../reason/fact-words.ts'
import { definitionOf } from '../reason/definition-of.ts'
import { useExpiredWords } from '../reason/ExpiredFacts.tsx'
import { useLiveAssessment } from './live-assessment.ts'

/** Everything that was ever stated about this patient, newest first; nothing is overwritten. */
export function FactHistory() {
  const words = useWords()
  const { t, pick, formatDate, formatTime } = words
  const { factHistory } = useRecord()
  const knowledge = useKnowledge()
  const newestFirst = factHistory.toSorted((left, right) => right.recordedAt.localeCompare(left.recordedAt))
  const { expired = [] } = useLiveAssessment()
  const becauseOf = useExpiredWords()
  /** Of one fact the newest answer is the one that counts, or no longer does; earlier ones were overtaken. */
  const expiredBy = ({ eventId, fact }: FactStatement) => {
    const found = expired.find((each) => each.fact === fact)
    const isNewest = newestFirst.find((event) => event.fact === fact)?.eventId === eventId
    return found && isNewest && <p className="d-caption">{becauseOf(found)}</p>
  }
  return (
    <Disclosure summary={t.intake.history(factHistory.length)}>
      <DataTable
        caption={t.intake.historyCaption}
        captionHidden
        rows={newestFirst}
        rowKey={({ eventId }) => eventId}
        columns={[
          {
            key: 'fact',
            header: t.intake.question,
            rowHeader: true,
            cell: ({ fact }) => {
              const definition = definitionOf(knowledge, fact)
              return definition === undefined ? fact : pick(definition.question)
            },
          },
          {
            key: 'stated',
            header: t.intake.answer,
            cell: (event) => (
              <>
                {factWords(event.stated, definitionOf(knowledge, event.fact), words)}
                {expiredBy(event)}
              </>
            ),
          },
          {
            key: 'when',
            header: t.intake.when,
            cell: ({ recordedAt }) => `${formatDate(recordedAt, 'short')}, ${formatTime(recordedAt)}`,
          },
          { key: 'who', header: t.intake.who, cell: ({ recordedBy }) => recordedBy },
        ]}
      />
    </Disclosure>
  )
}

import { useKnowledge, useRecord } from '../data/context.tsx'
import { useWords } from './words.ts'

/** The foot of a printed page: who, when, by which version, and what Dosis is not. */
export function PrintFoot() {
  const { t, terms, formatDate } = useWords()
  const record = useRecord()
  const knowledge = useKnowledge()
  return (
    <footer className="c-print-foot">
      {record.details.name}, {formatDate(record.details.birthDate, 'numeric')}. {t.printedOn(formatDate(record.today))}.{' '}
      {t.settings.knowledge} {knowledge.version.slice(0, 12)}. {terms.notADevice}
    </footer>
  )
}

import type { Prescription } from '@dosis/domain'
import { useKnowledge } from '../data/context.tsx'
import { useWords } from '../frame/words.ts'
import { SourceNote } from '../reason/SourceNote.tsx'

/** What the document of a form says of it: its status, how it means it, how sure it is. */
export function SourceOfForm({ prescription }: { prescription: Prescription }) {
  const { terms } = useWords()
  const knowledge = useKnowledge()
  const { form, status, why } = prescription
  return (
    <SourceNote
      factIds={[...new Set(why.flatMap(({ factIds }) => factIds))]}
      document={knowledge.forms[form]?.document}
      said={status === 'none' ? undefined : terms.sourceStatus[status]}
    />
  )
}

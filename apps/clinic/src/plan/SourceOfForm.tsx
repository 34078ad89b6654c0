import type { Certainty, Prescription, Statement } from '@dosis/domain'
import { CertaintyMark, Tag } from '@dosis/ui'
import { useKnowledge } from '../data/context.tsx'
import { useWords } from '../frame/words.ts'

/** The kinds of statement that say how much a source means what it says, the strongest first. */
const telling = ['formal_conditional', 'informal', 'quoted', 'none'] as const satisfies readonly Statement['kind'][]
const fromLowest = ['very_low', 'low', 'moderate', 'high'] as const satisfies readonly Certainty[]

/** Status of the document, kind of recommendation and certainty, in the document's own words. */
export function SourceOfForm({ prescription }: { prescription: Prescription }) {
  const { terms, pick } = useWords()
  const knowledge = useKnowledge()
  const form = knowledge.forms[prescription.form]
  const document = form === undefined ? undefined : knowledge.documents[form.document]
  const cited = [...new Set(prescription.why.flatMap(({ factIds }) => factIds))]
    .flatMap((id) => knowledge.statements[id] ?? [])
    .filter((statement) => statement.document === form?.document)
  const kind = telling.find((each) => cited.some((statement) => statement.kind === each))
  const certainty = fromLowest.find((each) => cited.some((statement) => statement.certainty === each))
  const said =
    prescription.status === 'none'
      ? kind === undefined
        ? null
        : terms.statementKind[kind]
      : terms.sourceStatus[prescription.status]
  return (
    <>
      {document?.statusNote && <Tag>{pick(document.statusNote)}</Tag>}
      {said !== null && <span className="d-caption">{said}</span>}
      {certainty !== undefined && <CertaintyMark certainty={certainty} />}
    </>
  )
}

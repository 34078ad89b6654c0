import type { Statement, StatementId } from '@dosis/domain'
import { CertaintyMark, Tag } from '@dosis/ui'
import { useKnowledge } from '../data/context.tsx'
import { useWords } from '../frame/words.ts'
import { lowestCertainty } from './lowest-certainty.ts'

/** Kinds of statement that say how much a document means it, the strongest first. */
const telling = ['formal_conditional', 'informal', 'quoted', 'none'] as const satisfies readonly Statement['kind'][]
/** Where a document says none of these, it describes, found something, or is silent. */
const kinds = [...telling, 'finding', 'description', 'silent'] as const satisfies readonly Statement['kind'][]

interface SourceNoteProps {
  /** What the conclusion cites. */
  factIds: readonly StatementId[]
  /** Only statements of this document count; left out = those of the first that is cited. */
  document?: string | undefined
  /** Said in place of the kind of statement. */
  said?: string | undefined
}

/** Status of the document, kind of recommendation and certainty, in the document's own words. */
export function SourceNote({ factIds, document: wanted, said }: SourceNoteProps) {
  const { terms, pick } = useWords()
  const knowledge = useKnowledge()
  const cited = factIds.flatMap((id) => knowledge.statements[id] ?? [])
  const from = wanted ?? cited.find(({ kind }) => telling.some((each) => each === kind))?.document ?? cited[0]?.document
  const document = from === undefined ? undefined : knowledge.documents[from]
  const own = cited.filter((statement) => statement.document === from)
  const kind = kinds.find((each) => own.some((statement) => statement.kind === each))
  const certainty = lowestCertainty(
    own.map(({ id }) => id),
    knowledge,
  )
  const words = said ?? (kind === undefined ? null : terms.statementKind[kind])
  if (document === undefined && words === null) return null
  return (
    <span className="c-source-note">
      {document?.statusNote && <Tag>{pick(document.statusNote)}</Tag>}
      {words !== null && <span className="d-caption">{words}</span>}
      {certainty !== undefined && <CertaintyMark certainty={certainty} />}
    </span>
  )
}

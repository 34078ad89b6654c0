import type { StatementId } from '@dosis/domain'
import { useKnowledge } from '../data/context.tsx'
import { useWords } from '../frame/words.ts'
import { SourceNote } from './SourceNote.tsx'

interface SourcesProps {
  /** What the conclusion cites. */
  factIds: readonly StatementId[]
  /** What the document says its own passage is, where it says so. */
  standing?: StatementId | undefined
}

/** The documents behind a conclusion, each with its status, the kind of what it says and the certainty it gives. */
export function Sources({ factIds, standing }: SourcesProps) {
  const { pick } = useWords()
  const knowledge = useKnowledge()
  const cited = standing === undefined ? factIds : [...factIds, standing]
  const documents = new Set(cited.flatMap((id) => knowledge.statements[id]?.document ?? []))
  const own = standing === undefined ? undefined : knowledge.statements[standing]
  return (
    <>
      {[...documents].map((id) => {
        const document = knowledge.documents[id]
        return (
          document && (
            <p key={id} className="d-caption c-line">
              <span>{pick(document.title)}</span>
              <SourceNote factIds={cited} document={id} />
            </p>
          )
        )
      })}
      {own && (
        <blockquote className="c-standing">
          <p>{pick(own.text)}</p>
          <footer className="d-reason-place">
            <code>{own.id}</code>, {own.at}
          </footer>
        </blockquote>
      )}
    </>
  )
}

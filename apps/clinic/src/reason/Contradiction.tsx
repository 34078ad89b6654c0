import type { Contradiction as Contradicting, Knowledge, Text } from '@dosis/domain'
import { Tag } from '@dosis/ui'
import { useKnowledge } from '../data/context.tsx'
import { useWords } from '../frame/words.ts'

/** Places that say different things, side by side; then what holds, what Dosis does with it, and why. */
export function Contradiction({ contradiction }: { contradiction: Contradicting }) {
  const { t, pick } = useWords()
  const knowledge = useKnowledge()
  const { id, names, places, holds, because, consequence } = contradiction
  const does = t.contradiction.does[consequence.kind]
  // A warning is named by its own words, not by the table that gives it.
  const named = consequence.by.filter((path) => consequence.kind !== 'warning' || !path.startsWith('decisions/'))
  const by = [...new Set(named)].flatMap((path) => namesAt(knowledge, path) ?? [])
  return (
    <div className="c-contradiction">
      <p className="c-contradiction-name">
        {pick(names)} <code className="d-reason-place">{id}</code>
      </p>
      <ul className="c-contradiction-places" aria-label={t.contradiction.places(places.length)}>
        {places.map(({ document: documentId, at, says }) => {
          const document = knowledge.documents[documentId]
          return (
            <li key={`${documentId} ${at}`}>
              <p>{pick(says)}</p>
              <p className="d-reason-place">
                {document === undefined ? documentId : pick(document.title)}, {at}{' '}
                {document?.statusNote && <Tag>{pick(document.statusNote)}</Tag>}
              </p>
            </li>
          )
        })}
      </ul>
      <dl className="c-facts">
        <div>
          <dt>{t.contradiction.holds}</dt>
          <dd>{holds === null ? t.contradiction.neither(places.length) : pick(holds)}</dd>
        </div>
        <div>
          <dt>{t.contradiction.because}</dt>
          <dd>{pick(because)}</dd>
        </div>
        <div>
          <dt>{t.contradiction.dosis}</dt>
          <dd>{by.length === 0 ? `${does}.` : `${does}: ${by.map(pick).join('; ')}.`}</dd>
        </div>
      </dl>
    </div>
  )
}

/** The names of what stands at a path of the knowledge (`forms/strength_hf`); nothing for what has none. */
function namesAt(knowledge: Knowledge, path: string): Text | null {
  const [kind = '', id = ''] = path.split('/')
  const things = (knowledge as unknown as Readonly<Record<string, Readonly<Record<string, { names?: Text }>>>>)[kind]
  return things?.[id]?.names ?? null
}

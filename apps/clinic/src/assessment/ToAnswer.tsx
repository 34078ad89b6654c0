import type { StillNeeded } from '@dosis/domain'
import { Section, Tag } from '@dosis/ui'
import { Link } from 'wouter'
import { useKnowledge, useRecord } from '../data/context.tsx'
import { askPath, patientPath } from '../frame/places.ts'
import { useWords } from '../frame/words.ts'
import { influenceWords, mostTellingFirst } from '../intake/influence-words.ts'
import { definitionOf } from '../reason/definition-of.ts'

const atMost = 5

/** The most decisive questions that are still open, each a link to its place in the intake. */
export function ToAnswer({ needed }: { needed: readonly StillNeeded[] }) {
  const words = useWords()
  const { t, pick } = words
  const knowledge = useKnowledge()
  const { patientId } = useRecord()
  return (
    <Section title={t.intake.stillNeeded} level={3} note={String(needed.length)}>
      {needed.length === 0 && <p>{t.intake.nothingNeeded}</p>}
      <ol className="d-needed">
        {needed.slice(0, atMost).map(({ fact, safety, influences }) => {
          const [first] = mostTellingFirst(influences)
          const definition = definitionOf(knowledge, fact)
          return (
            <li key={fact}>
              <div className="c-line">
                <Link href={askPath(patientId, fact)}>
                  {definition === undefined ? fact : pick(definition.question)}
                </Link>
                {safety && <Tag kind="caution">{t.intake.safety}</Tag>}
              </div>
              {first && <p className="d-caption">{influenceWords(first, knowledge, words)}</p>}
            </li>
          )
        })}
      </ol>
      {needed.length > atMost && (
        <Link href={patientPath(patientId, 'intake')}>{t.intake.moreNeeded(needed.length - atMost)}</Link>
      )}
    </Section>
  )
}

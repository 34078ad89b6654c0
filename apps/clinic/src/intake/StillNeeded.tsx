import type { StillNeeded as Needed } from '@dosis/domain'
import { Disclosure, focusField, Tag } from '@dosis/ui'
import { useKnowledge } from '../data/context.tsx'
import { useWords } from '../frame/words.ts'
import { fieldId } from './FactField.tsx'
import { influenceWords, mostTellingFirst } from './influence-words.ts'
import { definitionOf } from '../reason/definition-of.ts'

const atFirst = 6

/** What Dosis still needs to know, most decisive first; pressing a question brings the cursor to its field. */
export function StillNeeded({ needed }: { needed: readonly Needed[] }) {
  const { t } = useWords()
  if (needed.length === 0) return <p>{t.intake.nothingNeeded}</p>
  const rest = needed.slice(atFirst)
  return (
    <>
      <NeededList needed={needed.slice(0, atFirst)} start={1} />
      {rest.length > 0 && (
        <Disclosure summary={t.intake.moreNeeded(rest.length)}>
          <NeededList needed={rest} start={atFirst + 1} />
        </Disclosure>
      )}
    </>
  )
}

function NeededList({ needed, start }: { needed: readonly Needed[]; start: number }) {
  const words = useWords()
  const { t, pick } = words
  const knowledge = useKnowledge()
  return (
    <ol className="d-needed" start={start}>
      {needed.map(({ fact, safety, influences }) => {
        const definition = definitionOf(knowledge, fact)
        const said = mostTellingFirst(influences).map((influence) => influenceWords(influence, knowledge, words))
        return (
          <li key={fact}>
            <div className="c-line">
              <button type="button" className="c-needed-question" onClick={() => focusField(fieldId(fact))}>
                {definition === undefined ? fact : pick(definition.question)}
              </button>
              {safety && <Tag kind="caution">{t.intake.safety}</Tag>}
            </div>
            <p className="d-caption">{said[0]}</p>
            {said.length > 1 && (
              <Disclosure summary={t.intake.moreInfluences(said.length - 1)}>
                <ul className="c-influences">
                  {said.slice(1).map((each) => (
                    <li key={each}>{each}</li>
                  ))}
                </ul>
              </Disclosure>
            )}
          </li>
        )
      })}
    </ol>
  )
}

import type { FactDefinition } from '@dosis/domain'
import { Button } from '@dosis/ui'
import { useWords } from '../frame/words.ts'
import { useFactSaver } from './fact-saver.tsx'
import { FactField } from './FactField.tsx'

/** Every condition, by name, in two columns; those that are still open can be answered with no at once. */
export function Conditions({ definitions }: { definitions: readonly FactDefinition[] }) {
  const { t, pick, language } = useWords()
  const { facts, stateFact, stateFacts } = useFactSaver()
  const byName = definitions.toSorted((left, right) =>
    pick(left.question).localeCompare(pick(right.question), language),
  )
  const open = byName.filter(({ id }) => (facts[id] ?? { state: 'unknown' }).state === 'unknown')
  return (
    <>
      <div className="c-conditions">
        {byName.map((definition) => (
          <FactField
            key={definition.id}
            definition={definition}
            fact={facts[definition.id]}
            onChange={(fact) => stateFact(definition.id, fact)}
          />
        ))}
      </div>
      {open.length > 0 && open.length < byName.length && (
        <div className="d-row">
          <Button
            size="small"
            onClick={() =>
              stateFacts(
                open.map(({ id }) => id),
                { state: 'known', value: false },
              )
            }
          >
            {t.intake.noOtherConditions(open.length)}
          </Button>
        </div>
      )}
    </>
  )
}

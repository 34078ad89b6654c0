import { type ExpiredFact, type Fact, type FactDefinition, type FactId, factSources, type IsoDate } from '@dosis/domain'
import { ChoiceField, DateField, Disclosure } from '@dosis/ui'
import { useKnowledge } from '../data/context.tsx'
import { useWords } from '../frame/words.ts'
import { definitionOf } from '../reason/definition-of.ts'

type Answered = Exclude<Fact, { state: 'unknown' }>

interface FactOriginProps {
  definition: FactDefinition
  fact: Answered
  /** Other answers count only while this one is as it was, such as the dose of a medicine. */
  isWatched: boolean
  /** Set where the answer no longer counts. */
  expired: ExpiredFact | undefined
  today: IsoDate
  onChange: (fact: Fact) => void
}

/**
 * Whether the day and the source of an answer are asked: of what was measured or counts only for a while, and of what
 * other answers hold by.
 */
export function hasOrigin({ group, answer, validWhile }: FactDefinition, isWatched: boolean): boolean {
  const isMeasured = answer.kind === 'quantity' && group !== 'person' && group !== 'course'
  return isMeasured || validWhile !== undefined || isWatched
}

/** When an answer was seen, when it last changed, and where it comes from; closed until somebody opens it. */
export function FactOrigin({ definition, fact, isWatched, expired, today, onChange }: FactOriginProps) {
  const { t, pick, formatDate } = useWords()
  const knowledge = useKnowledge()
  const say = t.intake.origin
  const { observedOn, changedOn, source, ...rest } = fact
  const put = (next: { readonly [key in 'observedOn' | 'changedOn' | 'source']?: string | undefined }) => {
    const days = { observedOn, changedOn, source, ...next }
    onChange({
      ...rest,
      ...Object.fromEntries(Object.entries(days).filter(([, value]) => value !== undefined)),
    } as Fact)
  }
  const said = [
    observedOn === undefined ? null : say.seen(formatDate(observedOn)),
    changedOn === undefined ? null : say.changed(formatDate(changedOn)),
    source === undefined ? null : say.sources[source],
  ].filter((part) => part !== null)
  const question = (id: FactId) => {
    const named = definitionOf(knowledge, id)
    return named === undefined ? id : pick(named.question)
  }
  return (
    <div className="c-origin" role="group" aria-label={pick(definition.question)}>
      <Disclosure summary={said.length === 0 ? say.open : said.join(', ')} startsOpen={expired !== undefined}>
        <div className="c-origin-fields">
          <DateField
            label={definition.answer.kind === 'quantity' ? say.measuredOn : say.seenOn}
            value={observedOn}
            max={today}
            problem={expired?.because
              .map(({ fact: id, changedOn: on }) => say.expired(question(id), formatDate(on)))
              .join(' ')}
            onChange={(day) => put({ observedOn: day })}
          />
          {isWatched && (
            <DateField
              label={say.changedOn}
              hint={say.changedHint}
              value={changedOn}
              max={today}
              onChange={(day) => put({ changedOn: day })}
            />
          )}
          <ChoiceField
            label={say.from}
            options={factSources.map((value) => ({ value, label: say.sources[value] }))}
            value={source}
            onChange={(next) => put({ source: next })}
          />
        </div>
      </Disclosure>
    </div>
  )
}

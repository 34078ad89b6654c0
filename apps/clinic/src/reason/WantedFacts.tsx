import type { WantedFact } from '@dosis/domain'
import { Disclosure, Section } from '@dosis/ui'
import { useKnowledge } from '../data/context.tsx'
import { useWords } from '../frame/words.ts'
import { AskLink } from './ExpiredFacts.tsx'
import { findRule } from './find-rule.ts'

interface WantedFactsProps {
  wanted: readonly WantedFact[]
  /** The rest is one press away. */
  atMost?: number
}

/** Facts that rules ask for and that nobody knows yet, each with the rules that wait for it; they hold nothing back. */
export function WantedFacts({ wanted, atMost = wanted.length }: WantedFactsProps) {
  const { t, terms } = useWords()
  if (wanted.length === 0) return null
  const rest = wanted.slice(atMost)
  return (
    <Section title={terms.wanted.title} level={3} note={String(wanted.length)}>
      <p className="d-caption">{terms.wanted.explanation}</p>
      <List wanted={wanted.slice(0, atMost)} />
      {rest.length > 0 && (
        <Disclosure summary={t.intake.moreNeeded(rest.length)}>
          <List wanted={rest} />
        </Disclosure>
      )}
    </Section>
  )
}

function List({ wanted }: { wanted: readonly WantedFact[] }) {
  const { pick } = useWords()
  const knowledge = useKnowledge()
  return (
    <ul className="c-gaps">
      {wanted.map(({ fact, rules }) => (
        <li key={fact}>
          <AskLink fact={fact} />
          <p className="d-caption">{rules.map((rule) => pick(findRule(knowledge, rule).names)).join('; ')}</p>
        </li>
      ))}
    </ul>
  )
}

import type { ExpiredFact, FactId, Plan, UnmetRequirement } from '@dosis/domain'
import { Disclosure, Notice, Section } from '@dosis/ui'
import { Link } from 'wouter'
import { useKnowledge, useRecord } from '../data/context.tsx'
import { askPath } from '../frame/places.ts'
import { useWords } from '../frame/words.ts'
import { definitionOf } from '../reason/definition-of.ts'
import { findRule } from '../reason/find-rule.ts'
import { Chain } from '../reason/Why.tsx'

/** What stands beside the plan: facts that no longer count, what rules ask for and it lacks, what is worth asking. */
export function PlanGaps({ plan }: { plan: Plan }) {
  return (
    <>
      <Expired expired={plan.expired ?? []} />
      <Unmet unmet={plan.unmet ?? []} />
      <Wanted wanted={plan.wanted ?? []} />
    </>
  )
}

/** Links to the question of a fact at intake. */
function AskLink({ fact }: { fact: FactId }) {
  const { pick } = useWords()
  const knowledge = useKnowledge()
  const { patientId } = useRecord()
  const definition = definitionOf(knowledge, fact)
  return <Link href={askPath(patientId, fact)}>{definition === undefined ? fact : pick(definition.question)}</Link>
}

function Expired({ expired }: { expired: readonly ExpiredFact[] }) {
  const { terms, formatDate } = useWords()
  if (expired.length === 0) return null
  return (
    <Notice kind="caution" title={terms.expired.title}>
      <p>{terms.expired.explanation}</p>
      <ul className="c-list">
        {expired.map(({ fact, observedOn }) => (
          <li key={fact}>
            <AskLink fact={fact} />{' '}
            <span className="d-caption">
              {observedOn === null
                ? terms.expired.observedUnknown
                : `${terms.expired.observedOn} ${formatDate(observedOn)}`}
            </span>
          </li>
        ))}
      </ul>
    </Notice>
  )
}

function Unmet({ unmet }: { unmet: readonly UnmetRequirement[] }) {
  const { t, terms, pick } = useWords()
  const knowledge = useKnowledge()
  const nameOf = (form: string) => {
    const found = knowledge.forms[form]
    return found === undefined ? form : pick(found.names)
  }
  if (unmet.length === 0) return null
  return (
    <Section title={terms.unmet.title}>
      <ul className="c-gaps">
        {unmet.map(({ rule, anyForm, possible, factIds }) => (
          <li key={rule}>
            <p>{pick(findRule(knowledge, rule).names)}</p>
            <p className="d-caption">
              {possible.length === 0
                ? `${anyForm.map(nameOf).join(', ')}: ${terms.unmet.nonePossible}`
                : t.plan.addOneOf(possible.map(nameOf))}
            </p>
            <Disclosure summary={t.reason.why}>
              <Chain why={[{ rule, truth: 'yes', facts: [], factIds }]} />
            </Disclosure>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Wanted({ wanted }: { wanted: NonNullable<Plan['wanted']> }) {
  const { terms, pick } = useWords()
  const knowledge = useKnowledge()
  if (wanted.length === 0) return null
  return (
    <Section title={terms.wanted.title} level={3}>
      <p className="d-caption">{terms.wanted.explanation}</p>
      <ul className="c-gaps">
        {wanted.map(({ fact, rules }) => (
          <li key={fact}>
            <AskLink fact={fact} />
            <p className="d-caption">{rules.map((rule) => pick(findRule(knowledge, rule).names)).join('; ')}</p>
          </li>
        ))}
      </ul>
    </Section>
  )
}

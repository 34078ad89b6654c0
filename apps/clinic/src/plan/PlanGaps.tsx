import type { Plan, UnmetRequirement } from '@dosis/domain'
import { Disclosure, Section } from '@dosis/ui'
import { useKnowledge } from '../data/context.tsx'
import { useWords } from '../frame/words.ts'
import { ExpiredFacts } from '../reason/ExpiredFacts.tsx'
import { findRule } from '../reason/find-rule.ts'
import { WantedFacts } from '../reason/WantedFacts.tsx'
import { Chain } from '../reason/Why.tsx'

/** What stands beside the plan: facts that no longer count, what rules ask for and it lacks, what is worth asking. */
export function PlanGaps({ plan }: { plan: Plan }) {
  return (
    <>
      <ExpiredFacts expired={plan.expired ?? []} />
      <Unmet unmet={plan.unmet ?? []} />
      <WantedFacts wanted={plan.wanted ?? []} />
    </>
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

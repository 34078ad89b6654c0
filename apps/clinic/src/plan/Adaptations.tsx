import { adaptationKinds, type AdaptationKind, type Prescription, type RuleId } from '@dosis/domain'
import { Disclosure } from '@dosis/ui'
import { useKnowledge } from '../data/context.tsx'
import { useWords } from '../frame/words.ts'
import { findRule } from '../reason/find-rule.ts'
import { Chain } from '../reason/Why.tsx'

/** What other conditions and medicines change about this training, by what it is about; each opens to its reason. */
export function Adaptations({ prescription }: { prescription: Prescription }) {
  const { t, terms } = useWords()
  const knowledge = useKnowledge()
  const kindOf = (id: RuleId): AdaptationKind | null => knowledge.constraints[id]?.adapts?.[0] ?? null
  const groups = [...adaptationKinds, null]
    .map((kind) => ({ kind, rules: prescription.adaptations.filter((id) => kindOf(id) === kind) }))
    .filter(({ rules }) => rules.length > 0)
  if (groups.length === 0) return null
  return (
    <div className="c-adaptations">
      <h4>{t.plan.adaptations}</h4>
      <dl>
        {groups.map(({ kind, rules }) => (
          <div key={kind ?? 'other'}>
            <dt>{kind === null ? t.plan.otherAdaptation : terms.adaptationKind[kind]}</dt>
            {rules.map((rule) => (
              <dd key={rule}>
                <Adaptation rule={rule} prescription={prescription} />
              </dd>
            ))}
          </div>
        ))}
      </dl>
    </div>
  )
}

function Adaptation({ rule, prescription }: { rule: RuleId; prescription: Prescription }) {
  const { pick } = useWords()
  const knowledge = useKnowledge()
  const adaptation = knowledge.constraints[rule]?.adaptation
  const reason = prescription.why.find((each) => each.rule === rule)
  const found = findRule(knowledge, rule)
  const why = reason ?? { rule, truth: 'yes' as const, facts: [], factIds: found.factIds }
  return (
    <Disclosure summary={pick(adaptation ?? found.names)}>
      <Chain why={[why]} />
    </Disclosure>
  )
}

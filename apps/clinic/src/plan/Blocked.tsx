import type { Plan, PlanBlock } from '@dosis/domain'
import { focusField, Notice } from '@dosis/ui'
import { Link } from 'wouter'
import { useKnowledge, useRecord } from '../data/context.tsx'
import { askPath } from '../frame/places.ts'
import { useWords } from '../frame/words.ts'
import { findRule } from '../reason/find-rule.ts'
import { doseFieldId } from './DoseEditor.tsx'
import { boundOfLimit } from './dose-words.ts'
import { definitionOf } from '../reason/definition-of.ts'

/** Why the plan may not be confirmed yet, each with the way to solve it. */
export function Blocked({ plan }: { plan: Plan }) {
  const { t } = useWords()
  if (plan.blocked.length === 0) return null
  return (
    <Notice kind="caution" title={t.plan.blocked(plan.blocked.length)}>
      <ul className="c-blocks">
        {plan.blocked.map((block) => (
          <li key={JSON.stringify(block)}>
            <Block block={block} plan={plan} />
          </li>
        ))}
      </ul>
    </Notice>
  )
}

function Block({ block, plan }: { block: PlanBlock; plan: Plan }) {
  const words = useWords()
  const { t, terms, pick } = words
  const knowledge = useKnowledge()
  const { patientId } = useRecord()
  if (block.kind === 'nothing_to_prescribe') return <>{t.plan.block.nothing}</>
  if (block.kind === 'referral') return <>{t.plan.block.referral(pick(findRule(knowledge, block.rule).names))}</>
  if (block.kind === 'not_for_whom') return <>{t.plan.block.notForWhom(pick(findRule(knowledge, block.rule).names))}</>
  if (block.kind === 'missing_fact') {
    const definition = definitionOf(knowledge, block.fact)
    return (
      <Link href={askPath(patientId, block.fact)}>
        {t.plan.block.missing(definition === undefined ? block.fact : pick(definition.question))}
      </Link>
    )
  }
  const prescription = plan.prescriptions.find(({ id }) => id === block.prescription)
  const form = knowledge.forms[prescription?.form ?? '']
  const where = `${form === undefined ? block.prescription : pick(form.names)}, ${terms.dose[block.key].name.toLowerCase()}`
  const { lowest = [], others = [] } = prescription?.dose[block.key] ?? {}
  const side = [...lowest, ...others].some((limit) => 'limit' in block && limit.rule === block.limit.rule)
    ? 'lowest'
    : 'highest'
  const text =
    block.kind === 'open_dose'
      ? t.plan.block.open(where)
      : block.kind === 'hard_limit'
        ? t.plan.block.hard(where, boundOfLimit(block.key, block.limit, side, words))
        : t.plan.block.reason(where, boundOfLimit(block.key, block.limit, side, words))
  return (
    <button type="button" className="c-link" onClick={() => showField(block.prescription, block.key)}>
      {text}
    </button>
  )
}

/** Opens the row of the number, where it is not open yet, and brings the cursor there. */
function showField(prescription: string, key: Parameters<typeof doseFieldId>[1]) {
  if (focusField(doseFieldId(prescription, key))) return
  document.dispatchEvent(new CustomEvent('dosis:decide', { detail: { prescription, key } }))
}

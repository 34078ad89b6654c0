import type { DoseKey, DoseNumber } from '@dosis/domain'
import { WhyNumber } from '@dosis/ui'
import { useKnowledge } from '../data/context.tsx'
import { useWords } from '../frame/words.ts'
import { findRule } from '../reason/find-rule.ts'
import { besideNumber, doseWords, limitWords } from './dose-words.ts'

/** One number of a dose: what pushed it up, what held it down and where it comes from, or an open place. */
export function DoseValue({ dose, number, onDecide }: { dose: DoseKey; number: DoseNumber; onDecide?: () => void }) {
  const words = useWords()
  const { t, terms, pick } = words
  const knowledge = useKnowledge()
  const said = doseWords(dose, number, words)
  const beside = besideNumber(dose, number, words)
  if (said === null) {
    const { name } = terms.dose[dose]
    const place = `${name}: ${t.plan.youDecide}`
    const aims = beside.map(({ text }) => text).join('; ')
    return onDecide === undefined ? (
      <span className="c-open-dose">{[`${name}: ${t.plan.leftOpen}`, aims].filter(Boolean).join('. ')}</span>
    ) : (
      <button type="button" className="c-open-dose" onClick={onDecide} title={aims === '' ? terms.sourceSilent : aims}>
        {aims === '' ? place : `${place} (${aims})`}
      </button>
    )
  }
  const byRule = (limits: DoseNumber['lowest'], side: 'lowest' | 'highest') =>
    limits.map((limit) => `${pick(findRule(knowledge, limit.rule).names)}: ${limitWords(dose, limit, side, words)}`)
  const sources = number.factIds.flatMap((id) => {
    const statement = knowledge.statements[id]
    return statement === undefined ? [] : [{ id, text: pick(statement.text) }]
  })
  const changed = number.changed
  const origin =
    sources.length > 0 ? (
      sources.map(({ id, text }) => (
        <p key={id}>
          {text} <code>{id}</code>
        </p>
      ))
    ) : (
      <p>{t.plan.noSource}</p>
    )
  return (
    <WhyNumber
      raisedBy={byRule(number.lowest, 'lowest')}
      heldBy={byRule(number.highest, 'highest')}
      changed={
        changed === null
          ? undefined
          : t.plan.changedFrom(
              changed.from === null ? null : doseWords(dose, { value: changed.from, upTo: null }, words),
              changed.reason,
            )
      }
      more={
        <>
          {beside.map(({ rule, text }) => (
            <p key={rule}>{`${pick(findRule(knowledge, rule).names)}: ${text}`}</p>
          ))}
          {origin}
        </>
      }
    >
      {said}
    </WhyNumber>
  )
}

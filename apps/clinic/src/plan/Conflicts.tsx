import type { DoseConflict, Prescription } from '@dosis/domain'
import { useKnowledge } from '../data/context.tsx'
import { useWords } from '../frame/words.ts'
import { findRule } from '../reason/find-rule.ts'
import { Chain } from '../reason/Why.tsx'
import { boundOfLimit } from './dose-words.ts'
import { Disclosure } from '@dosis/ui'

/** Bounds that cannot all hold: both rules, which one holds, and what may be done instead. */
export function Conflicts({ prescription }: { prescription: Prescription }) {
  const { terms } = useWords()
  const conflicts = prescription.conflicts ?? []
  if (conflicts.length === 0) return null
  return (
    <div className="c-conflicts">
      <h4>{terms.conflict.title}</h4>
      {conflicts.map((conflict) => (
        <Conflict key={`${conflict.key}/${conflict.floor.rule}/${conflict.ceiling.rule}`} conflict={conflict} />
      ))}
    </div>
  )
}

function Conflict({ conflict: { key, floor, ceiling, holds, instead } }: { conflict: DoseConflict }) {
  const words = useWords()
  const { t, terms, pick } = words
  const knowledge = useKnowledge()
  const line = (limit: DoseConflict['floor'], side: 'lowest' | 'highest') =>
    `${pick(findRule(knowledge, limit.rule).names)}: ${boundOfLimit(key, limit, side, words)}`
  const form = instead === null ? undefined : knowledge.forms[instead]
  return (
    <>
      <ul className="c-list">
        <li>{line(floor, 'lowest')}</li>
        <li>{line(ceiling, 'highest')}</li>
      </ul>
      <p>
        {holds === 'ceiling' ? terms.conflict.ceilingHolds : terms.conflict.floorHolds}
        {instead !== null && ` ${terms.conflict.instead}: ${form === undefined ? instead : pick(form.names)}.`}
      </p>
      <Disclosure summary={t.reason.why}>
        <Chain
          why={[floor, ceiling].map(({ rule, factIds }) => ({ rule, truth: 'yes' as const, facts: [], factIds }))}
        />
      </Disclosure>
    </>
  )
}

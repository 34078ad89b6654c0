import type { Prescription, ProgressAction, Progression, StatementId } from '@dosis/domain'
import { Disclosure, Tag } from '@dosis/ui'
import { useKnowledge } from '../data/context.tsx'
import { useWords } from '../frame/words.ts'
import { Chain } from '../reason/Why.tsx'

interface Line {
  readonly id: string
  readonly action: ProgressAction
  readonly text: string
  readonly awaits: boolean
  readonly factIds: readonly StatementId[]
}

const general = 'general'
/** Choices that no source gives have ids of their own. */
const isOwnChoice = (id: StatementId) => id.startsWith('DOSIS-')

/** What makes a programme advance, wait, go back, lighten, stop or ask; with its source, or whose choice it is. */
export function ProgrammeRules({
  progression,
  prescription,
}: {
  progression: Progression
  prescription: Prescription
}) {
  const { t, terms } = useWords()
  const lines = useLines(progression, prescription)
  return (
    <ul className="c-programme-rules">
      {lines.map(({ id, action, text, awaits, factIds }) => (
        <li key={id}>
          <strong>{terms.progressAction[action]}</strong>
          <div>
            <p>
              {text} {awaits && <Tag>{t.reason.notReviewed}</Tag>}{' '}
              {factIds.some(isOwnChoice) && <Tag>{t.plan.programme.ownChoice}</Tag>}
            </p>
            <Disclosure summary={t.reason.why}>
              <Chain why={[{ rule: id, truth: 'yes', facts: [], factIds }]} />
            </Disclosure>
          </div>
        </li>
      ))}
    </ul>
  )
}

function useLines(progression: Progression, prescription: Prescription): readonly Line[] {
  const { t, pick } = useWords()
  const knowledge = useKnowledge()
  const { advance } = progression
  const rulesOf = (from: Progression | undefined): readonly Line[] =>
    (from?.rules ?? [])
      .filter(({ withAdaptation: needed }) => needed === undefined || prescription.adaptations.includes(needed))
      .map((rule) => ({
        id: `${from?.id ?? general}/${rule.id}`,
        action: rule.action,
        text: pick(rule.names),
        awaits: rule.review.state === 'awaiting_review',
        factIds: rule.factIds,
      }))
  return [
    ...(advance === null
      ? []
      : [
          {
            id: progression.id,
            action: 'advance' as const,
            text: t.plan.programme.advance(
              advance.weeksOnLevelAtLeast,
              advance.sessionsPerWeekAtLeast,
              advance.repetitionsAtLeast,
            ),
            awaits: progression.review.state === 'awaiting_review',
            factIds: advance.factIds,
          },
        ]),
    ...rulesOf(progression),
    ...(progression.id === general ? [] : rulesOf(knowledge.progressions[general])),
  ]
}

import type { Plan, SessionPart, SessionTemplate } from '@dosis/domain'
import { Panel } from '@dosis/ui/patient'
import type { ReactNode } from 'react'
import { usePhone } from '../data/phone-context.tsx'
import { exerciseOf } from '../exercise/exercise-of.ts'
import { useDoseWords } from '../exercise/use-dose-words.ts'
import { useTexts } from '../frame/use-texts.ts'
import { minutesOfSession } from '../session/minutes-of-session.ts'
import { useSessionTitle } from './use-session-title.ts'

interface SessionCardProps {
  readonly template: SessionTemplate
  readonly plan: Plan
  readonly action?: ReactNode
}

/** One session of today: what it is, why, its parts and how long it takes. */
export function SessionCard({ template, plan, action }: SessionCardProps) {
  const { texts, read, formatNumber } = useTexts()
  const { knowledge } = usePhone()
  const doseWords = useDoseWords()
  const titleOf = useSessionTitle()
  const minutes = minutesOfSession(template)
  const modality = plan.prescriptions.find(({ id }) => template.prescriptions.includes(id))?.modality
  const goal = plan.goals[0]
  const [only] = template.parts
  const single = template.parts.length === 1 ? only : undefined
  const level = single?.kind === 'intervals' && single.levels > 1 ? single : undefined

  return (
    <Panel>
      <div>
        <h2 className="p-card-title">{titleOf(template, plan)}</h2>
        {modality !== undefined && <p>{texts.why[modality]}</p>}
        {goal !== undefined && <p>{texts.goal(goal)}</p>}
      </div>
      <dl className="p-parts">
        {level !== undefined && (
          <div data-below="">
            <dt>{texts.levelOf(formatNumber(level.level), formatNumber(level.levels))}</dt>
            <dd>{doseWords(level)}</dd>
          </div>
        )}
        {level === undefined &&
          single?.kind !== 'continuous' &&
          template.parts.map((part, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- the parts of a confirmed session never change place
            <div key={index} data-below={single === undefined ? '' : undefined}>
              <dt>{single === undefined ? nameOf(part) : texts.howMuch}</dt>
              <dd>{doseWords(part)}</dd>
            </div>
          ))}
        <div>
          <dt>{texts.howLong}</dt>
          <dd>{minutes === null ? texts.ownPace : texts.aboutMinutes(formatNumber(minutes))}</dd>
        </div>
      </dl>
      {action}
    </Panel>
  )

  function nameOf(part: SessionPart): string {
    const names = knowledge?.exercises[exerciseOf(part)]?.names
    return names === undefined ? texts.session : read(names)
  }
}

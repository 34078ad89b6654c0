import type { PatientToday } from '@dosis/api'
import type { Plan, SessionPart, SessionTemplate } from '@dosis/domain'
import { Panel } from '@dosis/ui/patient'
import type { ReactNode } from 'react'
import { usePhone } from '../data/phone-context.tsx'
import { namesOfExercise } from '../exercise/exercise-of.ts'
import { useDoseWords } from '../exercise/use-dose-words.ts'
import { useTexts } from '../frame/use-texts.ts'
import { useCareWords } from '../reasons/Guidance.tsx'
import { guidedOf } from '../reasons/guided.ts'
import { useHowHardWords } from '../reasons/use-how-hard-words.ts'
import { WhySo } from '../reasons/WhySo.tsx'
import { minutesOfSession } from '../session/minutes-of-session.ts'
import { alternateWords } from './alternate-words.ts'
import { minutesThisWeek } from './minutes-this-week.ts'
import { useSessionTitle } from './use-session-title.ts'

interface SessionCardProps {
  readonly template: SessionTemplate
  readonly plan: Plan
  readonly today: Pick<PatientToday, 'today' | 'logs'>
  readonly action?: ReactNode
}

/** One session of today: what it is, why, its parts and how long it takes. */
export function SessionCard({ template, plan, today, action }: SessionCardProps) {
  const { texts, read, formatNumber } = useTexts()
  const { knowledge } = usePhone()
  const doseWords = useDoseWords()
  const titleOf = useSessionTitle()
  const minutes = minutesOfSession(template)
  const modality = plan.prescriptions.find(({ id }) => template.prescriptions.includes(id))?.modality
  const goal = plan.goals[0]
  const [only] = template.parts
  const single = template.parts.length === 1 ? only : undefined
  const level =
    (single?.kind === 'intervals' || single?.kind === 'impact') && (single.levels ?? 0) > 1 ? single : undefined
  const howHard = useHowHardWords()(guidedOf(template, plan))
  const care = useCareWords()(guidedOf(template, plan))
  const turn = template.alternate === undefined ? null : alternateWords(template, plan, today, texts)
  const week = minutesThisWeek(template, plan, today)

  return (
    <Panel>
      <div>
        <h2 className="p-card-title">{titleOf(template, plan)}</h2>
        {modality !== undefined && <p>{texts.why[modality]}</p>}
        {goal !== undefined && <p>{texts.goal(goal)}</p>}
        {turn !== null && <p className="p-turn">{turn}</p>}
      </div>
      <dl className="p-parts">
        {level !== undefined && (
          <div data-below="">
            <dt>{texts.levelOf(formatNumber(level.level ?? 1), formatNumber(level.levels ?? 1))}</dt>
            <dd>{doseWords(level)}</dd>
          </div>
        )}
        {level === undefined &&
          (single?.kind !== 'continuous' || single.percentPiMax !== undefined) &&
          template.parts.map((part, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- the parts of a confirmed session never change place
            <div key={index} data-below={single === undefined ? '' : undefined}>
              <dt>{single === undefined ? nameOf(part) : part.kind === 'steps' ? texts.today : texts.howMuch}</dt>
              <dd>{doseWords(part)}</dd>
            </div>
          ))}
        {single?.kind !== 'steps' && (
          <div>
            <dt>{texts.howLong}</dt>
            <dd>{minutes === null ? texts.ownPace : texts.aboutMinutes(formatNumber(minutes))}</dd>
          </div>
        )}
        {week !== null && (
          <div data-below="">
            <dt>{texts.minutesAWeek}</dt>
            <dd>{texts.minutesThisWeek(formatNumber(week.done), formatNumber(week.goal))}</dd>
          </div>
        )}
        {howHard.length > 0 && (
          <div data-below="">
            <dt>{texts.howHard}</dt>
            {howHard.map((words) => (
              <dd key={words}>{words}</dd>
            ))}
          </div>
        )}
        {care.length > 0 && (
          <div data-below="">
            <dt>{texts.takeCare}</dt>
            {care.map((words) => (
              <dd key={words}>{words}</dd>
            ))}
          </div>
        )}
      </dl>
      <div className="p-card-why">
        <WhySo template={template} plan={plan} />
      </div>
      {action}
    </Panel>
  )

  function nameOf(part: SessionPart): string {
    const names = namesOfExercise(part, knowledge)
    return names === undefined ? texts.session : read(names)
  }
}

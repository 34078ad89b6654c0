import type { Plan, SessionTemplate } from '@dosis/domain'
import { Section } from '@dosis/ui'
import { useKnowledge } from '../data/context.tsx'
import { useExerciseDetails } from '../data/records.ts'
import { useWords } from '../frame/words.ts'
import { partWords } from './part-words.ts'
import { targetWords } from './target-words.ts'

/** The sessions exactly as the patient gets them: days, parts, instructions. */
export function SessionsPreview({ plan }: { plan: Plan }) {
  const { t, formatDate } = useWords()
  return (
    <Section title={t.plan.patientSees} note={t.plan.patientSeesNote}>
      {plan.goals.length > 0 && (
        <p>
          {t.plan.goals}: {plan.goals.join('; ')}
        </p>
      )}
      <p>{t.plan.startsOnDay(formatDate(plan.startsOn, 'weekday'))}</p>
      <div className="c-sessions">
        {plan.sessions.map((session) => (
          <SessionCard key={session.id} session={session} plan={plan} />
        ))}
      </div>
      {plan.sessions.length === 0 && <p>{t.plan.noSessions}</p>}
    </Section>
  )
}

function SessionCard({ session, plan }: { session: SessionTemplate; plan: Plan }) {
  const words = useWords()
  const { t, terms, pick } = words
  const knowledge = useKnowledge()
  const { data: details } = useExerciseDetails()
  const hard = plan.prescriptions
    .filter(({ id }) => session.prescriptions.includes(id))
    .flatMap(({ targets = [] }) => targets)
    .flatMap((target) => {
      const said = target.absent === null ? targetWords(target, words) : null
      return said === null ? [] : [`${terms.intensity.scale[target.scale].name.toLowerCase()} ${said}`]
    })
  const days = session.weekdays ?? plan.weekdays
  const exercises = new Set(session.parts.flatMap((part) => ('exercise' in part ? [part.exercise] : [])))
  return (
    <article className="c-session">
      <h3>{days.map((day) => terms.weekdays[day - 1]).join(', ')}</h3>
      <ol className="c-parts d-figures">
        {session.parts.map((part, place) => (
          // oxlint-disable-next-line react/no-array-index-key -- parts of a session keep their order
          <li key={place}>{partWords(part, knowledge, words)}</li>
        ))}
      </ol>
      {hard.length > 0 && (
        <p>
          {t.plan.howHard}: {hard.join('; ')}
        </p>
      )}
      {[...exercises].map((id) => {
        const exercise = id === undefined ? undefined : knowledge.exercises[id]
        return (
          exercise && (
            <div key={exercise.id} className="c-instruction">
              <h4>{pick(exercise.names)}</h4>
              <ol>
                {details?.[exercise.id]?.instruction[words.language].map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ol>
              {exercise.breathing && <p>{pick(exercise.breathing)}</p>}
            </div>
          )
        )
      })}
    </article>
  )
}

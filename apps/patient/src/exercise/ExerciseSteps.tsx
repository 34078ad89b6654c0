import type { SessionPart } from '@dosis/domain'
import { usePhone } from '../data/phone-context.tsx'
import { useTexts } from '../frame/use-texts.ts'
import { exerciseOf } from './exercise-of.ts'
import { MovementDrawing } from './MovementDrawing.tsx'
import { useDoseWords } from './use-dose-words.ts'

/** How an exercise goes: its name, how much, the drawing, the steps and the breathing. */
export function ExerciseSteps({ part }: { part: SessionPart }) {
  const { texts, read, language } = useTexts()
  const { knowledge } = usePhone()
  const doseWords = useDoseWords()
  const exercise = knowledge?.exercises[exerciseOf(part)]
  const name = exercise === undefined ? texts.session : read(exercise.names)
  const breathes = part.kind === 'strength' && part.breathingCue
  return (
    <section className="p-how">
      <div>
        <h2>{name}</h2>
        <p className="p-quiet">{doseWords(part)}</p>
      </div>
      <MovementDrawing exercise={exerciseOf(part)} name={name} />
      {exercise !== undefined && (
        <ol>
          {exercise.instruction[language].map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ol>
      )}
      {exercise?.breathing != null ? <p>{read(exercise.breathing)}</p> : breathes && <p>{texts.neverHoldBreath}</p>}
    </section>
  )
}

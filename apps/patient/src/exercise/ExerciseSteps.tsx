import type { SessionPart } from '@dosis/domain'
import { usePhone } from '../data/phone-context.tsx'
import { useTexts } from '../frame/use-texts.ts'
import { exerciseOf, namesOfExercise } from './exercise-of.ts'
import { MovementDrawing } from './MovementDrawing.tsx'
import { useDoseWords } from './use-dose-words.ts'

/** How an exercise goes: its name, how much, the drawing, the steps and the breathing. */
export function ExerciseSteps({ part }: { part: SessionPart }) {
  const { texts, read, language } = useTexts()
  const { knowledge } = usePhone()
  const doseWords = useDoseWords()
  const exercise = knowledge?.exercises[exerciseOf(part)]
  const names = namesOfExercise(part, knowledge)
  const name = names === undefined ? texts.session : read(names)
  const breathes = part.kind === 'strength' && part.breathingCue
  return (
    <section className="p-how">
      <div>
        <h2>{name}</h2>
        <p className="p-quiet">{doseWords(part)}</p>
      </div>
      <MovementDrawing exercise={exerciseOf(part)} name={name} />
      {exercise?.instruction !== undefined && (
        <ol>
          {exercise.instruction[language].map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ol>
      )}
      {exercise === undefined && part.kind === 'continuous' && part.percentPiMax !== undefined && (
        <p>{texts.breatheHow}</p>
      )}
      {exercise?.breathing != null ? <p>{read(exercise.breathing)}</p> : breathes && <p>{texts.neverHoldBreath}</p>}
    </section>
  )
}

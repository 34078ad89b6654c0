import type { DoseConstraint } from '@dosis/domain'
import { usePhone } from '../data/phone-context.tsx'
import { useTexts } from '../frame/use-texts.ts'
import { careOf } from './care.ts'
import type { Guided } from './guided.ts'
import { useHowHardWords } from './use-how-hard-words.ts'

/** How hard, and what to mind: what the patient does differently because of who he is. Nothing where nothing is known. */
export function Guidance({ guided, level }: { guided: readonly Guided[]; level: 2 | 3 }) {
  const { texts } = useTexts()
  const howHard = useHowHardWords()(guided)
  const care = useCareWords()(guided)
  const Title = level === 2 ? 'h2' : 'h3'
  if (howHard.length === 0 && care.length === 0) return null
  return (
    <div className="p-guidance">
      {howHard.length > 0 && (
        <section>
          <Title>{texts.howHard}</Title>
          {howHard.map((words) => (
            <p key={words}>{words}</p>
          ))}
        </section>
      )}
      {care.length > 0 && (
        <section>
          <Title>{texts.takeCare}</Title>
          <ul className="p-list">
            {care.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

/** The adaptations in a patient's words; in those of the knowledge where there are none yet. */
export function useCareWords(
  counts: (constraint: DoseConstraint) => boolean = () => true,
): (guided: readonly Guided[]) => readonly string[] {
  const { texts, read } = useTexts()
  const { knowledge } = usePhone()
  return (guided) =>
    careOf(guided, knowledge?.constraints ?? {})
      .filter(counts)
      .map(({ id, adaptation, names }) =>
        Object.hasOwn(texts.adaptation, id) ? (texts.adaptation[id] ?? '') : read(adaptation ?? names),
      )
}

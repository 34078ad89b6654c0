import { usePhone } from '../data/phone-context.tsx'
import { useTexts } from '../frame/use-texts.ts'

/** What to do about each complaint that was reported, in the words of the knowledge. */
export function Advice({ symptoms }: { symptoms: readonly string[] }) {
  const { texts, read } = useTexts()
  const { knowledge } = usePhone()
  const known = symptoms.flatMap((id) => knowledge?.symptoms[id] ?? [])
  if (known.length === 0) return null
  return (
    <section className="p-section">
      <h2>{texts.advice}</h2>
      {known.map(({ id, names, instruction }) => (
        <div key={id}>
          <h3>{read(names)}</h3>
          <p>{read(instruction)}</p>
        </div>
      ))}
    </section>
  )
}

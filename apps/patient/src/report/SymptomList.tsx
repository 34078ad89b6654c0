import type { Symptom } from '@dosis/domain'
import { AnswerList } from '@dosis/ui/patient'
import { usePhone } from '../data/phone-context.tsx'
import { useTexts } from '../frame/use-texts.ts'

/** What a phone without knowledge can still ask. */
const somethingElse = 'something-else'

const order = { stop: 0, tell: 1, mild: 2 } as const

/** The signs that a patient is asked about: the gravest first, "something else" last. */
export function useSymptoms(): readonly Symptom[] {
  const { knowledge } = usePhone()
  return Object.values(knowledge?.symptoms ?? {})
    .filter(({ review }) => review.state === 'active')
    .sort(
      (left, right) =>
        Number(left.id === somethingElse) - Number(right.id === somethingElse) ||
        order[left.class] - order[right.class] ||
        (left.id < right.id ? -1 : 1),
    )
}

interface SymptomListProps {
  readonly chosen: readonly string[]
  readonly onChange: (chosen: readonly string[]) => void
}

/** Plain choices, more than one allowed. */
export function SymptomList({ chosen, onChange }: SymptomListProps) {
  const { texts, read } = useTexts()
  const known = useSymptoms().map(({ id, names }) => ({ value: id, label: read(names) }))
  const options = known.length > 0 ? known : [{ value: somethingElse, label: texts.otherComplaint }]
  return (
    <AnswerList
      many
      label={texts.whatWrong}
      labelHidden
      hint={texts.moreThanOne}
      options={options}
      value={chosen}
      onChange={onChange}
    />
  )
}

import type { ChoiceInput, InstrumentForm, ItemsInput, QuantityInput, Text, WordsInput } from '@dosis/domain'

/** One field of a form on the screen; items of a questionnaire are a field each. */
export type FormField = QuantityInput | ChoiceInput | WordsInput

const numberOnly: Text = { en: '', nl: '' }

/** The fields in the order in which they are filled in. The id of an item is that of its input with its number. */
export function fieldsOf({ inputs }: Pick<InstrumentForm, 'inputs'>): readonly FormField[] {
  return inputs.flatMap((input) => (input.kind === 'items' ? itemFields(input) : [input]))
}

function itemFields({ id, names, count, minimum, maximum, fromZero, evenReversed }: ItemsInput): QuantityInput[] {
  const answers = Array.from({ length: maximum - minimum + 1 }, (_, index) => minimum + index)
  return Array.from({ length: count }, (_, index) => {
    const number = index + 1
    const isReversed = evenReversed === true && number % 2 === 0
    const worth = (answer: number) => {
      const counted = isReversed ? maximum + minimum - answer : answer
      return fromZero === true ? counted - minimum : counted
    }
    return {
      kind: 'quantity',
      id: `${id}-${number}`,
      names: { en: `${names.en} ${number}`, nl: `${names.nl} ${number}` },
      unit: numberOnly,
      minimum,
      maximum,
      step: 1,
      points: answers.map((answer) => ({ from: answer, points: worth(answer) })),
    }
  })
}

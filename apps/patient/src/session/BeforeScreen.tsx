import type { SessionTemplate } from '@dosis/domain'
import { AnswerList, Button, Disclosure, PhoneScreen, ScaleField } from '@dosis/ui/patient'
import { useState } from 'react'
import { usePhone } from '../data/phone.tsx'
import { useTexts } from '../frame/use-texts.ts'
import { painSteps } from './borg-steps.ts'

interface BeforeScreenProps {
  readonly template: SessionTemplate
  readonly onBack: () => void
  readonly onBegin: (answers: { repetitions: number | null; painBefore: number | null }) => void
}

/** Pain before, how often today where the plan leaves room, and how the exercises go. */
export function BeforeScreen({ template, onBack, onBegin }: BeforeScreenProps) {
  const { texts, read, language, formatNumber } = useTexts()
  const { knowledge } = usePhone()
  const intervals = template.parts.find((part) => part.kind === 'intervals')
  const [pain, setPain] = useState<number>()
  const [repetitions, setRepetitions] = useState(intervals === undefined ? undefined : String(intervals.repetitions))
  const [page, setPage] = useState<'pain' | 'repetitions'>('pain')
  const counts =
    intervals === undefined
      ? []
      : Array.from(
          { length: intervals.maxRepetitions - intervals.minRepetitions + 1 },
          (_, index) => intervals.minRepetitions + index,
        )
  const asksRepetitions = counts.length > 1
  const exercises = template.parts.flatMap((part) => {
    const exercise = knowledge?.exercises[part.kind === 'intervals' ? (part.exercise ?? 'run-walk') : part.exercise]
    return exercise === undefined ? [] : [exercise]
  })

  if (page === 'pain') {
    return (
      <PhoneScreen
        action={
          <Button
            kind="primary"
            size="large"
            wide
            disabled={pain === undefined}
            onClick={() =>
              asksRepetitions ? setPage('repetitions') : onBegin({ repetitions: null, painBefore: pain ?? null })
            }
          >
            {asksRepetitions ? texts.next : texts.start}
          </Button>
        }
      >
        <p className="p-date">{texts.before}</p>
        <h1>{texts.painNow}</h1>
        <ScaleField
          as="grid"
          label={texts.painNow}
          labelHidden
          steps={painSteps(texts.painEnds)}
          value={pain}
          onChange={setPain}
        />
        {exercises.length > 0 && (
          <section className="p-exercises">
            <h2>{texts.steps}</h2>
            {exercises.map((exercise) => (
              <Disclosure key={exercise.id} kind="line" summary={read(exercise.names)}>
                <ol>
                  {exercise.instruction[language].map((line) => (
                    <li key={line}>{line}</li>
                  ))}
                </ol>
                {exercise.breathing !== null && <p>{read(exercise.breathing)}</p>}
              </Disclosure>
            ))}
          </section>
        )}
        <Button kind="quiet" onClick={onBack}>
          {texts.back}
        </Button>
      </PhoneScreen>
    )
  }
  return (
    <PhoneScreen
      action={
        <Button
          kind="primary"
          size="large"
          wide
          onClick={() =>
            onBegin({ repetitions: repetitions === undefined ? null : Number(repetitions), painBefore: pain ?? null })
          }
        >
          {texts.start}
        </Button>
      }
    >
      <p className="p-date">{texts.before}</p>
      <h1>{texts.howMany}</h1>
      <AnswerList
        label={texts.howMany}
        labelHidden
        options={counts.map((count) => ({ value: String(count), label: texts.times(formatNumber(count)) }))}
        value={repetitions}
        onChange={setRepetitions}
      />
      <Button kind="quiet" onClick={() => setPage('pain')}>
        {texts.back}
      </Button>
    </PhoneScreen>
  )
}

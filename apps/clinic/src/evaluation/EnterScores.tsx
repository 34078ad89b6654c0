import type { FilledIn, Instrument, Measurement } from '@dosis/domain'
import { Button, DateField, Disclosure, Loading, QuantityField, Section } from '@dosis/ui'
import { type FormEvent, lazy, Suspense, useState } from 'react'
import { useKnowledge, useRecord } from '../data/context.tsx'
import { useKept } from '../data/kept.ts'
import { newId } from '../data/new-id.ts'
import { useRecordWrite } from '../data/records.ts'
import { Failure } from '../frame/Failure.tsx'
import { useWords } from '../frame/words.ts'
import { decimalsOf } from '../intake/FactField.tsx'
import { findInstrument, useInstrumentName } from '../reason/instrument-name.ts'

import type { FilledInScore } from './fill-in/FillIn.tsx'
import { changeSince, previousScore } from './fill-in/previous-score.ts'
import { useInstrumentWords } from './fill-in/use-instrument-words.ts'
import { withOne } from './fill-in/with-one.ts'

const FillIn = lazy(async () => ({ default: (await import('./fill-in/FillIn.tsx')).FillIn }))

type Scores = Readonly<Record<string, number>>

/** The instrument that is being filled in; `place` is where it stands among the filled in, when it is changed. */
interface Filling {
  readonly instrument: string
  readonly filledIn: FilledIn
  readonly place: number | null
}

/**
 * Scores of this day, for the instruments that are advised and any other: as a total, or part by part where the
 * instrument has a form. The text of an item is never shown.
 */
export function EnterScores() {
  const { t } = useWords()
  const { today, patientId, assessment, measurements } = useRecord()
  const knowledge = useKnowledge()
  const [on, setOn] = useState<string | undefined>(today)
  const [scores, setScores, changeScores] = useKept<Scores>(['scores', patientId], {})
  const [filled, setFilled] = useKept<readonly FilledInScore[]>(['filled-in', patientId], [])
  const [filling, setFilling, changeFilling] = useKept<Filling | null>(['filling-in', patientId], null)
  const write = useRecordWrite((call, body: { measurements: readonly (Measurement & { eventId: string })[] }) =>
    call('recordMeasurements', { params: { patientId }, body }),
  )
  const advised = [
    ...assessment.instruments.recommended,
    ...assessment.instruments.optional,
    ...measurements.map(({ instrument }) => instrument),
  ].flatMap((name) => findInstrument(knowledge, name) ?? [])
  const first = [...new Map(advised.map((instrument) => [instrument.id, instrument])).values()]
  const others = Object.values(knowledge.instruments).filter((instrument) => !first.includes(instrument))
  const count = Object.keys(scores).length + filled.length
  const set = (instrument: string, score: number | undefined) => {
    changeScores((before) => withOne(before, instrument, score))
  }
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (on === undefined || on > today || count === 0) return
    const totals = Object.entries(scores).map(([instrument, score]) => ({ instrument, score }))
    const entries = [...totals, ...filled].map((score) => ({ eventId: newId(), on, ...score }))
    write.mutate(
      { measurements: entries },
      {
        onSuccess: () => {
          setScores({})
          setFilled([])
        },
      },
    )
  }
  const open = (instrument: string) => setFilling({ instrument, filledIn: {}, place: null })
  const fill = (field: string, value: number | string | undefined) =>
    changeFilling((before) => before && { ...before, filledIn: withOne(before.filledIn, field, value) })
  const being = filling === null ? undefined : knowledge.instruments[filling.instrument]
  const field = (instrument: Instrument) => (
    <ScoreField
      key={instrument.id}
      instrument={instrument}
      on={on}
      score={scores[instrument.id]}
      onChange={set}
      onFillIn={instrument.hasForm ? () => open(instrument.id) : undefined}
    />
  )
  if (filling !== null && being !== undefined) {
    const take = (score: FilledInScore) => {
      setFilled(filling.place === null ? [...filled, score] : filled.with(filling.place, score))
      set(score.instrument, undefined)
      setFilling(null)
    }
    return (
      <Section title={t.evaluation.enter}>
        <Suspense fallback={<Loading />}>
          <FillIn
            key={`${being.id} ${filling.place}`}
            instrument={being}
            start={filling.filledIn}
            onChange={fill}
            on={on}
            onUse={take}
            onCancel={() => setFilling(null)}
          />
        </Suspense>
      </Section>
    )
  }
  return (
    <Section title={t.evaluation.enter} note={t.evaluation.enterNote}>
      <form className="d-stack" onSubmit={save}>
        <DateField label={t.evaluation.measuredOn} value={on} onChange={setOn} max={today} />
        <div className="c-scores">{first.map(field)}</div>
        <FilledInScores
          filled={filled}
          on={on}
          onChange={(score, place) => setFilling({ instrument: score.instrument, filledIn: score.filledIn, place })}
          onRemove={(place) => setFilled(filled.toSpliced(place, 1))}
        />
        <Disclosure summary={t.evaluation.otherInstruments(others.length)} startsOpen={first.length === 0}>
          <div className="c-scores">{others.map(field)}</div>
        </Disclosure>
        {write.isError && <Failure error={write.error} onRetry={write.again} write />}
        <div className="d-row">
          <Button type="submit" kind="primary" busy={write.isPending} disabled={count === 0 || on === undefined}>
            {t.evaluation.save(count)}
          </Button>
          {write.isSuccess && count === 0 && (
            <span role="status" className="d-caption">
              {t.evaluation.saved}
            </span>
          )}
        </div>
      </form>
    </Section>
  )
}

interface ScoreFieldProps {
  instrument: Instrument
  on: string | undefined
  score: number | undefined
  onChange: (instrument: string, score: number | undefined) => void
  onFillIn: (() => void) | undefined
}

function ScoreField({ instrument, on, score, onChange, onFillIn }: ScoreFieldProps) {
  const { t, terms, words, pick, formatNumber } = useInstrumentWords()
  const { minimum, maximum, step, direction, licensed, label } = instrument
  const nameOf = useInstrumentName()
  const since = useSinceLastTime()
  const hint = [
    `${formatNumber(minimum)}–${formatNumber(maximum)}`,
    terms.direction[direction ?? 'unknown'],
    ...(licensed ? [t.evaluation.totalOnly] : []),
  ].join(', ')
  return (
    <div className="c-score">
      <QuantityField
        id={`score-${instrument.id}`}
        label={`${nameOf(label)}: ${pick(instrument.measures)}`}
        hint={[hint, since({ instrument: instrument.id, on, score })].filter(Boolean).join('; ')}
        unit={pick(instrument.unit)}
        min={minimum}
        max={maximum}
        decimals={decimalsOf(step)}
        value={score}
        onChange={(next) => onChange(instrument.id, next)}
      />
      {onFillIn && (
        <Button size="small" onClick={onFillIn} aria-label={words.fillIn(nameOf(label))}>
          {words.fillInShort}
        </Button>
      )}
    </div>
  )
}

interface ScoreOf {
  instrument: string
  on: string | undefined
  score: number | undefined
  version?: string | undefined
}

/** The score of last time and the change since, in a line; nothing where it was not measured before. */
function useSinceLastTime(): (score: ScoreOf) => string {
  const { words, formatNumber, formatDate } = useInstrumentWords()
  const { measurements } = useRecord()
  return ({ instrument, on, score, version }) => {
    const previous = previousScore(measurements, { instrument, on, version })
    if (previous === undefined) return ''
    const change = changeSince(previous, score)
    const told = words.previousShort(formatNumber(previous.score), formatDate(previous.on, 'short'))
    return change === null ? told : `${told}, ${words.changeShort(formatNumber(change, { signed: true }))}`
  }
}

interface FilledInScoresProps {
  filled: readonly FilledInScore[]
  on: string | undefined
  onChange: (score: FilledInScore, place: number) => void
  onRemove: (place: number) => void
}

/** What was filled in part by part and is not saved yet. */
function FilledInScores({ filled, on, onChange, onRemove }: FilledInScoresProps) {
  const { words, pick, formatNumber } = useInstrumentWords()
  const knowledge = useKnowledge()
  const nameOf = useInstrumentName()
  const since = useSinceLastTime()
  if (filled.length === 0) return null
  return (
    <ul className="c-filled-in">
      {filled.map((score, place) => {
        const instrument = knowledge.instruments[score.instrument]
        if (instrument === undefined) return null
        const name = [
          nameOf(instrument.label),
          ...(score.version === undefined ? [] : [words.version[score.version] ?? score.version]),
        ].join(', ')
        return (
          // oxlint-disable-next-line react/no-array-index-key -- two lines of one instrument may say the same
          <li key={place}>
            <span>
              <strong>{name}</strong>{' '}
              <span className="d-figures">{formatNumber(score.score, { unit: pick(instrument.unit) })}</span>{' '}
              <span className="d-caption">{since({ ...score, on }) || words.filledIn}</span>
            </span>
            <span className="d-row">
              <Button size="small" onClick={() => onChange(score, place)} aria-label={`${words.change} ${name}`}>
                {words.change}
              </Button>
              <Button size="small" onClick={() => onRemove(place)} aria-label={words.remove(name)}>
                {words.removeShort}
              </Button>
            </span>
          </li>
        )
      })}
    </ul>
  )
}

import type { Instrument, Measurement } from '@dosis/domain'
import { Button, DateField, Disclosure, QuantityField, Section } from '@dosis/ui'
import { type FormEvent, useState } from 'react'
import { useKnowledge, useRecord } from '../data/context.tsx'
import { useKept } from '../data/kept.ts'
import { newId } from '../data/new-id.ts'
import { useRecordWrite } from '../data/records.ts'
import { Failure } from '../frame/Failure.tsx'
import { useWords } from '../frame/words.ts'
import { decimalsOf } from '../intake/FactField.tsx'
import { findInstrument, useInstrumentName } from '../reason/instrument-name.ts'

type Scores = Readonly<Record<string, number>>

/** Scores of this day, for the instruments that are advised and any other. Totals only; no item is ever shown. */
export function EnterScores() {
  const { t } = useWords()
  const { today, patientId, assessment, measurements } = useRecord()
  const knowledge = useKnowledge()
  const [on, setOn] = useState<string | undefined>(today)
  const [scores, setScores] = useKept<Scores>(['scores', patientId], {})
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
  const count = Object.keys(scores).length
  const set = (instrument: string, score: number | undefined) => {
    const { [instrument]: _, ...rest } = scores
    setScores(score === undefined ? rest : { ...rest, [instrument]: score })
  }
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (on === undefined || on > today || count === 0) return
    const entries = Object.entries(scores).map(([instrument, score]) => ({ eventId: newId(), instrument, on, score }))
    write.mutate({ measurements: entries }, { onSuccess: () => setScores({}) })
  }
  return (
    <Section title={t.evaluation.enter} note={t.evaluation.enterNote}>
      <form className="d-stack" onSubmit={save}>
        <DateField label={t.evaluation.measuredOn} value={on} onChange={setOn} max={today} />
        <div className="c-scores">
          {first.map((instrument) => (
            <ScoreField key={instrument.id} instrument={instrument} score={scores[instrument.id]} onChange={set} />
          ))}
        </div>
        <Disclosure summary={t.evaluation.otherInstruments(others.length)} startsOpen={first.length === 0}>
          <div className="c-scores">
            {others.map((instrument) => (
              <ScoreField key={instrument.id} instrument={instrument} score={scores[instrument.id]} onChange={set} />
            ))}
          </div>
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
  score: number | undefined
  onChange: (instrument: string, score: number | undefined) => void
}

function ScoreField({ instrument, score, onChange }: ScoreFieldProps) {
  const { t, terms, pick, formatNumber } = useWords()
  const { minimum, maximum, step, direction, licensed, label } = instrument
  const nameOf = useInstrumentName()
  const hint = [
    `${formatNumber(minimum)}–${formatNumber(maximum)}`,
    terms.direction[direction ?? 'unknown'],
    ...(licensed ? [t.evaluation.totalOnly] : []),
  ].join(', ')
  return (
    <QuantityField
      id={`score-${instrument.id}`}
      label={`${nameOf(label)}: ${pick(instrument.measures)}`}
      hint={hint}
      unit={pick(instrument.unit)}
      min={minimum}
      max={maximum}
      decimals={decimalsOf(step)}
      value={score}
      onChange={(next) => onChange(instrument.id, next)}
    />
  )
}

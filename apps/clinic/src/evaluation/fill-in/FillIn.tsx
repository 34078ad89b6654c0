import type { FilledIn, Instrument, InstrumentForm, Measurement } from '@dosis/domain'
import { fieldsOf, type FormResult, scoreForm } from '@dosis/engine/instruments'
import { Button, Loading, Section } from '@dosis/ui'
import { useEffect, useRef, useState } from 'react'
import { KnowledgeProvider, useKnowledge, useRecord } from '../../data/context.tsx'
import { useInstrumentForms } from '../../data/records.ts'
import { Failure } from '../../frame/Failure.tsx'
import { findInstrument, useInstrumentName } from '../../reason/instrument-name.ts'
import { BesideScore } from './BesideScore.tsx'
import { FormFields } from './FormFields.tsx'
import { earlierVersions, previousScore } from './previous-score.ts'
import { withOne } from './with-one.ts'
import { useInstrumentWords } from './use-instrument-words.ts'

/** A score that was made from parts, as it goes with the others when they are saved. */
export interface FilledInScore {
  readonly instrument: string
  readonly score: number
  readonly version?: string
  readonly filledIn: FilledIn
}

interface FillInProps {
  instrument: Instrument
  /** What was filled in before this part of the page was opened. */
  start: FilledIn
  /** Keeps what is filled in, for when the page is left and opened again. */
  onChange: (field: string, value: number | string | undefined) => void
  /** The day of the measurement. */
  on: string | undefined
  onUse: (filled: FilledInScore) => void
  onCancel: () => void
}

/** An instrument to fill in part by part, scored as it is typed. */
export function FillIn(props: FillInProps) {
  const forms = useInstrumentForms()
  const knowledge = useKnowledge()
  if (forms.isError) return <Failure error={forms.error} onRetry={() => void forms.refetch()} />
  const form = forms.data?.forms[props.instrument.id]
  if (form === undefined) return <Loading />
  const statements = { ...knowledge.statements, ...forms.data?.statements }
  return (
    <KnowledgeProvider value={{ ...knowledge, statements }}>
      <Filling form={form} {...props} />
    </KnowledgeProvider>
  )
}

function Filling({ form, instrument, start, onChange, on, onUse, onCancel }: FillInProps & { form: InstrumentForm }) {
  const { words, pick } = useInstrumentWords()
  const { measurements } = useRecord()
  const nameOf = useInstrumentName()
  const knowledge = useKnowledge()
  const [filledIn, setFilledIn] = useState(start)
  const set = (field: string, value: number | string | undefined) => {
    setFilledIn((before) => withOne(before, field, value))
    onChange(field, value)
  }
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    place.current?.querySelector<HTMLElement>('input')?.focus({ preventScroll: true })
    place.current?.scrollIntoView({ block: 'start' })
  }, [])

  const result = scoreForm(form, filledIn)
  const isInRange =
    result.state === 'scored' && result.score >= instrument.minimum && result.score <= instrument.maximum
  const version = result.state === 'scored' ? result.version : undefined
  const score = isInRange ? result.score : undefined
  const previous = previousOf(measurements, instrument.id, on, result)
  const name = nameOf(instrument.label)
  const { otherScale } = form
  const other = otherScale && findInstrument(knowledge, otherScale.instrument)?.label

  const use = () => {
    if (score === undefined) return
    onUse({ instrument: instrument.id, score, filledIn, ...(version === undefined ? {} : { version }) })
  }
  return (
    <div ref={place} className="c-fill-in">
      <Section
        level={3}
        title={words.title(name)}
        note={instrument.recall === null ? pick(instrument.measures) : words.recall(pick(instrument.recall))}
      >
        {other !== undefined && otherScale && (
          <p className="d-caption">{words.otherScale(String(otherScale.maximum), other)}</p>
        )}
        <div className="c-fill-in-columns">
          <FormFields
            form={form}
            filledIn={filledIn}
            onChange={set}
            earlier={earlierVersions(measurements, instrument.id)}
          />
          <div className="c-fill-in-score">
            <ScoreSoFar form={form} instrument={instrument} result={result} isInRange={isInRange} />
            <BesideScore instrument={instrument} form={form} filledIn={filledIn} score={score} previous={previous} />
          </div>
        </div>
        <div className="d-row">
          <Button kind="primary" onClick={use} disabled={score === undefined}>
            {words.use}
          </Button>
          <Button onClick={onCancel}>{words.cancel}</Button>
        </div>
      </Section>
    </div>
  )
}

/** Nothing is laid beside a score of which the version is not known yet. */
function previousOf(
  measurements: readonly Measurement[],
  instrument: string,
  on: string | undefined,
  result: FormResult,
): Measurement | undefined {
  if (result.state === 'scored') return previousScore(measurements, { instrument, on, version: result.version })
  const versions = new Set(measurements.filter((each) => each.instrument === instrument).map(({ version }) => version))
  return versions.size === 1 ? previousScore(measurements, { instrument, on, version: [...versions][0] }) : undefined
}

interface ScoreSoFarProps {
  form: InstrumentForm
  instrument: Instrument
  result: FormResult
  isInRange: boolean
}

/** The score, or what it still needs; with parts the points of each. */
function ScoreSoFar({ form, instrument, result, isInRange }: ScoreSoFarProps) {
  const { words, pick, formatNumber } = useInstrumentWords()
  const parts = result.state === 'refused' ? [] : result.parts
  const pointsOf = (id: string) => parts.find(({ part }) => part === id)?.points ?? null
  const missing = result.state === 'open' ? fieldsOf(form).filter(({ id }) => result.missing.includes(id)) : []
  const range = [formatNumber(instrument.minimum), formatNumber(instrument.maximum)] as const
  return (
    <div>
      <output className="c-fill-in-total" aria-live="polite">
        <span>{words.total}</span>{' '}
        <strong className="d-figures">
          {result.state === 'scored' && isInRange
            ? formatNumber(result.score, { unit: pick(instrument.unit) })
            : words.scoreOpen}
        </strong>{' '}
        <span className="d-caption">
          {range[0]}–{range[1]}
        </span>
      </output>
      {result.state === 'scored' && !isInRange && <p role="alert">{words.outOfRange(...range)}</p>}
      {form.parts && (
        <dl className="c-fill-in-parts d-figures">
          {form.parts.map(({ id, names, maximum }) => {
            const points = pointsOf(id)
            const most = formatNumber(maximum)
            return (
              <div key={id}>
                <dt>{pick(names)}</dt>
                <dd>{points === null ? words.pointsOpen(most) : words.points(formatNumber(points), most)}</dd>
              </div>
            )
          })}
        </dl>
      )}
      {missing.length > 0 && missing.length <= 6 && (
        <p className="d-caption">
          {words.stillNeeded(missing.map(({ names }) => pick(names).toLowerCase()).join(', '))}
        </p>
      )}
    </div>
  )
}

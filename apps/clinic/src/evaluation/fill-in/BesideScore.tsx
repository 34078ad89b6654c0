import type { Bounds, FilledIn, Instrument, InstrumentForm, InstrumentThreshold, Measurement } from '@dosis/domain'
import {
  cutOffsBeside,
  fieldsOf,
  type ReferenceBeside,
  referenceBeside,
  type ScoredPerson,
} from '@dosis/engine/instruments'
import { useRecord } from '../../data/context.tsx'
import { SourceNote } from '../../reason/SourceNote.tsx'
import { changeSince, thresholdOf } from './previous-score.ts'
import { useInstrumentWords } from './use-instrument-words.ts'

interface BesideScoreProps {
  instrument: Instrument
  form: InstrumentForm
  filledIn: FilledIn
  score: number | undefined
  previous: Measurement | undefined
}

/** What a score is laid beside: the last one, what error and groups have to say, limits and reference values. */
export function BesideScore(props: BesideScoreProps) {
  return (
    <div className="c-beside">
      <SinceLastTime {...props} />
      <CutOffs {...props} />
      <References {...props} />
    </div>
  )
}

function SinceLastTime({ instrument, score, previous }: BesideScoreProps) {
  const { words, terms, pick, formatNumber, formatDate } = useInstrumentWords()
  const unit = pick(instrument.unit)
  const change = changeSince(previous, score)
  const start = previous?.score
  const thresholdRow = (name: string, kind: InstrumentThreshold['kind']) => {
    const found = thresholdOf(instrument, kind, start)
    const told =
      found === undefined
        ? words.notInSource
        : `${formatNumber(found.value)}${found.upTo === null ? '' : `–${formatNumber(found.upTo)}`} ${unit}`
    return (
      <div>
        <dt>{name}</dt>
        <dd>{told}</dd>
        {found?.population && <dd className="d-caption">{pick(found.population)}</dd>}
      </div>
    )
  }
  return (
    <div className="c-beside-part">
      <dl className="c-beside-figures d-figures">
        <div>
          <dt>{words.previous}</dt>
          <dd>{previous === undefined ? words.noPrevious : formatNumber(previous.score, { unit })}</dd>
          {previous && <dd className="d-caption">{formatDate(previous.on, 'short')}</dd>}
        </div>
        <div>
          <dt>{words.changeLabel}</dt>
          <dd>{change === null ? '–' : formatNumber(change, { signed: true, unit })}</dd>
        </div>
        {thresholdRow(words.measurementError, 'measurement_error')}
        {thresholdRow(words.individual, 'individual_change')}
        {thresholdRow(words.group, 'group_mcid')}
      </dl>
      {thresholdOf(instrument, 'group_mcid', start) !== undefined && <p className="d-caption">{terms.groupCaveat}</p>}
    </div>
  )
}

function usePerson(): ScoredPerson {
  const { ageYears, details } = useRecord()
  return { ageYears, sex: details.sex === 'male' || details.sex === 'female' ? details.sex : null }
}

function CutOffs({ form, score }: BesideScoreProps) {
  const { words, pick, formatNumber } = useInstrumentWords()
  const person = usePerson()
  const limits = cutOffsBeside(form, score ?? Number.NaN, person)
  if (limits.length === 0) return null
  return (
    <div className="c-beside-part">
      <h4>{words.cutOffs}</h4>
      <ul className="c-beside-list">
        {limits.map(({ cutOff, isMet }) => {
          const told = score === undefined ? null : isMet === null ? words.sexUnknown : isMet ? words.met : words.notMet
          return (
            <li key={`${cutOff.names.en}${cutOff.sex ?? ''}`}>
              <span>
                <strong>
                  {pick(cutOff.names)} {boundWords(cutOff.score, formatNumber)}
                </strong>{' '}
                <span className="d-caption">{pick(cutOff.population)}</span>
              </span>
              {told !== null && <span>{told}</span>}
            </li>
          )
        })}
      </ul>
      <p className="d-caption">{words.cutOffsNote}</p>
      <SourceNote factIds={limits.flatMap(({ cutOff }) => cutOff.factIds)} />
    </div>
  )
}

/** A limit in signs that every clinician reads. */
function boundWords(bounds: Bounds, formatNumber: (value: number) => string): string {
  const signs = [
    ['≥', bounds.atLeast],
    ['>', bounds.above],
    ['≤', bounds.atMost],
    ['<', bounds.below],
  ] as const
  return signs.flatMap(([sign, value]) => (value === undefined ? [] : [`${sign} ${formatNumber(value)}`])).join(', ')
}

function References({ instrument, form, filledIn, score }: BesideScoreProps) {
  const { words, pick } = useInstrumentWords()
  const person = usePerson()
  const told = useReferenceWords(instrument, form)
  const { references = [] } = form
  if (references.length === 0) return null
  const sources = references.filter(({ review }) => review.state === 'active').flatMap(({ factIds }) => factIds)
  return (
    <div className="c-beside-part">
      <h4>{words.references}</h4>
      <ul className="c-beside-list">
        {references.map((reference) => (
          <li key={reference.id}>
            <span>
              <strong>{pick(reference.names)}</strong> <span className="d-caption">{pick(reference.population)}</span>
            </span>
            <span>
              {score === undefined && reference.review.state === 'active'
                ? words.scoreOpen
                : told(referenceBeside(form, reference, score ?? Number.NaN, person, filledIn))}
            </span>
            {reference.note && <span className="d-caption">{pick(reference.note)}</span>}
          </li>
        ))}
      </ul>
      {sources.length > 0 && <SourceNote factIds={sources} />}
    </div>
  )
}

function useReferenceWords(instrument: Instrument, form: InstrumentForm): (beside: ReferenceBeside) => string {
  const { words, pick, formatNumber } = useInstrumentWords()
  const unit = pick(instrument.unit)
  const nameOf = (id: string) => {
    if (id === 'ageYears') return words.ageYears
    if (id === 'sex') return words.sex
    const field = fieldsOf(form).find((each) => each.id === id)
    return field === undefined ? id : pick(field.names).toLowerCase()
  }
  return (beside) => {
    switch (beside.state) {
      case 'awaiting_review':
        return words.awaitingReview
      case 'missing':
        return words.missing(beside.needs.map(nameOf).join(', '))
      case 'outside': {
        const [from, to] = beside.ages
        return to === null ? words.outsideFrom(formatNumber(from)) : words.outside(formatNumber(from), formatNumber(to))
      }
      case 'predicted': {
        const { predicted, percent, lowerLimit } = beside
        const expected = words.predicted(formatNumber(predicted, { unit }), formatNumber(percent, { unit: '%' }))
        return lowerLimit === null ? expected : `${expected}; ${words.lowerLimit(formatNumber(lowerLimit, { unit }))}`
      }
      case 'percentile': {
        const { from, below } = beside
        if (from === null) return words.under(String(below))
        return below === null ? words.fromOn(String(from)) : words.between(String(from), String(below))
      }
    }
  }
}

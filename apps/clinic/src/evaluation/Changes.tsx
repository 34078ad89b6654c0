import type { InstrumentChange, Threshold } from '@dosis/domain'
import { Notice, Section, ThresholdAxis } from '@dosis/ui'
import { noticeOf } from '../assessment/notices.ts'
import { useKnowledge, useRecord } from '../data/context.tsx'
import { useWords } from '../frame/words.ts'
import { findInstrument, useInstrumentName } from '../reason/instrument-name.ts'
import { useInstrumentWords } from './fill-in/use-instrument-words.ts'

/** Per instrument: baseline, now, change, and the three thresholds apart. */
export function Changes() {
  const { t } = useWords()
  const { evaluation } = useRecord()
  const measured = evaluation.instruments.filter(({ baseline, now }) => baseline !== null || now !== null)
  return (
    <Section title={t.evaluation.changes}>
      <Warnings codes={evaluation.mustShow} />
      {measured.length === 0 && <p>{t.evaluation.noScores}</p>}
      {measured.map((change) => (
        <Change key={`${change.instrument} ${versionOf(change) ?? ''}`} change={change} />
      ))}
    </Section>
  )
}

/** Scores of another version stand in a line of their own. */
function versionOf({ baseline, now }: InstrumentChange): string | undefined {
  return (now ?? baseline)?.version
}

function Change({ change }: { change: InstrumentChange }) {
  const { t, terms, words, pick, formatNumber, formatDate } = useInstrumentWords()
  const knowledge = useKnowledge()
  const nameOf = useInstrumentName()
  const instrument = findInstrument(knowledge, change.instrument)
  const version = versionOf(change)
  const label = nameOf(instrument?.label ?? change.instrument)
  const name = version === undefined ? label : `${label}, ${words.version[version] ?? version}`
  const unit = instrument === undefined ? '' : pick(instrument.unit)
  const { baseline, now, interpretation, direction } = change
  const threshold = (kind: Threshold['kind']) => {
    const found = change.thresholds.find((each) => each.kind === kind)
    if (found === undefined) return { value: null }
    const population = found.population === null ? '' : `${pick(found.population)} `
    const range = found.upTo === null ? '' : `${t.evaluation.upTo(formatNumber(found.upTo))} `
    return { value: found.value, source: `${range}${population}(${found.factIds.join(', ')})` }
  }
  const score = (measurement: InstrumentChange['now']) =>
    measurement === null
      ? t.evaluation.notMeasured
      : `${formatNumber(measurement.score)} (${formatDate(measurement.on, 'short')})`
  return (
    <article className="c-change">
      <div className="c-change-head">
        <h3>{name}</h3>
        {instrument && <span className="d-caption">{pick(instrument.measures)}</span>}
      </div>
      <dl className="c-change-figures d-figures">
        <div>
          <dt>{t.evaluation.baseline}</dt>
          <dd>{score(baseline)}</dd>
        </div>
        <div>
          <dt>{t.evaluation.now}</dt>
          <dd>{score(now)}</dd>
        </div>
        <div>
          <dt>{t.evaluation.change}</dt>
          <dd>{change.change === null ? t.evaluation.notYet : formatNumber(change.change, { signed: true, unit })}</dd>
        </div>
      </dl>
      {interpretation !== null && interpretation.verdict !== 'silent' && (
        <p>{terms.interpretation[interpretation.verdict]}</p>
      )}
      {change.change === null ? null : direction === null ? (
        <p className="d-caption">{t.evaluation.noDirection}</p>
      ) : (
        <ThresholdAxis
          label={name}
          unit={unit}
          change={change.change}
          betterWhen={direction === 'higher_is_better' ? 'higher' : 'lower'}
          measurementError={threshold('measurement_error')}
          individual={threshold('individual_change')}
          group={threshold('group_mcid')}
          caveat={terms.groupCaveat}
        />
      )}
      {(instrument?.notes ?? []).map((note) => (
        <p key={note.text.en} className="d-caption">
          {pick(note.text)} <code>{note.factIds.join(', ')}</code>
        </p>
      ))}
    </article>
  )
}

/** What holds for all thresholds below. */
function Warnings({ codes }: { codes: readonly string[] }) {
  const { pick } = useWords()
  const knowledge = useKnowledge()
  if (codes.length === 0) return null
  return (
    <Notice>
      {codes.map((code) => (
        <p key={code}>{pick(noticeOf(knowledge, code).text)}</p>
      ))}
    </Notice>
  )
}

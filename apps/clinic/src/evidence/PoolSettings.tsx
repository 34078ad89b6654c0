import type { IntervalMethod, PoolingMethod, PresetName } from '@dosis/evidence/pairwise'
import { formatNumber } from '@dosis/evidence/table'
import { Button, ChoiceField } from '@dosis/ui'
import { useEvidenceWords } from './use-evidence-words.ts'
import type { PoolAnswer } from './work/protocol.ts'

/** What the reader chose otherwise than the starting point; nothing chosen is the starting point itself. */
export interface PoolChoices {
  readonly preset?: PresetName | undefined
  readonly method?: PoolingMethod | undefined
  readonly interval?: IntervalMethod | undefined
  readonly level?: number | undefined
  readonly subgroup?: string | undefined
  readonly leftOut: readonly number[]
}

export const noChoices: PoolChoices = { leftOut: [] }

const presets: readonly PresetName[] = ['RevMan 5', 'meta', 'metafor']
const estimators = ['DL', 'HE', 'HS', 'HSk', 'SJ', 'PM', 'EB', 'ML', 'REML'] as const
const intervals: readonly IntervalMethod[] = [
  'normal',
  't',
  'knapp-hartung',
  'knapp-hartung-floor',
  'knapp-hartung-wider',
  'knapp-hartung-iqwig',
]
const levels = [0.9, 0.95, 0.99]

interface PoolSettingsProps {
  answer: PoolAnswer
  choices: PoolChoices
  onChange: (choices: PoolChoices) => void
  /** The starting point is that of a source. */
  hasSource?: boolean
}

/** Everything that may differ between analyses and changes a number, and the way back. */
export function PoolSettings({ answer, choices, onChange, hasSource = false }: PoolSettingsProps) {
  const { e, language } = useEvidenceWords()
  const { conventions } = answer
  const isOwn = Object.entries(choices).some(([name, value]) =>
    name === 'leftOut' ? choices.leftOut.length > 0 : name !== 'subgroup' && value !== undefined,
  )
  const isCommon = conventions.method === 'common'
  const toggle = (row: number) =>
    onChange({
      ...choices,
      leftOut: choices.leftOut.includes(row) ? choices.leftOut.filter((one) => one !== row) : [...choices.leftOut, row],
    })
  return (
    <div className="d-stack">
      {hasSource && <p role="status">{isOwn ? e.isOwn : e.isSource}</p>}
      <div className="c-settings">
        <ChoiceField
          label={e.preset}
          unknownLabel={null}
          options={presets.map((value) => ({ value, label: value }))}
          value={conventions.preset}
          onChange={(preset) => onChange({ leftOut: choices.leftOut, subgroup: choices.subgroup, preset })}
        />
        <ChoiceField
          label={e.model}
          unknownLabel={null}
          options={[
            { value: 'random', label: e.random },
            { value: 'common', label: e.common },
          ]}
          value={isCommon ? 'common' : 'random'}
          onChange={(model) => onChange({ ...choices, method: model === 'common' ? 'common' : undefined })}
        />
        {!isCommon && (
          <ChoiceField
            label={e.estimator}
            unknownLabel={null}
            options={estimators.map((value) => ({ value, label: value }))}
            value={conventions.method as (typeof estimators)[number]}
            onChange={(method) => onChange({ ...choices, method })}
          />
        )}
        <ChoiceField
          label={e.interval}
          unknownLabel={null}
          options={intervals.map((value) => ({ value, label: e.intervalName[value] }))}
          value={conventions.interval}
          onChange={(interval) => onChange({ ...choices, interval })}
        />
        <ChoiceField
          label={e.level}
          unknownLabel={null}
          options={levels.map((value) => ({
            value: String(value),
            label: `${formatNumber(value * 100, 0, language)}%`,
          }))}
          value={String(conventions.level)}
          onChange={(level) => onChange({ ...choices, level: level === undefined ? undefined : Number(level) })}
        />
        {answer.categories.length > 0 && (
          <ChoiceField
            label={e.subgroup}
            unknownLabel={e.noSubgroup}
            options={answer.categories.map((value) => ({ value, label: value }))}
            value={choices.subgroup}
            onChange={(subgroup) => onChange({ ...choices, subgroup })}
          />
        )}
      </div>
      {answer.categories.length === 0 && <p className="d-caption">{e.noSubgroups}</p>}
      <fieldset className="c-study-choice">
        <legend>{e.leaveOut}</legend>
        {answer.studies.map(({ row, study, reason, weightPercent }) => (
          <label key={row} className="d-option">
            <input
              type="checkbox"
              checked={!choices.leftOut.includes(row) && reason === undefined}
              disabled={reason !== undefined || (!choices.leftOut.includes(row) && answer.studyCount === 1)}
              onChange={() => toggle(row)}
            />
            <span>
              {study}
              {weightPercent !== undefined && (
                <small className="d-figures">{e.weight(formatNumber(weightPercent, 1, language))}</small>
              )}
              {reason !== undefined && <small lang="en">{reason}</small>}
            </span>
          </label>
        ))}
      </fieldset>
      {hasSource && isOwn && (
        <div className="d-row">
          <Button onClick={() => onChange({ ...noChoices, subgroup: choices.subgroup })}>{e.asSource}</Button>
        </div>
      )}
    </div>
  )
}

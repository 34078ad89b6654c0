import type { Plan, PlanPreferences, Progression, RunWalkParameters } from '@dosis/domain'
import { Button, DataTable, Disclosure, QuantityField, Section } from '@dosis/ui'
import { useKnowledge } from '../data/context.tsx'
import { useWords } from '../frame/words.ts'

interface ProgrammesProps {
  plan: Plan
  preferences: PlanPreferences
  /** Left out for a plan that is confirmed. */
  onChange?: (preferences: PlanPreferences) => void
}

/** Programmes of levels in the plan: how the levels were made, and the constants they are made from. */
export function Programmes({ plan, preferences, onChange }: ProgrammesProps) {
  const { t } = useWords()
  const knowledge = useKnowledge()
  const found = plan.prescriptions.flatMap((prescription) => {
    const progression = prescription.progression === null ? undefined : knowledge.progressions[prescription.progression]
    return prescription.levels !== undefined && progression !== undefined ? [{ prescription, progression }] : []
  })
  if (found.length === 0) return null
  return (
    <Section title={t.plan.programmes}>
      {found.map(({ prescription, progression }) => (
        <Programme
          key={prescription.id}
          progression={progression}
          levels={prescription.levels ?? []}
          changed={preferences.programmes?.[progression.id] ?? {}}
          {...(onChange && {
            onChange: (changed: Partial<RunWalkParameters>) =>
              onChange({ ...preferences, programmes: { ...preferences.programmes, [progression.id]: changed } }),
          })}
        />
      ))}
    </Section>
  )
}

interface ProgrammeProps {
  progression: Progression
  levels: NonNullable<Plan['prescriptions'][number]['levels']>
  changed: Partial<RunWalkParameters>
  onChange?: (changed: Partial<RunWalkParameters>) => void
}

function Programme({ progression, levels, changed, onChange }: ProgrammeProps) {
  const { t, terms, pick, formatNumber } = useWords()
  const seconds = (value: number | undefined) => (value === undefined ? terms.boundSilent : formatNumber(value))
  return (
    <>
      <p className="d-reading">{pick(progression.origin)}</p>
      <Disclosure summary={t.plan.levels(levels.length)}>
        <DataTable
          caption={t.plan.levels(levels.length)}
          captionHidden
          onPhone="scroll"
          rows={levels.map((level, place) => ({ level, number: place + 1 }))}
          rowKey={({ number }) => String(number)}
          columns={[
            {
              key: 'level',
              header: terms.dose.level.name,
              align: 'figures',
              rowHeader: true,
              cell: (row) => row.number,
            },
            {
              key: 'run',
              header: terms.dose.runSeconds.name,
              unit: terms.dose.runSeconds.unit,
              align: 'figures',
              cell: (row) => seconds(row.level.runSeconds),
            },
            {
              key: 'walk',
              header: terms.dose.walkSeconds.name,
              unit: terms.dose.walkSeconds.unit,
              align: 'figures',
              cell: (row) => seconds(row.level.walkSeconds),
            },
            {
              key: 'repetitions',
              header: terms.dose.repetitions.name,
              align: 'figures',
              cell: (row) => seconds(row.level.repetitions),
            },
          ]}
        />
      </Disclosure>
      {progression.parameters !== undefined && onChange && (
        <Disclosure summary={t.plan.changeProgramme}>
          <Parameters own={progression.parameters} changed={changed} onChange={onChange} />
        </Disclosure>
      )}
    </>
  )
}

interface ParametersProps {
  own: RunWalkParameters
  changed: Partial<RunWalkParameters>
  onChange: (changed: Partial<RunWalkParameters>) => void
}

function Parameters({ own, changed, onChange }: ParametersProps) {
  const { t } = useWords()
  const keys = Object.keys(own) as (keyof RunWalkParameters)[]
  return (
    <div className="c-parameters">
      {keys.map((key) => (
        <QuantityField
          key={key}
          label={t.plan.parameter[key].name}
          unit={t.plan.parameter[key].unit}
          min={1}
          max={3_600}
          value={changed[key] ?? own[key]}
          onChange={(value) => {
            const { [key]: _, ...others } = changed
            onChange(value === undefined || value === own[key] ? others : { ...others, [key]: value })
          }}
        />
      ))}
      <Button kind="quiet" size="small" disabled={Object.keys(changed).length === 0} onClick={() => onChange({})}>
        {t.plan.backToProgramme}
      </Button>
    </div>
  )
}

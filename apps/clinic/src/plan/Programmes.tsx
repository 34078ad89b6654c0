import type {
  Plan,
  PlanPreferences,
  Prescription,
  ProgrammeChoice,
  Progression,
  RunWalkParameters,
} from '@dosis/domain'
import { Button, DataTable, Disclosure, QuantityField, Section } from '@dosis/ui'
import { useKnowledge } from '../data/context.tsx'
import { useWords } from '../frame/words.ts'
import { ProgrammeChoices } from './ProgrammeChoices.tsx'
import { ProgrammeRules } from './ProgrammeRules.tsx'
import { programmeLines } from './programme-words.ts'

interface ProgrammesProps {
  plan: Plan
  preferences: PlanPreferences
  /** Left out for a plan that is confirmed. */
  onChange?: (preferences: PlanPreferences) => void
}

/** How each prescription moves on: its steps, what makes it advance, wait, go back or stop, and what the therapist chose. */
export function Programmes({ plan, preferences, onChange }: ProgrammesProps) {
  const { t } = useWords()
  const knowledge = useKnowledge()
  const found = plan.prescriptions.flatMap((prescription) => {
    const progression = prescription.progression === null ? undefined : knowledge.progressions[prescription.progression]
    return progression === undefined ? [] : [{ prescription, progression }]
  })
  if (found.length === 0) return null
  return (
    <Section title={t.plan.programmes}>
      {found.map(({ prescription, progression }) => {
        const { form } = prescription
        const setLevels = (changed: Partial<RunWalkParameters>) =>
          onChange?.({ ...preferences, programmes: { ...preferences.programmes, [progression.id]: changed } })
        const setChoice = (choice: ProgrammeChoice) =>
          onChange?.({ ...preferences, steps: { ...preferences.steps, [form]: choice } })
        return (
          <Programme key={prescription.id} prescription={prescription} progression={progression} plan={plan}>
            {onChange && progression.parameters !== undefined && (
              <Disclosure summary={t.plan.changeProgramme}>
                <Parameters
                  own={progression.parameters}
                  changed={preferences.programmes?.[progression.id] ?? {}}
                  onChange={setLevels}
                />
              </Disclosure>
            )}
            {onChange && (
              <ProgrammeChoices
                prescription={prescription}
                progression={progression}
                choice={preferences.steps?.[form] ?? {}}
                onChange={setChoice}
              />
            )}
          </Programme>
        )
      })}
    </Section>
  )
}

interface ProgrammeProps {
  prescription: Prescription
  progression: Progression
  plan: Plan
  children: React.ReactNode
}

function Programme({ prescription, progression, plan, children }: ProgrammeProps) {
  const words = useWords()
  const { t, pick } = words
  const knowledge = useKnowledge()
  const form = knowledge.forms[prescription.form]
  const lines = programmeLines(prescription, plan, knowledge, words)
  const levels = prescription.levels ?? []
  return (
    <article className="c-programme">
      <h3>{form === undefined ? prescription.form : pick(form.names)}</h3>
      <p className="d-reading">{pick(progression.origin)}</p>
      {lines.length > 0 && (
        <ul className="c-list d-figures">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {levels.length > 0 && (
        <Disclosure summary={t.plan.levels(levels.length)}>
          <Levels levels={levels} />
        </Disclosure>
      )}
      <Disclosure summary={t.plan.programmeRules}>
        <ProgrammeRules progression={progression} prescription={prescription} />
      </Disclosure>
      {children}
    </article>
  )
}

function Levels({ levels }: { levels: NonNullable<Prescription['levels']> }) {
  const { t, terms, formatNumber } = useWords()
  const figure = (value: number | undefined) => (value === undefined ? terms.boundSilent : formatNumber(value))
  return (
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
          cell: (row) => figure(row.level.runSeconds),
        },
        {
          key: 'walk',
          header: terms.dose.walkSeconds.name,
          unit: terms.dose.walkSeconds.unit,
          align: 'figures',
          cell: (row) => figure(row.level.walkSeconds),
        },
        {
          key: 'repetitions',
          header: terms.dose.repetitions.name,
          align: 'figures',
          cell: (row) => figure(row.level.repetitions),
        },
      ]}
    />
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

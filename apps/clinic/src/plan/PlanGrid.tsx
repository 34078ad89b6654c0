import { type DoseKey, doseKeys, type IsoDate, type Plan, type Prescription } from '@dosis/domain'
import { Button, focusField, VerdictMark } from '@dosis/ui'
import { type ReactNode, useEffect, useState } from 'react'
import { useKnowledge } from '../data/context.tsx'
import { useWords } from '../frame/words.ts'
import { Chain } from '../reason/Why.tsx'
import { Adaptations } from './Adaptations.tsx'
import { Conflicts } from './Conflicts.tsx'
import { DoseEditor, doseFieldId } from './DoseEditor.tsx'
import { DoseValue } from './DoseValue.tsx'
import { doseWords } from './dose-words.ts'
import { exerciseName } from './part-words.ts'
import type { DoseChoice } from './preferences.ts'
import { SourceOfForm } from './SourceOfForm.tsx'
import { Targets } from './Targets.tsx'
import { earliestLevel, type WeekColumn, weekColumns } from './week-columns.ts'

interface PlanGridProps {
  plan: Plan
  /** The first day that the grid shows; the first day of the plan when left out. */
  from?: IsoDate
  /** Left out for a plan that is confirmed: nothing can be changed. */
  onChoose?: (form: string, key: DoseKey, choice: DoseChoice | null) => void
}

/** Weeks across, forms down, the dose in the cell; a row opens to change its numbers and to see why. */
export function PlanGrid({ plan, from = plan.startsOn, onChoose }: PlanGridProps) {
  const { t, formatDate } = useWords()
  const weeks = weekColumns(plan, from)
  return (
    // A region that scrolls must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="c-grid-scroll" aria-label={t.plan.gridCaption} tabIndex={0}>
      <table className="c-grid">
        <caption className="d-hidden">{t.plan.gridCaption}</caption>
        <thead>
          <tr>
            <th scope="col">{t.plan.form}</th>
            {weeks.map(({ week, startsOn }) => (
              <th key={week} scope="col">
                {t.plan.week(week)}
                <small className="d-figures">{formatDate(startsOn, 'short')}</small>
              </th>
            ))}
          </tr>
        </thead>
        {plan.prescriptions.map((prescription) => (
          <GridRows
            key={prescription.id}
            prescription={prescription}
            weeks={weeks}
            {...(onChoose && {
              onChoose: (key: DoseKey, choice: DoseChoice | null) => onChoose(prescription.form, key, choice),
            })}
          />
        ))}
      </table>
      {plan.evaluation.nextDate !== null && (
        <p className="d-caption">{t.plan.evaluationOn(formatDate(plan.evaluation.nextDate))}</p>
      )}
    </section>
  )
}

interface GridRowsProps {
  prescription: Prescription
  weeks: readonly WeekColumn[]
  onChoose?: (key: DoseKey, choice: DoseChoice | null) => void
}

function GridRows({ prescription, weeks, onChoose }: GridRowsProps) {
  const words = useWords()
  const { t, pick } = words
  const knowledge = useKnowledge()
  const [open, setOpen] = useState<'change' | 'why' | null>(null)
  const form = knowledge.forms[prescription.form]
  const name = form === undefined ? prescription.form : pick(form.names)
  const toggle = (which: 'change' | 'why') => setOpen(open === which ? null : which)
  const decide = (key: DoseKey) => {
    setOpen('change')
    requestAnimationFrame(() => focusField(doseFieldId(prescription.id, key)))
  }
  useDecide(prescription.id, decide)
  return (
    <tbody>
      <tr>
        <th scope="row">
          <div className="c-grid-name">
            <span className="c-grid-form">{name}</span>
            <VerdictMark verdict={prescription.verdict} />
            <SourceOfForm prescription={prescription} />
            <span className="d-caption">
              {prescription.exercises.map((id) => exerciseName(id, knowledge, words)).join(', ')}
            </span>
            <span className="d-row c-no-print">
              {onChoose && (
                <Button size="small" kind="quiet" aria-expanded={open === 'change'} onClick={() => toggle('change')}>
                  {t.plan.change}
                  <span className="d-hidden">: {name}</span>
                </Button>
              )}
              <Button size="small" kind="quiet" aria-expanded={open === 'why'} onClick={() => toggle('why')}>
                {t.reason.why}
                <span className="d-hidden">: {name}</span>
              </Button>
            </span>
          </div>
        </th>
        <WeekCells prescription={prescription} weeks={weeks} onDecide={onChoose && decide} />
      </tr>
      {hasMore(prescription) && (
        <tr className="c-grid-more">
          <td colSpan={weeks.length + 1}>
            <div className="c-more">
              <Targets prescription={prescription} />
              <Adaptations prescription={prescription} />
              <Conflicts prescription={prescription} />
            </div>
          </td>
        </tr>
      )}
      {open === 'change' && onChoose && (
        <Opened span={weeks.length + 1}>
          <DoseEditor prescription={prescription} onChoose={onChoose} />
        </Opened>
      )}
      {open === 'why' && (
        <Opened span={weeks.length + 1}>
          <Chain why={prescription.why.filter(({ rule }) => !prescription.adaptations.includes(rule))} />
        </Opened>
      )}
    </tbody>
  )
}

const hasMore = ({ targets = [], adaptations, conflicts = [] }: Prescription) =>
  targets.length + adaptations.length + conflicts.length > 0

function Opened({ span, children }: { span: number; children: ReactNode }) {
  return (
    <tr className="c-grid-opened">
      <td colSpan={span}>{children}</td>
    </tr>
  )
}

interface WeekCellsProps {
  prescription: Prescription
  weeks: readonly WeekColumn[]
  onDecide: ((key: DoseKey) => void) | undefined
}

/** The first week carries the numbers; a programme of levels then looks ahead, every other dose runs on as it is. */
function WeekCells({ prescription, weeks, onDecide }: WeekCellsProps) {
  const words = useWords()
  const { t } = words
  const knowledge = useKnowledge()
  const progression = prescription.progression === null ? undefined : knowledge.progressions[prescription.progression]
  const hasLevels = prescription.levels !== undefined && earliestLevel(prescription, progression, 0) !== null
  const keys = doseKeys.filter((key) => prescription.dose[key] !== undefined)
  const numbers = (
    <ul className="c-dose">
      {keys.map((key) => {
        const number = prescription.dose[key]
        return (
          number && (
            <li key={key}>
              <DoseValue dose={key} number={number} {...(onDecide && { onDecide: () => onDecide(key) })} />
            </li>
          )
        )
      })}
    </ul>
  )
  if (!hasLevels) {
    return (
      <td colSpan={weeks.length} className="c-grid-same">
        <div className="c-grid-run">{numbers}</div>
        <span className="d-caption">{t.plan.sameUntil}</span>
      </td>
    )
  }
  return weeks.map(({ week, ahead }) => {
    const level = earliestLevel(prescription, progression, ahead) ?? 1
    const seconds = prescription.levels?.[level - 1]
    return (
      <td key={week} className="c-grid-level d-figures" data-week={t.plan.week(week)}>
        {ahead === 0 ? (
          numbers
        ) : (
          <>
            <span className="d-caption">{t.plan.earliest}</span>
            <span>{t.plan.level(level)}</span>
            {seconds?.runSeconds !== undefined && seconds.walkSeconds !== undefined && (
              <>
                <span className="d-caption">
                  {doseWords('runSeconds', { value: seconds.runSeconds, upTo: null }, words)}
                </span>
                <span className="d-caption">
                  {doseWords('walkSeconds', { value: seconds.walkSeconds, upTo: null }, words)}
                </span>
              </>
            )}
          </>
        )}
      </td>
    )
  })
}

/** A message elsewhere on the page asks to decide a number of this prescription. */
function useDecide(prescription: string, decide: (key: DoseKey) => void) {
  useEffect(() => {
    const listen = (event: Event) => {
      const { detail } = event as CustomEvent<{ prescription: string; key: DoseKey }>
      if (detail.prescription === prescription) decide(detail.key)
    }
    document.addEventListener('dosis:decide', listen)
    return () => document.removeEventListener('dosis:decide', listen)
  })
}

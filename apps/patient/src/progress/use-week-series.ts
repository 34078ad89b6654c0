import type { PatientToday } from '@dosis/api'
import type { WeekSummary } from '@dosis/domain'
import { usePhone } from '../data/phone-context.tsx'
import { useTexts } from '../frame/use-texts.ts'
import { performed } from './performed.ts'
import { figuresOfWeeks, isKnown, type WeekFigure } from './weeks-done.ts'

/** One thing that the programme records, week by week. */
export interface WeekSeries {
  readonly id: string
  readonly title: string
  /** Head of its column in the table. */
  readonly column: string
  readonly unit?: string
  readonly goal: number | null
  readonly explanation?: string
  /** A scale of 0 to 10 is a line; everything else are bars from zero. */
  readonly as: 'bars' | 'scale'
  readonly weeks: readonly WeekFigure[]
}

/** What the sessions of this patient say, beside how often and how much pain; nothing that was never recorded. */
export function useWeekSeries(): (
  today: Pick<PatientToday, 'plan' | 'logs'>,
  weeks: readonly WeekSummary[],
) => readonly WeekSeries[] {
  const { texts, read } = useTexts()
  const { knowledge } = usePhone()
  return ({ plan, logs }, weeks) => {
    const goalOf = (key: 'minutesPerWeek' | 'stepsPerDay') =>
      plan?.prescriptions.flatMap(({ dose }) => dose[key]?.value ?? [])[0] ?? null
    const loaded = [
      ...new Set(
        logs.flatMap(({ parts }) =>
          parts.flatMap(({ exercise, loadKilograms }) => (loadKilograms === undefined ? [] : (exercise ?? []))),
        ),
      ),
    ]
    const nameOf = (exercise: string) => {
      const names = knowledge?.exercises[exercise]?.names
      return names === undefined ? exercise : read(names)
    }
    const all: readonly WeekSeries[] = [
      {
        id: 'minutes',
        title: texts.minutesAWeek,
        column: texts.minutesColumn,
        goal: goalOf('minutesPerWeek'),
        as: 'bars',
        weeks: figuresOfWeeks(weeks, logs, performed.minutes, 'sum'),
      },
      {
        id: 'steps',
        title: texts.stepsPerDay,
        column: texts.stepsColumn,
        goal: goalOf('stepsPerDay'),
        explanation: texts.stepsMean,
        as: 'bars',
        weeks: figuresOfWeeks(weeks, logs, performed.steps, 'mean'),
      },
      ...loaded.map(
        (exercise): WeekSeries => ({
          id: exercise,
          title: texts.loadOf(nameOf(exercise)),
          column: nameOf(exercise),
          unit: 'kg',
          goal: null,
          as: 'bars',
          weeks: figuresOfWeeks(weeks, logs, performed.load(exercise), 'highest'),
        }),
      ),
      {
        id: 'fatigue',
        title: texts.fatigueOverTime,
        column: texts.fatigueColumn,
        goal: null,
        explanation: texts.fatigueScale,
        as: 'scale',
        weeks: figuresOfWeeks(weeks, logs, performed.fatigue, 'mean'),
      },
    ]
    return all.filter((series) => isKnown(series.weeks))
  }
}

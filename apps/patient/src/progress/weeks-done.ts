import { addDays, type IsoDate, type SessionLog } from '@dosis/domain'

/** A figure of one week; null = nothing is known of that week, which is not the same as zero. */
export interface WeekFigure {
  readonly weekStartsOn: IsoDate
  readonly value: number | null
}

/** Sums or averages what the sessions of each week say; a week in which none says it is not known. */
export function figuresOfWeeks(
  weeks: readonly { readonly weekStartsOn: IsoDate }[],
  logs: readonly SessionLog[],
  what: (log: SessionLog) => number | null,
  take: 'sum' | 'mean' | 'highest',
): readonly WeekFigure[] {
  return weeks.map(({ weekStartsOn }) => {
    const sunday = addDays(weekStartsOn, 6)
    const values = logs.flatMap((log) => (log.on >= weekStartsOn && log.on <= sunday ? (what(log) ?? []) : []))
    return { weekStartsOn, value: values.length === 0 ? null : taken(values, take) }
  })
}

function taken(values: readonly number[], take: 'sum' | 'mean' | 'highest'): number {
  const sum = values.reduce((total, value) => total + value, 0)
  if (take === 'highest') return Math.max(...values)
  return Math.round(take === 'sum' ? sum : sum / values.length)
}

export function isKnown(figures: readonly WeekFigure[]): boolean {
  return figures.some(({ value }) => value !== null)
}

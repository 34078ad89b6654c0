import type { AdverseEventRecord } from '@dosis/api'
import { daysBetween, type SessionLog, startOfWeek, type WeekSummary } from '@dosis/domain'
import type { WeekEvent, WeekStrip } from '@dosis/ui'
import type { Words } from '../frame/words.ts'

/** The mean of what sessions say, per week; null in a week in which none says it. */
function meansOf(
  weeks: readonly WeekSummary[],
  logs: readonly SessionLog[],
  figureOf: (log: SessionLog) => number | null | undefined,
): readonly (number | null)[] {
  return weeks.map((_, place) => {
    const figures = logs.filter(({ on }) => weekOf(weeks, on) === place).flatMap((log) => figureOf(log) ?? [])
    return figures.length === 0 ? null : figures.reduce((sum, figure) => sum + figure, 0) / figures.length
  })
}

const stepsOf = ({ parts }: SessionLog) => parts.find(({ steps }) => steps !== undefined)?.steps
const heaviestOf = ({ parts }: SessionLog) => {
  const loads = parts.flatMap(({ loadKilograms }) => loadKilograms ?? [])
  return loads.length === 0 ? null : Math.max(...loads)
}

/** The strips of follow-up over the weeks of a plan; a strip in which nothing was measured is left out. */
export function weekStrips(
  weeks: readonly WeekSummary[],
  logs: readonly SessionLog[],
  { t }: Pick<Words, 't'>,
): readonly WeekStrip[] {
  // The pain of a morning is told by a later session; it belongs to the week of the session before it.
  const mornings = new Map(
    logs.flatMap(({ morningAfter = [] }) => morningAfter.map(({ sessionId, pain }) => [sessionId, pain])),
  )
  const line = (title: string, values: readonly (number | null)[], rest: Partial<WeekStrip> = {}): WeekStrip => ({
    title,
    from: 0,
    ...rest,
    series: [{ name: t.followUp.mean, kind: 'line', values }],
  })
  const strips: readonly WeekStrip[] = [
    {
      title: t.followUp.sessions,
      series: [
        { name: t.followUp.planned, kind: 'planned', values: weeks.map(({ planned }) => planned) },
        { name: t.followUp.done, kind: 'done', values: weeks.map(({ done }) => done) },
      ],
    },
    {
      title: t.followUp.effort,
      unit: 'Borg 6–20',
      from: 6,
      to: 20,
      series: [{ name: t.followUp.mean, kind: 'line', values: weeks.map(({ meanEffortBorg }) => meanEffortBorg) }],
    },
    {
      title: t.followUp.pain,
      unit: '0–10',
      from: 0,
      to: 10,
      series: [
        { name: t.followUp.before, kind: 'before', values: weeks.map(({ meanPainBefore }) => meanPainBefore) },
        { name: t.followUp.after, kind: 'line', values: weeks.map(({ meanPainAfter }) => meanPainAfter) },
      ],
    },
    line(
      t.followUp.painNextMorning,
      meansOf(weeks, logs, ({ sessionId }) => mornings.get(sessionId)),
      { unit: '0–10', to: 10 },
    ),
    line(
      t.followUp.fatigue,
      meansOf(weeks, logs, ({ fatigue }) => fatigue),
      { unit: '0–10', to: 10 },
    ),
    line(t.followUp.steps, meansOf(weeks, logs, stepsOf)),
    line(t.followUp.heaviest, meansOf(weeks, logs, heaviestOf), { unit: 'kg' }),
    {
      title: t.followUp.level,
      from: 0,
      series: [{ name: t.followUp.levelReached, kind: 'line', values: weeks.map(({ level }) => level) }],
    },
  ]
  return strips.filter(({ series }) => series.some(({ values }) => values.some((value) => value !== null)))
}

/** The place of a day among the weeks; `null` when it falls outside them. */
export function weekOf(weeks: readonly WeekSummary[], day: string): number | null {
  const first = weeks[0]
  if (first === undefined) return null
  const place = Math.floor(daysBetween(startOfWeek(first.weekStartsOn), day) / 7)
  return place >= 0 && place < weeks.length ? place : null
}

/** Adverse events on the axis of weeks. */
export function weekEvents(
  weeks: readonly WeekSummary[],
  events: readonly AdverseEventRecord[],
  nameOf: (event: AdverseEventRecord) => string,
): readonly WeekEvent[] {
  return events.flatMap((event) => {
    const week = weekOf(weeks, event.report.on)
    return week === null ? [] : [{ week, label: nameOf(event), severe: event.stops }]
  })
}

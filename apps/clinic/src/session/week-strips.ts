import type { AdverseEventRecord } from '@dosis/api'
import { daysBetween, startOfWeek, type WeekSummary } from '@dosis/domain'
import type { WeekEvent, WeekStrip } from '@dosis/ui'
import type { Words } from '../frame/words.ts'

/** The strips of follow-up over the weeks of a plan; a strip in which nothing was measured is left out. */
export function weekStrips(weeks: readonly WeekSummary[], { t }: Pick<Words, 't'>): readonly WeekStrip[] {
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

import { and, type Fracture, type FractureFilter, type IsoDate, type Truth, weeksBetween } from '@dosis/domain'
import { isWithin } from './bounds.ts'

/** Weeks since the bone broke; not known without a day or without today, and not for a day that still has to come. */
export function weeksSinceFracture({ on, weeksAgo }: Fracture, today: IsoDate | null): number | null {
  const weeks = on == null ? (weeksAgo ?? null) : today === null ? null : weeksBetween(on, today)
  return weeks === null || Number.isNaN(weeks) || weeks < 0 ? null : weeks
}

/** Whether a fracture is as the filter says; a part that is not known leaves it unknown, unless another part rules it out. */
export function fractureMatches(fracture: Fracture, filter: FractureFilter, today: IsoDate | null): Truth {
  const parts: Truth[] = []
  if (filter.site !== undefined) parts.push(fracture.site === filter.site ? 'yes' : 'no')
  if (filter.notSite !== undefined) parts.push(fracture.site === filter.notSite ? 'no' : 'yes')
  for (const key of ['lowTrauma', 'stable', 'symptomatic', 'imaging', 'operated', 'consolidation'] as const) {
    const wanted = filter[key]
    if (wanted === undefined) continue
    const value = fracture[key] ?? null
    parts.push(value === null ? 'unknown' : value === wanted ? 'yes' : 'no')
  }
  if (filter.weeksAgo !== undefined) {
    const weeks = weeksSinceFracture(fracture, today)
    parts.push(weeks === null ? 'unknown' : isWithin(weeks, filter.weeksAgo) ? 'yes' : 'no')
  }
  return and(parts)
}

import { type Fracture, type FractureFilter, type IsoDate, type Truth, weeksBetween } from '@dosis/domain'
import { isWithin } from './bounds.ts'

/** Weeks since the bone broke; not known without a day or without today, and not for a day that still has to come. */
export function weeksSinceFracture({ on, weeksAgo }: Fracture, today: IsoDate | null): number | null {
  const weeks = on == null ? (weeksAgo ?? null) : today === null ? null : weeksBetween(on, today)
  return weeks === null || Number.isNaN(weeks) || weeks < 0 ? null : weeks
}

/** Whether a fracture is as the filter says; a part that is not known leaves it unknown, unless another part rules it out. */
export function fractureMatches(fracture: Fracture, filter: FractureFilter, today: IsoDate | null): Truth {
  if (filter.site !== undefined && fracture.site !== filter.site) return 'no'
  if (filter.notSite !== undefined && fracture.site === filter.notSite) return 'no'
  let isOpen = false
  for (const part of ['lowTrauma', 'stable', 'symptomatic', 'imaging', 'operated', 'consolidation'] as const) {
    if (filter[part] === undefined) continue
    const value = fracture[part] ?? null
    if (value === null) isOpen = true
    else if (value !== filter[part]) return 'no'
  }
  if (filter.weeksAgo !== undefined) {
    const weeks = weeksSinceFracture(fracture, today)
    if (weeks === null) isOpen = true
    else if (!isWithin(weeks, filter.weeksAgo)) return 'no'
  }
  return isOpen ? 'unknown' : 'yes'
}

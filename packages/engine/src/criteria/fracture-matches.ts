import { type Fracture, type FractureFilter, type IsoDate, type Truth, weeksBetween } from '@dosis/domain'
import { isWithin } from './bounds.ts'

/** Weeks since the bone broke; not known without a day or without today, and not for a day that still has to come. */
export function weeksSinceFracture({ on, weeksAgo }: Fracture, today: IsoDate | null): number | null {
  const weeks = on == null ? (weeksAgo ?? null) : today === null ? null : weeksBetween(on, today)
  return weeks === null || Number.isNaN(weeks) || weeks < 0 ? null : weeks
}

/** Whether a fracture is as a filter says. */
export type FractureMatch = (fracture: Fracture, today: IsoDate | null) => Truth

const parts = ['lowTrauma', 'stable', 'symptomatic', 'imaging', 'operated', 'consolidation'] as const

/** A part of the fracture that is not known leaves the match unknown, unless another part rules it out. */
export function fractureMatch(filter: FractureFilter): FractureMatch {
  const { site, notSite, weeksAgo } = filter
  const wanted = parts.filter((part) => filter[part] !== undefined)
  return (fracture, today) => {
    if (site !== undefined && fracture.site !== site) return 'no'
    if (notSite !== undefined && fracture.site === notSite) return 'no'
    let isOpen = false
    for (const part of wanted) {
      const value = fracture[part] ?? null
      if (value === null) isOpen = true
      else if (value !== filter[part]) return 'no'
    }
    if (weeksAgo !== undefined) {
      const weeks = weeksSinceFracture(fracture, today)
      if (weeks === null) isOpen = true
      else if (!isWithin(weeks, weeksAgo)) return 'no'
    }
    return isOpen ? 'unknown' : 'yes'
  }
}

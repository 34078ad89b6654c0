import type { Knowledge } from '@dosis/domain'

/** The shortest cycle of evaluation that any document prints, in weeks; null when none does. */
export function defaultCycleWeeks({ decisions }: Knowledge): number | null {
  const printed = Object.values(decisions)
    .flatMap(({ rows }) => rows)
    .flatMap(({ figures }) => figures?.['cycleWeeks'] ?? [])
  return printed.length === 0 ? null : Math.min(...printed)
}

import type { AuditView } from '@dosis/api'
import type { IsoDate } from '@dosis/domain'

/** The same thing by the same person about the same patient, on one day: one line, with its moments. */
export interface EntryGroup {
  readonly day: IsoDate
  readonly newest: AuditView
  /** The newest first, and itself one of them. */
  readonly entries: readonly AuditView[]
}

/** The calendar day of a moment where the reader is. Swedish writes it as ISO 8601 does. */
export function dayOf(at: string): IsoDate {
  return new Intl.DateTimeFormat('sv-SE').format(new Date(at))
}

/** Draws together what comes right after one another and is alike; the order stays. */
export function groupEntries(entries: readonly AuditView[]): readonly EntryGroup[] {
  const groups: EntryGroup[] = []
  for (const entry of entries) {
    const last = groups.at(-1)
    if (last !== undefined && isAlike(last.newest, entry)) {
      groups[groups.length - 1] = { ...last, entries: [...last.entries, entry] }
    } else groups.push({ day: dayOf(entry.at), newest: entry, entries: [entry] })
  }
  return groups
}

function isAlike(left: AuditView, right: AuditView): boolean {
  const key = ({ at, actor, event, outcome, patientId, relation }: AuditView) =>
    JSON.stringify([dayOf(at), actor, event, outcome, patientId, relation])
  return key(left) === key(right)
}

import type { Knowledge, Progression, ProgressionRule } from '@dosis/domain'
import type { Found } from './finding.ts'

/** Finds levels that cannot be reached and rules that an earlier rule always answers first. */
export function checkProgressions({ progressions }: Knowledge): Found[] {
  return Object.values(progressions).flatMap((progression) => [...levels(progression), ...rules(progression)])
}

function levels({ id, levels, advance }: Progression): Found[] {
  const found = (path: readonly PropertyKey[], message: string): Found => ({
    kind: 'unreachable-step',
    in: { kind: 'progressions', id },
    path,
    message,
  })
  if (levels.length > 1 && advance === null) return [found(['advance'], 'levels above the first are never reached')]
  if (advance === null) return []
  return levels.flatMap((level, index) => {
    const isLast = index === levels.length - 1
    const asked = advance.repetitionsAtLeast
    const most = level.repetitions
    const same = index > 0 && JSON.stringify(level) === JSON.stringify(levels[index - 1])
    return [
      ...(same ? [found(['levels', index], 'is the same as the level before it')] : []),
      ...(!isLast && asked !== null && most !== undefined && most < asked
        ? [
            found(
              ['levels', index + 1],
              `is never reached: level ${index + 1} has ${most} repetitions, ${asked} are asked`,
            ),
          ]
        : []),
    ]
  })
}

/** Actions from the most cautious to the least: of all rules that hold, the most cautious decides, then the first. */
const caution: readonly ProgressionRule['action'][] = ['stop', 'regress', 'deload', 'ask', 'hold']

function rules({ id, rules }: Progression): Found[] {
  return rules.flatMap((rule, index) => {
    const other = rules.find(
      (before, at) => at !== index && goesBefore(before, at, rule, index) && covers(before, rule),
    )
    if (other === undefined) return []
    return [
      {
        kind: 'unreachable-step' as const,
        in: { kind: 'progressions' as const, id },
        path: ['rules', index],
        message: `never gets its turn: "${other.id}" holds whenever this does`,
      },
    ]
  })
}

function goesBefore(one: ProgressionRule, at: number, other: ProgressionRule, index: number): boolean {
  const [first, then] = [caution.indexOf(one.action), caution.indexOf(other.action)]
  return first < then || (first === then && at < index)
}

/** Whether one rule holds whenever the other does: the same measure, with a threshold that is crossed no later. */
function covers(before: ProgressionRule, rule: ProgressionRule): boolean {
  if (before.review.state !== 'active' || rule.review.state !== 'active') return false
  if (before.withAdaptation !== undefined && before.withAdaptation !== rule.withAdaptation) return false
  const [own, others] = [before.when, rule.when] as readonly Readonly<Record<string, unknown>>[]
  const measure = Object.keys(own ?? {})[0] ?? ''
  if (!(measure in (others ?? {}))) return false
  return Object.entries(own ?? {}).every(([key, value]) => {
    const same = others?.[key]
    if (typeof value !== 'number' || typeof same !== 'number') return value === same
    if (key === 'withinDays') return value >= same
    return key.endsWith('Below') ? value >= same : value <= same
  })
}

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

function rules({ id, rules }: Progression): Found[] {
  return rules.flatMap((rule, index) => {
    const earlier = rules.slice(0, index).find((before) => covers(before, rule))
    if (earlier === undefined) return []
    return [
      {
        kind: 'unreachable-step' as const,
        in: { kind: 'progressions' as const, id },
        path: ['rules', index],
        message: `never gets its turn: "${earlier.id}" holds whenever this does`,
      },
    ]
  })
}

/** Whether one rule holds whenever the other does: the same measure with a lower threshold, reviewed alike. */
function covers(before: ProgressionRule, rule: ProgressionRule): boolean {
  if (before.review.state !== 'active' || rule.review.state !== 'active') return false
  const [key = '', value] = Object.entries(before.when)[0] ?? []
  const same = (rule.when as Record<string, unknown>)[key]
  if (same === undefined) return false
  if (typeof value === 'number' && typeof same === 'number') return value <= same
  const classOf = ({ when }: ProgressionRule) => ('class' in when ? when.class : undefined)
  return classOf(before) === undefined || classOf(before) === classOf(rule)
}

import type { ScaleStep } from '@dosis/ui/patient'

/** Steps of the Borg scale, 6 to 20, with its words where it has them. */
export function borgSteps(words: Readonly<Record<number, string>>): ScaleStep[] {
  return Array.from({ length: 15 }, (_, index) => ({ value: index + 6, word: words[index + 6] }))
}

/** Steps of a pain scale, 0 to 10, with words at both ends. */
export function painSteps(ends: { none: string; worst: string }): ScaleStep[] {
  return Array.from({ length: 11 }, (_, value) => ({
    value,
    word: value === 0 ? ends.none : value === 10 ? ends.worst : undefined,
  }))
}

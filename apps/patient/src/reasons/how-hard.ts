import type { IntensityScale, IntensityTarget } from '@dosis/domain'
import type { Guided } from './guided.ts'

/** How hard, in a scale that a patient can feel or count himself. */
export type Feel =
  | { readonly scale: 'heartRateBpm'; readonly from: number | null; readonly upTo: number }
  | { readonly scale: 'borg6To20' | 'borgCr10'; readonly from: number; readonly upTo: number }
  | { readonly scale: 'talkTest'; readonly talk: NonNullable<IntensityTarget['talk']> }

export interface HowHard {
  readonly best: Feel
  /** An effort that stands beside a heart rate, so that the heart rate is never the only guide. */
  readonly beside: Feel | null
  readonly holdsFor: IntensityTarget['holdsFor']
  /** The target that was used; null where the number was prescribed as it is. */
  readonly target: IntensityTarget | null
}

const felt: readonly IntensityScale[] = ['borg6To20', 'borgCr10', 'talkTest']

/**
 * The best target that can be used, in the order of the plan; what is unknown or has expired is no target.
 * @returns null where nothing is known about how hard: then nothing is said
 */
export function howHardOf({ targets = [], rpeBorg }: Guided): HowHard | null {
  const usable = targets.flatMap((target) => {
    const feel = feelOf(target)
    return feel === null ? [] : [{ target, feel }]
  })
  const [best] = usable
  if (best === undefined) {
    if (rpeBorg === undefined) return null
    return { best: { scale: 'borg6To20', ...rpeBorg }, beside: null, holdsFor: 'whole', target: null }
  }
  const { target, feel } = best
  const beside =
    feel.scale === 'heartRateBpm'
      ? (usable.find((other) => felt.includes(other.feel.scale) && holdsAsLong(other.target, target))?.feel ?? null)
      : null
  return { best: feel, beside, holdsFor: target.holdsFor, target }
}

/** A target for the start only says nothing beside one that holds for the whole. */
function holdsAsLong(beside: IntensityTarget, target: IntensityTarget): boolean {
  return beside.holdsFor === 'whole' || target.holdsFor === 'start'
}

function feelOf({ absent, scale, exercise, from, upTo, talk }: IntensityTarget): Feel | null {
  if (absent !== null || exercise !== null) return null
  switch (scale) {
    case 'talkTest':
      return talk === null ? null : { scale, talk }
    case 'heartRateBpm':
      return upTo === null ? null : { scale, from, upTo }
    case 'borg6To20':
    case 'borgCr10':
      return from === null && upTo === null ? null : { scale, from: from ?? Number(upTo), upTo: upTo ?? Number(from) }
    default:
      return null
  }
}

/**
 * The word of the Borg scale for a number: its own, or that of the step below, so that no word asks for more than the
 * number does. @returns null below the first word
 */
export function borgWord(words: Readonly<Record<number, string>>, value: number): string | null {
  const steps = Object.keys(words).map(Number)
  const known = steps.filter((step) => step <= value)
  return known.length === 0 ? null : (words[Math.max(...known)] ?? null)
}

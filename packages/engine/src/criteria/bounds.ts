import type { Bounds } from '@dosis/domain'

/** `atLeast` and `atMost` include the number, `above` and `below` do not. */
export function isWithin(value: number, { atLeast, atMost, above, below }: Bounds): boolean {
  return (
    (atLeast === undefined || value >= atLeast) &&
    (atMost === undefined || value <= atMost) &&
    (above === undefined || value > above) &&
    (below === undefined || value < below)
  )
}

import type { Citation, StatementId } from '@dosis/domain'
import type { Context } from '../criteria/context.ts'
import { judge } from '../criteria/judge.ts'

/** What an outcome cites: statements, what the sources leave open, and warnings. */
export interface Cited {
  readonly factIds: readonly StatementId[]
  readonly silent: readonly string[]
  readonly mustShow: readonly string[]
}

interface Cites {
  readonly factIds: readonly StatementId[]
  readonly silent?: readonly string[]
  readonly mustShow?: readonly string[]
  readonly also?: readonly Citation[]
}

export const nothingCited: Cited = { factIds: [], silent: [], mustShow: [] }

/** Gathers what rows cite, and what they also cite because more holds. */
export function citedBy(cites: readonly Cites[], context: Context): Cited {
  if (!context.explains) return nothingCited
  const all = cites.flatMap((one) => [one, ...(one.also ?? []).filter((citation) => holds(citation, context))])
  return mergeCited(all.map(({ factIds, silent = [], mustShow = [] }) => ({ factIds, silent, mustShow })))
}

export function mergeCited(cited: readonly Cited[]): Cited {
  return {
    factIds: inOrder(cited.flatMap(({ factIds }) => factIds)),
    silent: inOrder(cited.flatMap(({ silent }) => silent)),
    mustShow: inOrder(cited.flatMap(({ mustShow }) => mustShow)),
  }
}

/** Each once, in the order of their UTF-16 code units, so that no answer depends on an order. */
export function inOrder<Code extends string | number>(codes: Iterable<Code>): Code[] {
  return [...new Set(codes)].sort((left, right) => (left < right ? -1 : left > right ? 1 : 0))
}

function holds({ when }: Citation, context: Context): boolean {
  return when === undefined || judge(when, context).truth === 'yes'
}

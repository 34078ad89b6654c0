import type { Citation, StatementId } from '@dosis/domain'
import type { CodeBook } from '../compiled/code-book.ts'
import type { Compiler } from '../compiled/compiler.ts'
import type { Patient } from '../compiled/patient.ts'
import { type Predicate, truthOf } from '../compiled/predicate.ts'

/** What is cited at once: numbers of statements, of what the sources leave open, and of warnings. */
export interface Cites {
  readonly factIds: readonly number[]
  readonly silent: readonly number[]
  readonly mustShow: readonly number[]
}

/** All that an outcome cites. */
export type Cited = readonly Cites[]

/** One part of the assessment, with all that it cites. */
export interface Block<Of> {
  readonly block: Of
  readonly cited: Cited
}

/** What a row cites, and what it also cites where more holds. */
export interface ReadyCites {
  /** `null`: nothing by itself. */
  readonly own: Cites | null
  readonly also: readonly { readonly when: Predicate | null; readonly cites: Cites }[]
}

interface Citing {
  readonly factIds?: readonly StatementId[]
  readonly silent?: readonly string[]
  readonly mustShow?: readonly string[]
  readonly also?: readonly Citation[]
}

export function readyCites(citing: Citing, { compile, codes }: Compiler): ReadyCites {
  const also = (citing.also ?? []).map((citation) => ({
    when: citation.when === undefined ? null : compile(citation.when),
    cites: numbered(citation, codes),
  }))
  const own = numbered(citing, codes)
  return { own: citesNothing(own) ? null : own, also }
}

function citesNothing({ factIds, silent, mustShow }: Cites): boolean {
  return factIds.length + silent.length + mustShow.length === 0
}

function numbered({ factIds = [], silent = [], mustShow = [] }: Citing, codes: CodeBook): Cites {
  return {
    factIds: factIds.map(codes.numberOf),
    silent: silent.map(codes.numberOf),
    mustShow: mustShow.map(codes.numberOf),
  }
}

export function criteriaOfCites({ also }: ReadyCites): readonly Predicate[] {
  return also.flatMap(({ when }) => when ?? [])
}

/** Gathers what rows cite, and what they also cite because more holds. */
export function citedBy(citing: readonly ReadyCites[], patient: Patient): Cited {
  const cited: Cites[] = []
  for (const one of citing) addCites(one, patient, cited)
  return cited
}

export function addCites({ own, also }: ReadyCites, patient: Patient, cited: Cites[]): void {
  if (own !== null) cited.push(own)
  for (const { when, cites } of also) {
    if (when === null || truthOf(when, patient) === 'yes') cited.push(cites)
  }
}

/** The codes of one kind, each once and in order. */
export function codesOf(cited: Cited, kind: keyof Cites, codes: CodeBook): string[] {
  return codes.inOrder(cited, listsOf[kind])
}

const listsOf: Readonly<Record<keyof Cites, (cites: Cites) => readonly number[]>> = {
  factIds: ({ factIds }) => factIds,
  silent: ({ silent }) => silent,
  mustShow: ({ mustShow }) => mustShow,
}

/** Each once, in the order of their UTF-16 code units, so that no answer depends on an order. */
export function inOrder<Code extends string | number>(codes: readonly Code[]): readonly Code[] {
  if (codes.length < 2) return codes
  if (codes.length > few) return [...new Set(codes)].sort((left, right) => (left < right ? -1 : 1))
  const ordered: Code[] = []
  for (const code of codes) if (!ordered.includes(code)) insert(code, ordered)
  return ordered
}

/** So many are put in order faster one by one. */
const few = 12

function insert<Code extends string | number>(code: Code, ordered: Code[]): void {
  let at = ordered.length
  for (; at > 0; at--) {
    const before = ordered[at - 1] as Code
    if (before < code) break
    ordered[at] = before
  }
  ordered[at] = code
}

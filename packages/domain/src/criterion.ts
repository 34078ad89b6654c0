import type { FactId } from './facts.ts'

/** Bounds of a quantity; `atLeast` and `atMost` include the number, `above` and `below` do not. */
export interface Bounds {
  readonly atLeast?: number
  readonly atMost?: number
  readonly above?: number
  readonly below?: number
}

/** What a fracture must be to count; each part that is unknown for a fracture makes the match unknown. */
export interface FractureFilter {
  readonly site?: string
  readonly notSite?: string
  readonly weeksAgo?: Bounds
  readonly lowTrauma?: boolean
  readonly stable?: boolean
  readonly symptomatic?: boolean
  readonly imaging?: boolean
  readonly operated?: boolean
  readonly consolidation?: 'confirmed' | 'uncertain'
}

/** A condition that a rule sets, as it stands in the knowledge files. Every kind has one judge in `engine/src/criteria`. */
export type Criterion =
  | { readonly all: readonly Criterion[] }
  | { readonly any: readonly Criterion[] }
  | { readonly not: Criterion }
  /** A fact equals a value; a fact that was asked and is absent equals `false`, and nothing else. */
  | { readonly fact: FactId; readonly is: boolean | string | number }
  | ({ readonly fact: FactId } & Bounds)
  /** A fact with several choices holds one of these codes. */
  | { readonly fact: FactId; readonly includesAny: readonly string[] }
  /** A fact with several choices holds at least this many of them. */
  | { readonly fact: FactId; readonly countAtLeast: number }
  /** The fact was answered, whatever the answer; never unknown. */
  | { readonly fact: FactId; readonly isKnown: boolean }
  | { readonly condition: string }
  /** At least `count` fractures (one by default) are as the filter says. */
  | { readonly fracture: FractureFilter; readonly count?: number }
  /** The most recent fracture that passes `of` is as `is` says; no such fracture: no. */
  | { readonly latestFracture: { readonly of: FractureFilter; readonly is: FractureFilter } }
  /** A named criterion of `knowledge/definitions`. */
  | { readonly definition: string }
  /** The outcome of an earlier decision (`referral`, `triage`, `recommendation-rec-ost-c2` …). */
  | { readonly decided: string; readonly isAnyOf: readonly string[] }
  /** Something was asked for in words that `knowledge/requests` recognises. */
  | { readonly request: string }
  /** A course has started; never unknown. */
  | { readonly treatmentStarted: boolean }
  | { readonly weeksSinceStart: Bounds }
  /** The instrument has a score now. */
  | { readonly measured: string }

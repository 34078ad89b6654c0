import type { Certainty, SourceDocument, StatementId, Text } from '@dosis/domain'
import { certaintySchema, statementIds, textSchema, words } from '@dosis/domain/schemas'
import { z } from 'zod'

/** What a source asked of the evidence (PICO), where it stands, and what leans on the answer. */
export interface EvidenceQuestion {
  /** Name of its folder in `knowledge/evidence`. */
  readonly id: string
  readonly names: Text
  readonly population: Text
  readonly intervention: Text
  readonly comparator: Text
  readonly outcome: Text
  readonly document: string
  /** Lines of the document. */
  readonly at: string
  /** Files below `knowledge/evidence` with what was taken from the document. */
  readonly data: readonly string[]
  /** Of the document; written here too, so that whoever opens the question sees it. */
  readonly status: SourceDocument['status']
  /** Each certainty that an estimate of the question has; empty when the source rates none. */
  readonly certainty: readonly Certainty[]
  /** Statements that tell how the evidence was found and rated. */
  readonly factIds: readonly StatementId[]
  /** Statements that rest on the estimates of this question. */
  readonly bearsOn: readonly StatementId[]
  readonly caveats: readonly { readonly text: Text; readonly at: string }[]
  /** How `studies.csv` is pooled again; null when the source prints no rows of trials. */
  readonly pooling: Repooling | null
}

/** How an estimate is computed again from the rows of its trials. */
export interface Repooling {
  readonly estimate: string
  readonly measure: 'SMD' | 'MD' | 'RR' | 'OR' | 'RD'
  readonly preset: 'RevMan 5' | 'meta' | 'metafor'
  /** Figures as the source prints them, digit for digit; p-values of Q and of the overall test apart. */
  readonly printed: Readonly<Partial<Record<PrintedFigure, string>>>
}

export const printedFigures = [
  'estimate',
  'lower',
  'upper',
  'total1',
  'total2',
  'tauSquared',
  'q',
  'degreesOfFreedom',
  'qPValue',
  'iSquaredPercent',
  'z',
  'pValue',
] as const
export type PrintedFigure = (typeof printedFigures)[number]

const printedNumber = z.string().regex(/^-?\d+(\.\d+)?$/, 'needs a number in quotes, digit for digit as printed')

const repoolingSchema = z.strictObject({
  estimate: words,
  measure: z.enum(['SMD', 'MD', 'RR', 'OR', 'RD']),
  preset: z.enum(['RevMan 5', 'meta', 'metafor']),
  printed: z.partialRecord(z.enum(printedFigures), printedNumber),
})

export const evidenceQuestionSchema: z.ZodType<EvidenceQuestion> = z.strictObject({
  id: words,
  names: textSchema,
  population: textSchema,
  intervention: textSchema,
  comparator: textSchema,
  outcome: textSchema,
  document: words,
  at: words,
  data: z.array(words).min(1),
  status: z.enum(['concept', 'final', 'appraisal', 'trial_protocol', 'position_paper', 'blog', 'research_note']),
  certainty: z.array(certaintySchema),
  factIds: statementIds,
  bearsOn: z.array(words).min(1),
  caveats: z.array(z.strictObject({ text: textSchema, at: words })).default([]),
  pooling: repoolingSchema.nullable().default(null),
})

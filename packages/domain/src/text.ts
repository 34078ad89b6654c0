/** A short text in both languages of the product. */
export interface Text {
  readonly en: string
  readonly nl: string
}

/** A text that may still lack its Dutch (`nl` null); the check demands it as soon as a rule cites it. */
export interface DraftText {
  readonly en: string
  readonly nl: string | null
}

export type Language = 'en' | 'nl'
export const languages = ['nl', 'en'] as const satisfies readonly Language[]

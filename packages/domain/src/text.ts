/** A short text in both languages of the product. */
export interface Text {
  readonly en: string
  readonly nl: string
}

export type Language = 'en' | 'nl'
export const languages = ['nl', 'en'] as const satisfies readonly Language[]

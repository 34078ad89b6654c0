import type { RatedDomain } from './statement.ts'

interface DomainWords {
  readonly domain: RatedDomain
  /** The name of the domain itself. */
  readonly name: RegExp
  /** What is said when this is the reason, in English and Dutch. */
  readonly content: RegExp
}

const domainWords: readonly DomainWords[] = [
  {
    domain: 'risk-of-bias',
    name: /risk[- ]of[- ]bias|\brob\b|risico op (vertekening|bias)|study limitations/i,
    content:
      /pedro|testex|amstar|blind|allocation|randomi[sz]ation process|toewijzing|risk score|risico ?score|methodolog/i,
  },
  {
    domain: 'inconsistency',
    name: /inconsisten/i,
    content:
      /heterogen?[eo]|heteroge|i[-\s]?(value|waarde)|\bi\s?(²|2|\^2)|directions?\b|richting|diverg|uiteen|contradict|tegenstrijd|different between|verschillend|overlap/i,
  },
  {
    domain: 'imprecision',
    name: /imprecis|onnauwkeurig/i,
    content:
      /confidence interval|\bcis?\b|95\s?%\s?ci|betrouwbaarheids|\bbi\b|sample size|steekproef|total numbers|low numbers|aantallen|study size|studiegroot|studiegrote|few (events|participants|patients)|\bwide\b|\bbrede?\b|information size/i,
  },
  { domain: 'indirectness', name: /indirect/i, content: /surrogate|surrogaat|other population|andere populatie/i },
  { domain: 'publication-bias', name: /publication bias|publicatiebias/i, content: /small[- ]study|funnel|trechter/i },
]

/** Domains that a stated reason names, by their name or by what belongs to them ("high heterogeneity"). */
export function domainsNamed(reason: string): readonly RatedDomain[] {
  return domainWords
    .filter(({ name, content }) => name.test(reason) || content.test(reason))
    .map(({ domain }) => domain)
}

/**
 * Domains that a footnote is about when it is not about the one it stands in. The name of its own domain does not make
 * it belong there; only a reason does.
 */
export function domainsInPlaceOf(own: RatedDomain, footnote: string): readonly RatedDomain[] {
  const belongs = domainWords.some(({ domain, content }) => domain === own && content.test(footnote))
  if (belongs) return []
  return domainsNamed(footnote).filter((domain) => domain !== own)
}

export const domainNames: Readonly<Record<RatedDomain, { readonly en: string; readonly nl: string }>> = {
  'risk-of-bias': { en: 'risk of bias', nl: 'risico op vertekening' },
  inconsistency: { en: 'inconsistency', nl: 'inconsistentie' },
  indirectness: { en: 'indirectness', nl: 'indirectheid' },
  imprecision: { en: 'imprecision', nl: 'onnauwkeurigheid' },
  'publication-bias': { en: 'publication bias', nl: 'publicatiebias' },
}

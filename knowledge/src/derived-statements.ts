import type { Contradiction, EvidenceEstimate, Statement } from '@dosis/domain'

/**
 * Contradictions and estimates are cited like statements. Their statements are made here, so that each text and figure
 * stands in one file only. That of a contradiction says both values, which one holds, and why.
 */
export function contradictionStatement(contradiction: Contradiction): Statement {
  const { id, places } = contradiction
  const [first] = places
  return {
    id,
    document: first?.document ?? '',
    text: { en: contradictionIn('en', contradiction) ?? '', nl: contradictionIn('nl', contradiction) },
    at: places.map(({ document, at }) => `${document} ${at}`).join('; '),
    kind: 'description',
    certainty: null,
    verification: 'S',
  }
}

const contradictionWords = {
  en: { against: 'against', holds: 'What holds', neither: 'neither, both are shown' },
  nl: { against: 'tegenover', holds: 'Wat geldt', neither: 'geen van beide, beide worden getoond' },
} as const

/** null while a part of it is not translated. */
function contradictionIn(language: 'en' | 'nl', { names, places, holds, because }: Contradiction): string | null {
  const { against, holds: whatHolds, neither } = contradictionWords[language]
  const says = places.map((place) => place.says[language])
  const held = holds === null ? neither : holds[language]
  const parts = [names[language], ...says, held, because[language]]
  if (parts.includes(null)) return null
  return `${names[language]}: ${says.join(`; ${against}: `)}. ${whatHolds}: ${held}. ${because[language]}`
}

export function estimateStatement(estimate: EvidenceEstimate): Statement {
  const { id, document, names, at, certainty } = estimate
  return {
    id,
    document,
    text: { en: `${names.en}: ${resultIn('en', estimate)}.`, nl: `${names.nl}: ${resultIn('nl', estimate)}.` },
    at,
    kind: 'finding',
    certainty,
    verification: 'S',
  }
}

const results = {
  not_significant: {
    en: 'no significant difference, no figures printed',
    nl: 'geen significant verschil, geen cijfers vermeld',
  },
  not_reported: { en: 'not reported', nl: 'niet vermeld' },
  narrative: { en: 'described in words, no pooled figures', nl: 'in woorden beschreven, geen gepoolde cijfers' },
} as const

function resultIn(language: 'en' | 'nl', { result, measure, unit, events, ...figures }: EvidenceEstimate): string {
  if (result !== 'figures') return results[result][language]
  const { intervention, control } = events ?? {}
  const counts =
    intervention === undefined || control === undefined
      ? ''
      : language === 'en'
        ? `${intervention.count} of ${intervention.of} against ${control.count} of ${control.of}`
        : `${intervention.count} van ${intervention.of} tegenover ${control.count} van ${control.of}`
  if (figures.estimate === null) return counts
  const number = (value: number | null) => figureIn(language, value)
  const interval =
    language === 'en'
      ? `95% CI ${number(figures.ciLow)} to ${number(figures.ciHigh)}`
      : `95%-BI ${number(figures.ciLow)} tot ${number(figures.ciHigh)}`
  const estimate = `${measure} ${number(figures.estimate)}${unit === null ? '' : ` ${unit[language]}`} (${interval})`
  return counts === '' ? estimate : `${estimate}; ${counts}`
}

function figureIn(language: 'en' | 'nl', value: number | null): string {
  const text = String(value).replace('-', '−')
  return language === 'nl' ? text.replace('.', ',') : text
}

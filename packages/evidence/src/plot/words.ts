/** The languages in which a picture can speak. */
export type Language = 'nl' | 'en'

const en = {
  study: 'Study',
  estimate: 'Estimate',
  interval: (percent: string) => `${percent}% CI`,
  weight: 'Weight',
  predictionInterval: 'Prediction interval',
  pooled: 'Pooled',
  subtotal: (name: string) => `Subtotal ${name}`,
  heterogeneity: 'Heterogeneity',
  favours: 'Favours',
  riskOfBias: 'Risk of bias',
  overall: 'Overall',
  judgement: { low: 'Low', some: 'Some concerns', high: 'High', unclear: 'No information' },
  standardError: 'Standard error',
  effect: 'Effect',
  pAbove: (p: string) => `p > ${p}`,
  pBetween: (low: string, high: string) => `${low} < p < ${high}`,
  treatment: 'Treatment',
  patients: 'Patients',
  studies: 'Studies',
  comparison: 'Comparison',
  compared: (a: string, b: string) => `${a} – ${b}`,
  pseudoInterval: '95% of studies without heterogeneity',
  comparator: 'Comparator',
  leagueDescription: (count: number, effect: string) => `League table of ${count} treatments, ${effect}.`,
  leagueCaption: (effect: string) =>
    `${effect}. Below the diagonal: network estimate, column against row. Above: direct estimate, row against column. Coloured where the interval excludes no effect.`,
  netHeatCaption:
    'Warm: without the design of the column the inconsistency of the row is smaller. Cool: greater. Grey square: share of the column in the estimate of the row.',
  graphDescription: (treatments: number, comparisons: number, studies: number) =>
    `${treatments} treatments, ${comparisons} direct comparisons, ${studies} studies counted per comparison.`,
  rank: 'Rank',
  probability: 'Probability',
  cumulativeProbability: 'Cumulative probability',
  sucra: 'SUCRA',
  contributionToQ: 'Share in Q',
  influenceOnEstimate: 'Influence on the pooled estimate',
  contribution: 'Contribution',
  design: 'Design',
  added: 'Study added',
  without: (study: string) => `Without ${study}`,
  multiArm: 'Trial with more than two arms',
  change: 'Change of inconsistency',
  share: 'Share of studies',
  lower: (interval: string) => `${interval}, lower limit`,
  upper: (interval: string) => `${interval}, upper limit`,
  countOfStudies: (count: number) => (count === 1 ? '1 study' : `${count} studies`),
}

const nl: typeof en = {
  study: 'Studie',
  estimate: 'Schatting',
  interval: (percent) => `${percent}%-BI`,
  weight: 'Gewicht',
  predictionInterval: 'Predictie-interval',
  pooled: 'Samen',
  subtotal: (name) => `Subtotaal ${name}`,
  heterogeneity: 'Heterogeniteit',
  favours: 'In het voordeel van',
  riskOfBias: 'Risico op vertekening',
  overall: 'Totaal',
  judgement: { low: 'Laag', some: 'Enige zorgen', high: 'Hoog', unclear: 'Geen informatie' },
  standardError: 'Standaardfout',
  effect: 'Effect',
  pAbove: (p) => `p > ${p}`,
  pBetween: (low, high) => `${low} < p < ${high}`,
  treatment: 'Behandeling',
  patients: 'Patiënten',
  studies: 'Studies',
  comparison: 'Vergelijking',
  compared: (a, b) => `${a} – ${b}`,
  pseudoInterval: '95% van de studies zonder heterogeniteit',
  comparator: 'Vergeleken met',
  leagueDescription: (count, effect) => `Vergelijkingstabel van ${count} behandelingen, ${effect}.`,
  leagueCaption: (effect) =>
    `${effect}. Onder de diagonaal: schatting uit het netwerk, kolom tegenover rij. Erboven: directe schatting, rij tegenover kolom. Gekleurd waar het interval geen effect uitsluit.`,
  netHeatCaption:
    'Warm: zonder de opzet van de kolom is de inconsistentie van de rij kleiner. Koel: groter. Grijs vierkant: aandeel van de kolom in de schatting van de rij.',
  graphDescription: (treatments, comparisons, studies) =>
    `${treatments} behandelingen, ${comparisons} directe vergelijkingen, ${studies} studies geteld per vergelijking.`,
  rank: 'Rang',
  probability: 'Kans',
  cumulativeProbability: 'Cumulatieve kans',
  sucra: 'SUCRA',
  contributionToQ: 'Aandeel in Q',
  influenceOnEstimate: 'Invloed op de gepoolde schatting',
  contribution: 'Bijdrage',
  design: 'Opzet',
  added: 'Toegevoegde studie',
  without: (study) => `Zonder ${study}`,
  multiArm: 'Studie met meer dan twee armen',
  change: 'Verandering van inconsistentie',
  share: 'Aandeel van de studies',
  lower: (interval) => `${interval}, ondergrens`,
  upper: (interval) => `${interval}, bovengrens`,
  countOfStudies: (count) => (count === 1 ? '1 studie' : `${count} studies`),
}

export const plotWords: Readonly<Record<Language, typeof en>> = { en, nl }

/** A number as the language writes it: decimal comma in Dutch, a real minus sign. */
export function formatNumber(value: number, decimals: number, language: Language): string {
  if (!Number.isFinite(value)) return value === Infinity ? '∞' : value === -Infinity ? '−∞' : '–'
  const size = Math.abs(value)
  const tooLongForFixed = size >= 1e7 || (size > 0 && size < 0.5 * 10 ** -decimals && size < 1e-6)
  const text = tooLongForFixed ? value.toExponential(2) : value.toFixed(decimals)
  // Minus zero has no sign; a small number below 0 keeps it, since a limit of −0.00 is not a limit of 0.
  const signed = value === 0 ? text.replace('-', '') : text.replaceAll('-', '−')
  return language === 'nl' ? signed.replace('.', ',') : signed
}

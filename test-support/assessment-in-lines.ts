/** What `assess` answers as short lines, in sections: every field, so that a test can compare all of it and a clinician can read it. */
import {
  type Assessment,
  canonicalJson,
  conditionFact,
  type DoseBound,
  type DoseBounds,
  type ExpiredFact,
  type FactUse,
  type Interpretation,
  type Json,
  type Reason,
  type StillNeeded,
} from '@dosis/domain'

type Lines = readonly string[]

/** Each section of an assessment; one that says nothing is empty. `left open`, `warnings` and `sources` are ids alone. */
export const assessmentInLines = {
  day: ({ on }) => [on],
  danger: ({ redFlags }) =>
    redFlags.map(({ rule, facts, factIds }) => `${rule}: ${facts.join(' ')} ${listed(factIds)}`),
  'not weighed': ({ unsupportedConditions }) => unsupportedConditions,
  expired: ({ expired }) => (expired ?? []).map(expiredInLine),
  population: populationLines,
  care: ({ triage: { level, criteria, open, factIds, why } }) => [
    `${[level, ...criteria].join(', ')} ${listed(factIds)}`,
    ...open.map((rule) => `open: ${rule}`),
    ...why.map(reasonInLine),
  ],
  indication: ({ therapyIndication: { verdict, criteria, factIds, why } }) => [
    `${[verdict, ...criteria].join(', ')} ${listed(factIds)}`,
    ...why.map(reasonInLine),
  ],
  referral: ({ referral: { action, reasons, open, missing, factIds, why } }) => [
    `${action} ${listed(factIds)}`,
    ...reasons.map((rule) => `because of ${rule}`),
    ...open.map((rule) => `open: ${rule}`),
    ...missing.map((fact) => `missing: ${fact}`),
    ...why.map(reasonInLine),
  ],
  stop: ({ stop: { verdict, factIds, why } }) => [`${verdict} ${listed(factIds)}`, ...why.map(reasonInLine)],
  recommendations: ({ recommendations }) => recommendations.flatMap(recommendationLines),
  exercise: ({ exercise }) => exercise.flatMap(exerciseLines),
  evidence: ({ evidence }) => evidence.map(({ id, factIds }) => `${id} ${listed(factIds)}`),
  instruments: instrumentLines,
  scores: ({ interpretation }) => interpretation.map(scoreInLine),
  evaluation: evaluationLines,
  reimbursement: reimbursementLines,
  'left open': ({ silent }) => silent,
  warnings: ({ mustShow }) => mustShow,
  needed: ({ stillNeeded }) => stillNeeded.map(neededInLine),
  sources: ({ factIds }) => [factIds.join(' ')],
} as const satisfies Readonly<Record<string, (assessment: Assessment) => Lines>>

export type AssessmentSection = keyof typeof assessmentInLines
export const assessmentSections = Object.keys(assessmentInLines) as readonly AssessmentSection[]

/** All of an assessment; sections that say nothing are left out. */
export function wholeAssessment(assessment: Assessment): Readonly<Record<string, Lines>> {
  const all = assessmentSections.map((section) => [section, assessmentInLines[section](assessment)] as const)
  return Object.fromEntries(all.filter(([, lines]) => lines.length > 0))
}

function populationLines({ population }: Assessment): Lines {
  const { osteoRiskGroups, factIds, why, ...bodies } = population
  return [
    `risk groups ${osteoRiskGroups.join(' ') || 'none'} ${listed(factIds)}`,
    ...Object.entries(bodies).map(([name, outcome]) => `${name} ${outcome}`),
    ...why.map(reasonInLine),
  ]
}

function recommendationLines(one: Assessment['recommendations'][number]): Lines {
  const { id, verdict, unmet, open, rule, factIds, why } = one
  return [
    `${id} ${verdict} by ${rule} ${listed(factIds)}`,
    ...(unmet.length === 0 ? [] : [`${id} not met: ${unmet.join(' ')}`]),
    ...(open.length === 0 ? [] : [`${id} open: ${open.join(' ')}`]),
    ...why.map((reason) => `${id} ${reasonInLine(reason)}`),
  ]
}

function exerciseLines({ form, verdict, bounds, status, rule, missing, factIds, why }: Assessment['exercise'][number]) {
  return [
    `${form} ${verdict}, status ${status}, by ${rule} ${listed(factIds)}`,
    ...boundLines(bounds).map((line) => `${form} ${line}`),
    ...missing.map((fact) => `${form} missing ${fact}`),
    ...why.map((reason) => `${form} ${reasonInLine(reason)}`),
  ]
}

/** A line per number of the source; `silent` = the source names it and gives no number. */
function boundLines(bounds: DoseBounds): Lines {
  return Object.entries(bounds).map(([key, bound]) => `${key} ${boundInWords(bound)}`)
}

function boundInWords(bound: DoseBound): string {
  if (bound === null) return 'silent'
  if (typeof bound !== 'object') return String(bound)
  return Object.entries(bound)
    .map(([key, inner]) => `${key} ${boundInWords(inner)}`)
    .join(', ')
}

function instrumentLines({ instruments }: Assessment): Lines {
  const { recommended, optional, screening, notUsed, factIds, why } = instruments
  const kinds = { recommended, optional, screening, 'not used': notUsed }
  const named = Object.entries(kinds).filter(([, names]) => names.length > 0)
  return [
    ...named.map(([kind, names]) => `${kind}: ${names.join(', ')}`),
    `sources ${listed(factIds)}`,
    ...why.map(reasonInLine),
  ]
}

function scoreInLine({ measure, change, verdict, silent = [], factIds }: Interpretation): string {
  const by = change === undefined ? '' : ` by ${change}`
  const open = silent.length === 0 ? '' : `, left open: ${silent.join(' ')}`
  return `${measure}${by} ${verdict}${open} ${listed(factIds)}`
}

function evaluationLines({ evaluation }: Assessment): Lines {
  const { nextDate, cycleWeeks, indicativeEndDate, notBefore, endRule, factIds, why } = evaluation
  return [
    `next ${nextDate ?? 'no day'}, every ${cycleWeeks ?? 'no number of'} weeks ${listed(factIds)}`,
    `ends about ${indicativeEndDate ?? 'no day'}, not before ${notBefore ?? 'any day'}, by ${endRule ?? 'no rule'}`,
    ...why.map(reasonInLine),
  ]
}

function reimbursementLines({ reimbursement }: Assessment): Lines {
  if (reimbursement === null) return []
  const { windowMonths, firstSessionsSupplementary, basicFromSession, factIds, why } = reimbursement
  const none = 'none'
  return [
    `months ${windowMonths ?? none}, supplementary for the first ${firstSessionsSupplementary ?? none}, basic from session ${basicFromSession ?? none} ${listed(factIds)}`,
    ...why.map(reasonInLine),
  ]
}

function neededInLine({ fact, safety, influences }: StillNeeded): string {
  const could = influences.map(({ decision, now, could }) => `${decision} ${now} -> ${could.join(' | ')}`)
  return `${fact}${safety ? ' (safety)' : ''}: ${could.join('; ')}`
}

function expiredInLine({ fact, observedOn, because, factIds }: ExpiredFact): string {
  const causes = because.map((cause) => `${cause.fact} changed on ${cause.changedOn}`)
  return [`${fact} of ${observedOn ?? 'an unknown day'}`, ...causes].join(', ') + ` ${listed(factIds)}`
}

/** Conditions that the patient does not have stand together, behind `without`. */
function reasonInLine({ rule, truth, facts, factIds }: Reason): string {
  const isWithout = ({ fact, state }: FactUse) => state === 'absent' && fact.startsWith(conditionFact(''))
  const without = facts.filter(isWithout).map(({ fact }) => fact.slice(conditionFact('').length))
  return [
    `${truth} ${rule} ${listed(factIds)}`,
    ...facts.filter((fact) => !isWithout(fact)).map(factInWords),
    ...(without.length === 0 ? [] : [`without ${without.join(' ')}`]),
  ].join(', ')
}

function factInWords({ fact, state, value }: FactUse): string {
  const words = [...(state === 'known' ? [] : [state]), ...(value === undefined ? [] : [inWords(value)])]
  return [fact, ...words].join(' ')
}

function inWords(value: NonNullable<FactUse['value']>): string {
  if (typeof value !== 'object') return String(value)
  return value.length === 0
    ? 'none'
    : value.map((one) => (typeof one === 'object' ? recordInWords(one) : one)).join(' + ')
}

/** `vertebra weeksAgo=30 +stable -operated`: yes is +, no is -. */
function recordInWords({ site, ...others }: object & { readonly site?: string }): string {
  const words = Object.entries(others as Readonly<Record<string, Json>>).map(([name, value]) => {
    if (typeof value === 'boolean') return `${value ? '+' : '-'}${name}`
    return `${name}=${canonicalJson(value ?? null).replaceAll('"', '')}`
  })
  return [...(site === undefined ? [] : [site]), ...words].join(' ')
}

function listed(factIds: Lines): string {
  return `[${factIds.join(' ')}]`
}

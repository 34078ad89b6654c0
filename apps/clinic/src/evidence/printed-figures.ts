import type { EvidenceEstimate, Language, Text } from '@dosis/domain'
import { type Figure, type ForestRow, forestPlot } from '@dosis/evidence/plot'

const asLogarithm = (measure: EvidenceEstimate['measure']) => (measure === 'RR' ? Math.log : (value: number) => value)

/**
 * Estimates as their source prints them, as forest plots: one for each measure and unit, since those cannot share an
 * axis. Without weights: how much each would count is not printed.
 */
export function printedFigures(
  estimates: readonly EvidenceEstimate[],
  title: string,
  language: Language,
): readonly Figure[] {
  const groups = Map.groupBy(estimates.filter(hasInterval), ({ measure, unit, names }) =>
    JSON.stringify([measure, unit?.en ?? null, unit === null ? null : outcomeOf(names, 'en')]),
  )
  return [...groups.values()].flatMap((group): Figure[] => {
    const [first] = group
    if (first === undefined) return []
    const scale = asLogarithm(first.measure)
    const isOneOutcome = group.every(({ names }) => outcomeOf(names, language) === outcomeOf(first.names, language))
    const rows = group.map(
      ({ names, estimate, ciLow, ciHigh }): ForestRow => ({
        kind: 'study',
        label: isOneOutcome ? (names[language].split(': ')[0] ?? '') : names[language],
        estimate: scale(estimate),
        lower: scale(ciLow),
        upper: scale(ciHigh),
      }),
    )
    const { groupMcid, favours, unit, measure } = first
    const isShared = group.every((one) => one.groupMcid === groupMcid && one.favours === favours)
    const threshold =
      groupMcid === null || !isShared || favours === null ? undefined : favours === 'lower' ? -groupMcid : groupMcid
    return [
      forestPlot({
        title: isOneOutcome && group.length > 1 ? outcomeOf(first.names, language) : title,
        effect: unit === null ? measure : `${measure}, ${unit[language]}`,
        isRatio: measure === 'RR',
        rows,
        language,
        ...(threshold !== undefined && { threshold: scale(threshold) }),
      }),
    ]
  })
}

type WithInterval = EvidenceEstimate & { readonly [key in 'estimate' | 'ciLow' | 'ciHigh']: number }

const hasInterval = (one: EvidenceEstimate): one is WithInterval =>
  one.estimate !== null && one.ciLow !== null && one.ciHigh !== null

/** What was measured: the part of the name behind the colon. */
const outcomeOf = (names: Text, language: Language) => names[language].split(': ').slice(1).join(': ')

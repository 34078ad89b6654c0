import { checkArms } from './checks/arms.ts'
import { checkCopies } from './checks/copied.ts'
import { checkSchedules, checkTallies } from './checks/counts.ts'
import { checkBounds, checkCriteria, checkGaps } from './checks/criteria.ts'
import { checkDirections } from './checks/directions.ts'
import { checkFootnotes } from './checks/footnotes.ts'
import { checkForests } from './checks/forests.ts'
import { checkGroups } from './checks/groups.ts'
import { checkIntervals } from './checks/interval.ts'
import { checkLinks } from './checks/links.ts'
import { checkMeans } from './checks/means.ts'
import { checkPValues } from './checks/p-value.ts'
import { checkRatings } from './checks/ratings.ts'
import { checkRelevance } from './checks/relevance.ts'
import { checkRepeatedEstimates, checkRepeats } from './checks/repeated.ts'
import { checkScales } from './checks/scales.ts'
import { checkShares, checkSums } from './checks/sums.ts'
import { type DocumentFinding, findingKinds, type Severity } from './finding.ts'
import type { PrintedDocument } from './statement.ts'

type Check = (documents: readonly PrintedDocument[]) => readonly DocumentFinding[]

const checks: readonly Check[] = [
  checkIntervals,
  checkPValues,
  checkRepeatedEstimates,
  checkRepeats,
  checkCopies,
  checkSums,
  checkShares,
  checkMeans,
  checkTallies,
  checkSchedules,
  checkArms,
  checkGroups,
  checkScales,
  checkDirections,
  checkRatings,
  checkFootnotes,
  checkRelevance,
  checkCriteria,
  checkGaps,
  checkBounds,
  checkForests,
  checkLinks,
]

const severities: readonly Severity[] = ['error', 'warning', 'note']

/**
 * Finds what does not agree with itself in documents as printed: numbers that no rounding can explain, numbers and
 * judgements that differ between places, sums, percentages, p-values, ratings and footnotes that do not follow. The
 * rules know nothing of any document; what they cannot decide they leave out. Documents given together are compared
 * with each other where they refer to each other.
 * @returns findings, errors first, then by kind and place; empty when nothing was found
 * @example checkDocument([readPrintedText('summary.txt', 'SMD 0.34 (95% CI 0.06 to 0.32)')])
 */
export function checkDocument(documents: readonly PrintedDocument[]): readonly DocumentFinding[] {
  const order = (one: DocumentFinding) => severities.indexOf(one.severity) * 100 + findingKinds.indexOf(one.kind)
  return checks.flatMap((check) => check(documents)).sort((one, other) => order(one) - order(other))
}

import type { DocumentFinding } from '../finding.ts'
import { showEstimate, tripleOf } from '../interval.ts'
import { quoting } from '../place.ts'
import { rangeOf, show } from '../printed-number.ts'
import { say, statementsOf } from '../select.ts'
import type { PrintedDocument, PrintedEstimate, PrintedRelevance } from '../statement.ts'

/** "Clinically relevant" against the threshold that the document names, and against its own interval. */
export function checkRelevance(documents: readonly PrintedDocument[]): readonly DocumentFinding[] {
  return [
    ...statementsOf(documents, 'relevance').flatMap((one) => [...checkThreshold(one), ...checkNoEffect(one)]),
    ...statementsOf(documents, 'estimate').flatMap(checkImportance),
  ]
}

/** A difference that is significant but smaller than what the document itself calls important. */
function checkImportance(one: PrintedEstimate): readonly DocumentFinding[] {
  const [triple, least] = [tripleOf(one), one.importantDifference]
  if (triple === undefined || least === undefined || one.scale === 'ratio') return []
  const isSignificant = triple.lower.value > 0 || triple.upper.value < 0
  if (!isSignificant || Math.max(...rangeOf(triple.estimate).map(Math.abs)) >= least) return []
  return [
    {
      kind: 'below-threshold',
      severity: 'note',
      subject: one.subject,
      places: [quoting(one.place, showEstimate(one))],
      calculation: `|${show(triple.estimate)}| < ${least}`,
      explanation: say(
        `significant, but smaller than the ${least} that the document calls important: it should not be counted as reaching it`,
        `significant, maar kleiner dan de ${least} die het document belangrijk noemt: het telt niet als gehaald`,
      ),
    },
  ]
}

function checkThreshold({
  estimate,
  threshold,
  verdicts,
  subject,
  place,
}: PrintedRelevance): readonly DocumentFinding[] {
  const point = estimate.estimate
  if (point === undefined || threshold === undefined) return []
  const size = (value: number) => (estimate.scale === 'ratio' ? Math.max(value, 1 / value) : Math.abs(value))
  const sizes = rangeOf(point).map(size)
  const reaches = (value: number) => (threshold.comparison === '>' ? value > threshold.value : value >= threshold.value)
  const [isAlways, isNever] = [sizes.every(reaches), !sizes.some(reaches) && !reaches(size(point.value))]
  return verdicts
    .filter(({ isRelevant }) => (isRelevant ? isNever : isAlways))
    .map(({ isRelevant, place: saidAt }) => ({
      kind: 'relevance-against-threshold',
      severity: 'warning',
      subject,
      places: [quoting(place, `${showEstimate(estimate)}; ${threshold.quote}`), saidAt],
      calculation: `|${show(point)}| ${isRelevant ? '<' : '≥'} ${threshold.value}`,
      explanation: isRelevant
        ? say(
            `called relevant, but ${show(point)} does not reach the threshold`,
            `relevant genoemd, maar ${show(point)} haalt de drempel niet`,
          )
        : say(
            `called not relevant, but ${show(point)} reaches the threshold`,
            `niet relevant genoemd, maar ${show(point)} haalt de drempel`,
          ),
    }))
}

function checkNoEffect({ estimate, verdicts, subject, place }: PrintedRelevance): readonly DocumentFinding[] {
  const triple = tripleOf(estimate)
  const said = verdicts.find(({ isRelevant }) => isRelevant)
  if (triple === undefined || said === undefined) return []
  const none = estimate.scale === 'ratio' ? 1 : 0
  if (triple.lower.value > none || triple.upper.value < none) return []
  return [
    {
      kind: 'relevant-without-effect',
      severity: 'note',
      subject,
      places: [quoting(place, showEstimate(estimate)), said.place],
      calculation: `${none} ∈ [${show(triple.lower)}, ${show(triple.upper)}]`,
      explanation: say(
        'called relevant while the interval includes no effect',
        'relevant genoemd terwijl het interval geen effect bevat',
      ),
    },
  ]
}

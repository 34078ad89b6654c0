import { careLevels, type Knowledge, recommendationVerdicts, referralActions } from '@dosis/domain'
import { didYouMean } from '../nearest-word.ts'
import type { Found } from './finding.ts'

/** Tables whose outcomes the product shows with words of its own. */
const wordsOfTable: Readonly<Record<string, readonly string[]>> = {
  triage: careLevels,
  referral: referralActions,
}

/** Finds outcomes that a table does not name, names without a row, and verdicts that do not exist. */
export function checkOutcomes({ decisions, recommendations }: Knowledge): Found[] {
  const inTables = Object.values(decisions).flatMap(({ id, rows, outcomes }) => {
    const of = { kind: 'decisions' as const, id }
    const unknown = rows.flatMap(({ outcome }, index): Found[] =>
      outcomes.includes(outcome) ? [] : [notNamed(of, ['rows', index, 'outcome'], outcome, outcomes)],
    )
    const unused = outcomes.flatMap((outcome, index): Found[] =>
      rows.some((row) => row.outcome === outcome) || outcome === 'unknown' || outcome === 'not_applicable'
        ? []
        : [
            {
              level: 'warning',
              kind: 'unused-outcome',
              in: of,
              path: ['outcomes', index],
              message: `no row comes out as "${outcome}"`,
            },
          ],
    )
    const words = wordsOfTable[id]
    const unsaid = outcomes.flatMap((outcome, index): Found[] =>
      words === undefined || words.includes(outcome) ? [] : [notNamed(of, ['outcomes', index], outcome, words)],
    )
    return [...unknown, ...unused, ...unsaid]
  })
  const inRecommendations = Object.values(recommendations).flatMap(({ id, before, met }) =>
    (['before', 'met'] as const).flatMap((part) =>
      (part === 'before' ? before : met).flatMap(({ verdict }, index): Found[] =>
        (recommendationVerdicts as readonly string[]).includes(verdict)
          ? []
          : [notNamed({ kind: 'recommendations', id }, [part, index, 'verdict'], verdict, recommendationVerdicts)],
      ),
    ),
  )
  return [...inTables, ...inRecommendations]
}

function notNamed(of: Found['in'], path: readonly PropertyKey[], outcome: string, known: readonly string[]): Found {
  return {
    kind: 'unknown-outcome',
    in: of,
    path,
    message: `needs one of ${known.join(', ')}, got "${outcome}"${didYouMean(outcome, known)}`,
  }
}

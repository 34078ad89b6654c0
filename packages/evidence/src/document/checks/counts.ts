import type { DocumentFinding } from '../finding.ts'
import { quoting } from '../place.ts'
import { say, statementsOf } from '../select.ts'
import type { PrintedDocument, PrintedSchedule, PrintedTally } from '../statement.ts'

/** Headers that count results, against the results that are listed. */
export function checkTallies(documents: readonly PrintedDocument[]): readonly DocumentFinding[] {
  return statementsOf(documents, 'tally').flatMap(checkTally)
}

/**
 * "11 of 16 significant (3 combined)" can be read in three ways: the combined are among the significant, among all, or
 * the header leaves combinations out. A finding only when none of them holds.
 */
function checkTally(tally: PrintedTally): readonly DocumentFinding[] {
  const { total, significant, combined, combinationsTotal, combinationsSignificant, listedSignificant } = tally
  const isListed = (count: number) => listedSignificant === undefined || listedSignificant === count
  const isAmongSignificant = combined === combinationsSignificant && isListed(significant - combined)
  const isAmongAll = combined === combinationsTotal && isListed(significant - combinationsSignificant)
  const isApart = combined === 0 && isListed(significant)
  if (isAmongSignificant || isAmongAll || isApart) return []
  const header = `${significant}/${total} (${combined}); ${combinationsSignificant}/${combinationsTotal}`
  const listed = listedSignificant === undefined ? '' : `; ${listedSignificant}`
  return [
    {
      kind: 'counts-do-not-reconcile',
      severity: 'warning',
      subject: tally.subject,
      places: [
        quoting(tally.place, header),
        ...tally.listedPlaces.slice(0, 1).map((place) => quoting(place, place.quote ?? `${listedSignificant}`)),
      ],
      calculation: [
        readingAmong(combined, combinationsSignificant, significant - combined, listedSignificant),
        readingAmong(combined, combinationsTotal, significant - combinationsSignificant, listedSignificant),
      ].join('; '),
      explanation: say(
        `the header counts ${significant} of ${total} significant (${combined} combined), beside ${combinationsSignificant} of ${combinationsTotal} combinations${listed === '' ? '' : ` and ${listedSignificant} single ones that are listed`}: no reading makes these agree`,
        `de kop telt ${significant} van ${total} significant (${combined} gecombineerd), naast ${combinationsSignificant} van ${combinationsTotal} combinaties${listed === '' ? '' : ` en ${listedSignificant} enkelvoudige die genoemd zijn`}: geen enkele lezing brengt die overeen`,
      ),
    },
  ]
}

/** What a reading needs: as many combined as this, and as many listed as are left. */
function readingAmong(combined: number, combinations: number, left: number, listed: number | undefined): string {
  const ofCombined = `${combined} ${equals(combined, combinations)}`
  return listed === undefined ? ofCombined : `${ofCombined}, ${left} ${equals(left, listed)}`
}

/** `= 4` or `≠ 4`. */
function equals(one: number, other: number): string {
  return one === other ? `= ${other}` : `≠ ${other}`
}

/** Programmes that do not fit in the time there is. */
export function checkSchedules(documents: readonly PrintedDocument[]): readonly DocumentFinding[] {
  return statementsOf(documents, 'schedule').flatMap(checkSchedule)
}

function checkSchedule({
  subject,
  place,
  steps,
  leastPerStep,
  available,
  unit,
}: PrintedSchedule): readonly DocumentFinding[] {
  const needed = steps * leastPerStep
  if (needed <= available) return []
  return [
    {
      kind: 'does-not-fit',
      severity: 'warning',
      subject,
      places: [quoting(place, `${steps} × ${leastPerStep}; ${available}`)],
      calculation: `${steps} × ${leastPerStep} = ${needed} > ${available}`,
      explanation: say(
        `the steps take at least ${needed} ${unit}, there are ${available}: nobody can reach the last one`,
        `de stappen duren samen minstens ${needed} ${dutchUnits[unit] ?? unit}, er zijn er ${available}: niemand kan de laatste halen`,
      ),
    },
  ]
}

const dutchUnits: Readonly<Record<string, string>> = { days: 'dagen', weeks: 'weken', months: 'maanden' }

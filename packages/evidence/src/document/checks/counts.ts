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
  const isAmongSignificant = combined === combinationsSignificant && significant - combined === listedSignificant
  const isAmongAll = combined === combinationsTotal && significant === listedSignificant + combinationsSignificant
  const isApart = combined === 0 && significant === listedSignificant
  if (isAmongSignificant || isAmongAll || isApart) return []
  const header = `${significant}/${total} (${combined})`
  return [
    {
      kind: 'counts-do-not-reconcile',
      severity: 'warning',
      subject: tally.subject,
      places: [
        quoting(tally.place, `${header}; ${combinationsSignificant}/${combinationsTotal}`),
        ...tally.listedPlaces.slice(0, 1).map((place) => quoting(place, `${listedSignificant}`)),
      ],
      calculation: [
        `${combined} ${equals(combined, combinationsSignificant)}, ${significant} − ${combined} ${equals(significant - combined, listedSignificant)}`,
        `${combined} ${equals(combined, combinationsTotal)}, ${listedSignificant} + ${combinationsSignificant} ${equals(listedSignificant + combinationsSignificant, significant)}`,
      ].join('; '),
      explanation: say(
        `the header counts ${significant} of ${total} significant (${combined} combined); listed are ${listedSignificant} single ones and ${combinationsSignificant} of ${combinationsTotal} combinations: no reading makes these agree`,
        `de kop telt ${significant} van ${total} significant (${combined} gecombineerd); genoemd zijn ${listedSignificant} enkelvoudige en ${combinationsSignificant} van ${combinationsTotal} combinaties: geen enkele lezing brengt die overeen`,
      ),
    },
  ]
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

import type { DocumentFinding } from '../finding.ts'
import { quoting } from '../place.ts'
import { show } from '../printed-number.ts'
import { groupBy, say, statementsOf } from '../select.ts'
import type { PrintedBound, PrintedCriterion, PrintedDocument, PrintedGap } from '../statement.ts'

/** Criteria that are printed with another comparison or another value in another place. */
export function checkCriteria(documents: readonly PrintedDocument[]): readonly DocumentFinding[] {
  return documents.flatMap((document) => {
    const criteria = statementsOf([document], 'criterion')
    // A threshold of another size is another threshold; a sample size is one criterion wherever it is used.
    const groups = groupBy(criteria, ({ quantity, number }) => (quantity === 'SMD' ? `SMD ${number.value}` : quantity))
    return [...groups.values()].flatMap(([main, ...others]) =>
      main === undefined
        ? []
        : firstOfEach(
            others.filter((one) => showCriterion(one) !== showCriterion(main)),
            main,
          ),
    )
  })
}

function firstOfEach(others: readonly PrintedCriterion[], main: PrintedCriterion): readonly DocumentFinding[] {
  const forms = groupBy(others, showCriterion)
  return [...forms.values()].flatMap(([other]) => (other === undefined ? [] : [differing(main, other)]))
}

function differing(main: PrintedCriterion, other: PrintedCriterion): DocumentFinding {
  const [one, two] = [showCriterion(main), showCriterion(other)]
  return {
    kind: 'criterion-differs',
    severity: 'warning',
    subject: main.quantity,
    places: [quoting(main.place, one), quoting(other.place, two)],
    calculation: `${one} ≠ ${two}`,
    explanation: say(
      `the same criterion is ${one} in one place and ${two} in another`,
      `hetzelfde criterium is op de ene plaats ${one} en op de andere ${two}`,
    ),
  }
}

const symbols = { '>': '>', '>=': '≥', '<': '<', '<=': '≤' } as const

function showCriterion({ quantity, comparison, number }: PrintedCriterion): string {
  return `${quantity} ${symbols[comparison]} ${show(number)}`
}

/** What should be printed and is not. */
export function checkGaps(documents: readonly PrintedDocument[]): readonly DocumentFinding[] {
  return statementsOf(documents, 'gap').map(({ subject, place, missing, printed }) => ({
    ...gapKinds[missing],
    severity: 'note',
    subject,
    places: [quoting(place, printed)],
    calculation: printed,
  }))
}

const gapKinds: Readonly<Record<PrintedGap['missing'], Pick<DocumentFinding, 'kind' | 'explanation'>>> = {
  bound: {
    kind: 'range-incomplete',
    explanation: say('one end of the range is not printed', 'één kant van het bereik staat er niet'),
  },
  unit: {
    kind: 'unit-missing',
    explanation: say(
      'a number has no unit, or a percentage does not say of what',
      'bij een getal ontbreekt de eenheid, of bij een percentage waarvan',
    ),
  },
  groups: {
    kind: 'groups-missing',
    explanation: say(
      'an effect is printed, but the row of the table has no people: it comes from another analysis than the table',
      'er staat een effect, maar de rij van de tabel heeft geen deelnemers: het komt uit een andere analyse dan de tabel',
    ),
  },
  row: {
    kind: 'row-missing',
    explanation: say(
      'the outcome is in one table and not in the other',
      'de uitkomst staat in de ene tabel en niet in de andere',
    ),
  },
  bracket: {
    kind: 'bracket-missing',
    explanation: say('the closing bracket of the interval is missing', 'het sluithaakje van het interval ontbreekt'),
  },
}

/** At least so many bounds must have a minus sign before one without it stands out. */
const fewestNegative = 3

/** A bound without a minus sign where every other bound of that quantity has one. */
export function checkBounds(documents: readonly PrintedDocument[]): readonly DocumentFinding[] {
  return documents.flatMap((document) => {
    const groups = groupBy(statementsOf([document], 'bound'), ({ quantity }) => quantity.toLowerCase())
    return [...groups.values()].flatMap((bounds) => {
      const negative = bounds.filter(({ number }) => number.value < 0)
      const positive = bounds.filter(({ number }) => number.value > 0)
      const [first] = negative
      if (first === undefined || negative.length < fewestNegative || positive.length * fewestNegative > negative.length)
        return []
      return positive.map((one) => unlike(one, first, negative.length))
    })
  })
}

function unlike(one: PrintedBound, other: PrintedBound, negative: number): DocumentFinding {
  return {
    kind: 'sign-unlike-the-rest',
    severity: 'warning',
    subject: one.quantity,
    places: [one.place, other.place],
    calculation: `${show(one.number)} > 0; ${negative} × < 0`,
    explanation: say(
      `${one.quantity} is negative in all ${negative} other places: a minus sign was probably lost`,
      `${one.quantity} is op alle ${negative} andere plaatsen negatief: er is waarschijnlijk een minteken weggevallen`,
    ),
    correction: `-${show(one.number)}`,
  }
}

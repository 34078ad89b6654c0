import type { Wording } from '../../certainty/wording.ts'
import type { DocumentFinding } from '../finding.ts'
import {
  digitRepairs,
  isOutside,
  isReversed,
  isSound,
  isSymmetric,
  offCentre,
  onScale,
  type Repair,
  showEstimate,
  showTriple,
  signRepairs,
  type Triple,
  tripleOf,
} from '../interval.ts'
import { quoting } from '../place.ts'
import { show, showComputed } from '../printed-number.ts'
import { groupBy, say, statementsOf } from '../select.ts'
import type { PrintedDocument, PrintedEstimate } from '../statement.ts'

/** Beyond this part of half the width a point is off centre enough to warn. */
const smallShift = 0.05

/** Each estimate by itself: limits the right way round, the point inside, and in the middle on its scale. */
export function checkIntervals(documents: readonly PrintedDocument[]): readonly DocumentFinding[] {
  return documents.flatMap((document) => {
    const estimates = statementsOf([document], 'estimate')
    const shifted = estimates.filter((one) => isShifted(one)).length
    const printings = groupBy(statementsOf(documents, 'estimate'), ({ result }) => result)
    return estimates.flatMap((one) => {
      const others = (one.result === undefined ? [] : (printings.get(one.result) ?? [])).filter(
        (other) => other !== one,
      )
      return checkInterval(one, others, { shifted, all: estimates.length })
    })
  })
}

interface Neighbours {
  readonly shifted: number
  readonly all: number
}

function checkInterval(one: PrintedEstimate, others: readonly PrintedEstimate[], neighbours: Neighbours) {
  const triple = tripleOf(one)
  if (triple === undefined) return []
  if (one.scale === 'ratio' && Math.min(triple.estimate.value, triple.lower.value) < 0) return [notPositive(one)]
  if (isSound(triple, one.scale)) return []
  const repairs = signRepairs(triple, one.scale)
  const base = baseOf(one, triple, correctionFor(triple, repairs, one, others))
  return [
    ...(isReversed(triple)
      ? [{ ...base, kind: 'limits-reversed' as const, severity: 'error' as const, explanation: reversed }]
      : []),
    ...(isOutside(triple)
      ? [{ ...base, kind: 'point-outside-interval' as const, severity: 'error' as const, explanation: outside(triple) }]
      : []),
    ...signFindings(base, triple, repairs),
    ...(isExplained(triple, one, repairs) ? [] : [asymmetric(base, one, triple, neighbours)]),
  ]
}

/** A point outside its limits, or one that a sign puts in the middle, need not be called off centre as well. */
function isExplained(triple: Triple, { scale }: PrintedEstimate, repairs: readonly Repair[]): boolean {
  return isReversed(triple) || isOutside(triple) || repairs.length > 0 || isSymmetric(triple, scale)
}

type Base = Pick<DocumentFinding, 'subject' | 'places' | 'calculation' | 'correction'>

function baseOf(one: PrintedEstimate, triple: Triple, correction: string | undefined): Base {
  const shared = {
    subject: one.subject,
    places: [quoting(one.place, showEstimate(one))],
    calculation: middleOf(one, triple),
  }
  return correction === undefined ? shared : { ...shared, correction }
}

/** The arithmetic of the middle, on the scale of the measure. */
function middleOf({ scale }: PrintedEstimate, { estimate, lower, upper }: Triple): string {
  if (scale === 'difference') {
    const middle = showComputed((lower.value + upper.value) / 2)
    return `(${show(lower)} + ${show(upper)}) / 2 = ${middle} ≠ ${show(estimate)}`
  }
  const middle = showComputed(Math.sqrt(lower.value * upper.value))
  return `√(${show(lower)} × ${show(upper)}) = ${middle} ≠ ${show(estimate)}`
}

/** What was probably meant: the sound printing elsewhere, else the one change of a sign or digit that fits. */
function correctionFor(
  triple: Triple,
  signs: readonly Repair[],
  { scale }: PrintedEstimate,
  others: readonly PrintedEstimate[],
): string | undefined {
  const elsewhere = others.map((other) => tripleOf(other)).find((other) => other !== undefined && isSound(other, scale))
  if (elsewhere !== undefined) return showTriple(elsewhere)
  const repairs = signs.length > 0 ? signs : digitRepairs(triple, scale)
  const [only] = repairs
  return only === undefined || repairs.length > 1 ? undefined : showTriple({ ...triple, [only.part]: only.to })
}

function signFindings(base: Base, triple: Triple, repairs: readonly Repair[]): readonly DocumentFinding[] {
  return repairs.map(({ part, to }) => {
    const isLost = to.value < 0
    const [printed, meant] = [show(triple[part]), show(to)]
    return {
      ...base,
      kind: isLost ? 'lost-minus-sign' : 'added-minus-sign',
      severity: 'error',
      correction: showTriple({ ...triple, [part]: to }),
      explanation: say(
        `with ${meant} in place of ${printed} the point is the middle of its interval: a minus sign was ${isLost ? 'lost' : 'added'}`,
        `met ${meant} in plaats van ${printed} is de schatting het midden van haar interval: er is een minteken ${isLost ? 'weggevallen' : 'bij gekomen'}`,
      ),
    }
  })
}

function asymmetric(base: Base, one: PrintedEstimate, triple: Triple, { shifted, all }: Neighbours): DocumentFinding {
  const share = offCentre(triple, one.scale)
  const otherScale = one.scale === 'ratio' ? 'difference' : 'ratio'
  const fitsOther = triple.lower.value > 0 && isSymmetric(triple, otherScale)
  const isUsual = all >= 6 && shifted >= all / 3
  const explanation = fitsOther ? wrongScale(one.scale) : isUsual ? usual(shifted, all) : unusual(share)
  const isSmall = share < smallShift || fitsOther || !one.isNamedInterval
  return { ...base, kind: 'interval-asymmetric', severity: isSmall ? 'note' : 'warning', explanation }
}

function isShifted(one: PrintedEstimate): boolean {
  const triple = tripleOf(one)
  return (
    triple !== undefined && Number.isFinite(onScale(triple.lower.value, one.scale)) && !isSymmetric(triple, one.scale)
  )
}

function notPositive(one: PrintedEstimate): DocumentFinding {
  return {
    kind: 'ratio-not-positive',
    severity: 'error',
    subject: one.subject,
    places: [quoting(one.place, showEstimate(one))],
    calculation: `${one.measure ?? 'ratio'} < 0`,
    explanation: say(
      'a ratio is always above 0: a dash was read as a minus sign, or the measure is another',
      'een verhouding is altijd groter dan 0: een streepje is als minteken gelezen, of de maat is een andere',
    ),
  }
}

const reversed: Wording = say(
  'the lower limit lies above the upper limit: they were exchanged, or a digit or sign is wrong',
  'de ondergrens ligt boven de bovengrens: ze zijn verwisseld, of een cijfer of teken klopt niet',
)

function outside({ estimate, lower, upper }: Triple): Wording {
  return say(
    `${show(estimate)} does not lie between ${show(lower)} and ${show(upper)}: one of the three is misprinted`,
    `${show(estimate)} ligt niet tussen ${show(lower)} en ${show(upper)}: een van de drie is verkeerd gedrukt`,
  )
}

function wrongScale(scale: 'ratio' | 'difference'): Wording {
  if (scale === 'ratio') {
    return say(
      'the interval is symmetric on the plain scale, not on the logarithmic one: it was computed without logarithms',
      'het interval is symmetrisch op de gewone schaal, niet op de logaritmische: het is zonder logaritmen berekend',
    )
  }
  return say(
    'the interval is symmetric on the logarithmic scale: this may be a ratio',
    'het interval is symmetrisch op de logaritmische schaal: dit kan een verhouding zijn',
  )
}

function usual(shifted: number, all: number): Wording {
  return say(
    `the point is not the middle; so it is with ${shifted} of ${all} estimates here: the method may give such intervals (quantiles of simulations, bootstrap)`,
    `de schatting is niet het midden; zo is het bij ${shifted} van ${all} schattingen hier: de methode kan zulke intervallen geven (kwantielen van simulaties, bootstrap)`,
  )
}

function unusual(share: number): Wording {
  const percent = share < 0.01 ? showComputed(100 * share) : Math.round(100 * share)
  return say(
    `the point lies ${percent}% of half the width away from the middle; no rounding explains that`,
    `de schatting ligt ${percent}% van de halve breedte naast het midden; afronding verklaart dat niet`,
  )
}

import type { DocumentFinding } from '../finding.ts'
import { isSymmetric, showEstimate, showTriple, type Triple, tripleOf } from '../interval.ts'
import { quoting } from '../place.ts'
import { canBeSame, show } from '../printed-number.ts'
import { groupBy, say, statementsOf } from '../select.ts'
import type { PrintedDocument, PrintedEstimate } from '../statement.ts'

/** Two results of one document with the same limits: one of the intervals was probably copied. */
export function checkCopies(documents: readonly PrintedDocument[]): readonly DocumentFinding[] {
  return documents.flatMap((document) => {
    const telling = statementsOf([document], 'estimate').flatMap((one) => {
      const triple = tripleOf(one)
      return triple === undefined || !isTelling(triple) ? [] : [{ one, triple }]
    })
    const alike = groupBy(telling, ({ triple: { lower, upper } }) => `${lower.value} ${upper.value}`)
    return [...alike.values()].flatMap(([first, ...others]) =>
      first === undefined ? [] : others.flatMap((other) => compare(first, other)),
    )
  })
}

interface Printed {
  readonly one: PrintedEstimate
  readonly triple: Triple
}

/** Limits that two results rarely share by chance: at least five digits together. */
function isTelling({ lower, upper }: Triple): boolean {
  const digits = (text: string) => text.replace(/\D/g, '').replace(/^0+/, '').length
  return lower.value !== upper.value && digits(show(lower)) + digits(show(upper)) >= 5
}

function compare(first: Printed, other: Printed): readonly DocumentFinding[] {
  if (first.one.result !== undefined && first.one.result === other.one.result) return []
  const isSamePoint = canBeSame(first.triple.estimate, other.triple.estimate)
  if (isSamePoint && first.one.subject === other.one.subject) return []
  const places = [first, other].map(({ one }) => quoting(one.place, showEstimate(one)))
  const subject = `${first.one.subject}; ${other.one.subject}`
  const limits = `[${show(first.triple.lower)}, ${show(first.triple.upper)}]`
  if (isSamePoint) {
    return [
      {
        kind: 'copied-result',
        severity: 'note',
        subject,
        places,
        calculation: `${showTriple(first.triple)} = ${showTriple(other.triple)}`,
        explanation: sameResult,
      },
    ]
  }
  const suspects = [first, other].filter(({ one, triple }) => !isSymmetric(triple, one.scale))
  const [suspect] = suspects
  const calculation = [first, other].map(({ triple }) => offsetOf(triple)).join('; ')
  return [
    {
      kind: 'copied-interval',
      severity: 'error',
      subject,
      places,
      calculation: `${limits} = ${limits}; ${calculation}`,
      explanation:
        suspect === undefined || suspects.length > 1
          ? say(
              'two results have the same interval: one was probably copied',
              'twee resultaten hebben hetzelfde interval: een ervan is waarschijnlijk overgenomen',
            )
          : say(
              `two results have the same interval; ${show(suspect.triple.estimate)} is not its middle, so the interval of ${suspect.one.subject} was probably copied`,
              `twee resultaten hebben hetzelfde interval; ${show(suspect.triple.estimate)} is niet het midden ervan, dus het interval van ${suspect.one.subject} is waarschijnlijk overgenomen`,
            ),
    },
  ]
}

/** `7.18 − (4.48 + 11.25) / 2 = -0.685`. */
function offsetOf({ estimate, lower, upper }: Triple): string {
  const offset = Number((estimate.value - (lower.value + upper.value) / 2).toFixed(estimate.decimals + 1))
  return `${show(estimate)} − (${show(lower)} + ${show(upper)}) / 2 = ${offset}`
}

const sameResult = say(
  'two different results have the same point and interval: one was probably copied',
  'twee verschillende resultaten hebben dezelfde schatting en hetzelfde interval: een ervan is waarschijnlijk overgenomen',
)

import { normalQuantile, normalTwoSided, tTwoSided } from '../../numerics/index.ts'
import type { DocumentFinding } from '../finding.ts'
import { onScale, showEstimate, type Triple, tripleOf } from '../interval.ts'
import { quoting } from '../place.ts'
import { rangeOf, rangesMeet, show, showComputed } from '../printed-number.ts'
import { say, statementsOf } from '../select.ts'
import type { PrintedDocument, PrintedEstimate, PrintedP } from '../statement.ts'

/** z from the p and z from the interval may differ this much before it counts: other tests, other models. */
const allowedShare = 0.05

/** Whether p, and what is said about significance, follow from the estimate and its interval. */
export function checkPValues(documents: readonly PrintedDocument[]): readonly DocumentFinding[] {
  return statementsOf(documents, 'estimate').flatMap((one) => {
    const triple = tripleOf(one)
    if (triple === undefined || !isUsable(triple, one)) return []
    return [...checkP(one, triple), ...checkClaim(one, triple)]
  })
}

/** A misprinted interval says nothing about p; it is reported by itself. */
function isUsable({ estimate, lower, upper }: Triple, { scale }: PrintedEstimate): boolean {
  const isOrdered = lower.value < upper.value && lower.value <= estimate.value && estimate.value <= upper.value
  return isOrdered && (scale === 'difference' || lower.value > 0)
}

function checkP(one: PrintedEstimate, triple: Triple): readonly DocumentFinding[] {
  if (one.p === undefined) return []
  const z = rangeOfZ(one, triple)
  const computed: readonly [number, number] = [pOf(z[1], one), pOf(z[0], one)]
  const printed = rangeOfP(one.p)
  if (rangesMeet(computed, printed, 1)) return []
  const contradicts = contradictsSignificance(one, triple, printed)
  if (!contradicts && isNear(computed, printed)) return []
  const middle = pOf((z[0] + z[1]) / 2, one)
  return [
    {
      kind: 'p-against-interval',
      severity: contradicts ? 'error' : 'warning',
      subject: one.subject,
      places: [quoting(one.place, showEstimate(one))],
      calculation: `z = ${showComputed((z[0] + z[1]) / 2)}, p = ${showComputed(middle)}; p ${one.p.relation} ${show(one.p.number)}`,
      explanation: explain(one.p, middle),
      ...(contradicts
        ? {}
        : { correction: `p ${middle < 0.001 ? '< 0.001' : `= ${showComputed(Number(middle.toPrecision(2)))}`}` }),
    },
  ]
}

function explain(p: PrintedP, computed: number) {
  const isCommonSlip =
    p.relation === '=' && computed < p.number.value && [0.05, 0.01, 0.001, 0.0001].includes(p.number.value)
  if (isCommonSlip) {
    return say(
      `the interval gives a smaller p: "=" was probably printed for "<" ${show(p.number)}`,
      `het interval geeft een kleinere p: waarschijnlijk is "=" gedrukt in plaats van "<" ${show(p.number)}`,
    )
  }
  return say(
    'p does not follow from the estimate and its interval: one of them is misprinted or from another analysis',
    'p volgt niet uit de schatting en haar interval: een van beide is verkeerd gedrukt of uit een andere analyse',
  )
}

/** Smallest and largest |z| that the printed numbers allow. */
function rangeOfZ(one: PrintedEstimate, { estimate, lower, upper }: Triple): readonly [number, number] {
  const quantile = normalQuantile(0.5 + one.levelPercent / 200)
  const [point, low, high] = [estimate, lower, upper].map((number) =>
    rangeOf(number).map((value) => onScale(value, one.scale)),
  ) as [[number, number], [number, number], [number, number]]
  const widest = (high[1] - low[0]) / (2 * quantile)
  const narrowest = Math.max(0, (high[0] - low[1]) / (2 * quantile))
  const isAroundNull = point[0] < 0 && point[1] > 0
  const nearest = isAroundNull ? 0 : Math.min(Math.abs(point[0]), Math.abs(point[1]))
  const farthest = Math.max(Math.abs(point[0]), Math.abs(point[1]))
  return [nearest / widest, narrowest === 0 ? Number.POSITIVE_INFINITY : farthest / narrowest]
}

/** p of z, by the normal distribution; with a known small number of people the larger p of t is allowed as well. */
function pOf(z: number, { total }: PrintedEstimate): number {
  const byNormal = normalTwoSided(z)
  const people = total?.number.value
  if (people === undefined || people < 4 || !Number.isFinite(z)) return byNormal
  return Math.max(byNormal, Math.min(byNormal * 1.1, tTwoSided(z, people - 2)))
}

function rangeOfP({ number, relation }: PrintedP): readonly [number, number] {
  const [low, high] = rangeOf(number)
  if (relation === '=') return [Math.max(0, low), Math.min(1, high)]
  return relation === '<' || relation === '<=' ? [0, high] : [low, 1]
}

/** z of both differ less than what another test or model can make of it. */
function isNear(computed: readonly [number, number], printed: readonly [number, number]): boolean {
  const [one, other] = computed[0] > printed[1] ? [computed[0], printed[1]] : [computed[1], printed[0]]
  if (other <= 0 || one <= 0 || other >= 1 || one >= 1) return false
  const [z, otherZ] = [-normalQuantile(one / 2), -normalQuantile(other / 2)]
  return Math.abs(z - otherZ) <= allowedShare * Math.max(z, otherZ)
}

/** p on one side of what the level of the interval allows, no effect on the other side of a limit. */
function contradictsSignificance(one: PrintedEstimate, triple: Triple, printed: readonly [number, number]): boolean {
  const alpha = 1 - one.levelPercent / 100
  const includes = includesNull(one, triple)
  return (includes === true && printed[1] < alpha * 0.9) || (includes === false && printed[0] > alpha * 1.1)
}

/** Whether the interval includes no effect; undefined when a limit is no effect as far as printed. */
function includesNull({ scale }: PrintedEstimate, { lower, upper }: Triple): boolean | undefined {
  const none = scale === 'ratio' ? 1 : 0
  const touches = [lower, upper].some((limit) => rangeOf(limit)[0] <= none && none <= rangeOf(limit)[1])
  return touches ? undefined : lower.value < none && none < upper.value
}

function checkClaim(one: PrintedEstimate, triple: Triple): readonly DocumentFinding[] {
  const includes = includesNull(one, triple)
  if (one.claim === undefined || includes === undefined || includes === (one.claim === 'not-significant')) return []
  const none = one.scale === 'ratio' ? 1 : 0
  return [
    {
      kind: 'significance-against-interval',
      severity: 'error',
      subject: one.subject,
      places: [quoting(one.place, `${showEstimate(one)}: ${one.claim}`)],
      calculation: `${none} ${includes ? '∈' : '∉'} [${show(triple.lower)}, ${show(triple.upper)}]`,
      explanation: includes
        ? say(
            'called significant while the interval includes no effect',
            'significant genoemd terwijl het interval geen effect bevat',
          )
        : say(
            'called not significant while the interval excludes no effect',
            'niet significant genoemd terwijl het interval geen effect uitsluit',
          ),
    },
  ]
}

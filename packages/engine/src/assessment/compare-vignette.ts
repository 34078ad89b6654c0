import {
  type Assessment,
  type AssessmentInput,
  canonicalJson,
  type DoseBound,
  type DoseBounds,
  type IsoDate,
  type Json,
  type Knowledge,
} from '@dosis/domain'
import { normalName } from '../criteria/context.ts'
import { assess } from './assess.ts'
import { inOrder } from './cited.ts'

/** A patient with what was expected to come out, as in the files of vignettes. */
export interface Vignette {
  readonly id: string
  readonly title: string
  readonly input: AssessmentInput<IsoDate | null>
  readonly expected: VignetteExpectation
}

interface Cites {
  readonly factIds: readonly string[]
}

/** The part `expected` of a vignette; texts for readers (`note`, `rationale`) are left out. */
export interface VignetteExpectation extends Cites {
  readonly population: Cites & Readonly<Record<string, string | readonly number[] | readonly string[]>>
  readonly triage: Cites & { readonly level: string; readonly criteria: readonly string[] }
  readonly therapyIndication: Cites & { readonly verdict: string; readonly criteria: readonly string[] }
  readonly referral: Cites & { readonly action: string; readonly reasons: readonly string[] }
  readonly recommendations: readonly (Cites & {
    readonly id: string
    readonly verdict: string
    readonly unmet: readonly string[]
  })[]
  readonly exercise: readonly (Cites & {
    readonly form: string
    readonly verdict: string
    readonly bounds: DoseBounds
    readonly status: string
  })[]
  readonly instruments: Cites & {
    readonly recommended: readonly string[]
    readonly optional: readonly string[]
    readonly screening: readonly string[]
    readonly notUsed: readonly string[]
  }
  readonly interpretation?: readonly (Cites & {
    readonly measure: string
    readonly change?: number
    readonly verdict: string
  })[]
  readonly evaluation: Cites & {
    readonly nextDate: string | null
    readonly cycleWeeks: number | null
    readonly indicativeEndDate: string | null
    readonly notBefore: string | null
    readonly endRule: string | null
  }
  readonly stop: Cites & { readonly verdict: string }
  readonly reimbursement?: Cites & {
    readonly windowMonths: number | null
    readonly firstSessionsSupplementary: number | null
    readonly basicFromSession: number | null
  }
  readonly evidence?: readonly (Cites & { readonly id: string })[]
  readonly silent: readonly string[]
  readonly mustShow: readonly string[]
}

/** One field that came out otherwise than expected. */
export interface VignetteDifference {
  readonly vignette: string
  readonly path: string
  readonly expected: Json
  readonly actual: Json
}

/**
 * Assesses the patient of a vignette and lists every field that differs. Codes, ids, numbers and dates must be equal,
 * lists of ids whatever their order. Of texts for readers (reasons, end rule, what is silent) it is compared whether
 * there is any. Blocks that the format calls optional are compared when the vignette has them.
 */
export function compareVignette({ id, input, expected }: Vignette, knowledge: Knowledge): VignetteDifference[] {
  const found = comparable(assess(input, knowledge, { withoutStillNeeded: true }), expected, knowledge)
  const interpretation = things(expected.interpretation).map((one) => ({
    ...one,
    measure: labelOf(one.measure, knowledge),
  }))
  const wanted = normal({ ...expected, interpretation })
  const paths = inOrder([...Object.keys(wanted), ...Object.keys(found)])
  return paths
    .filter((path) => canonicalJson(wanted[path] ?? null) !== canonicalJson(found[path] ?? null))
    .map((path) => ({ vignette: id, path, expected: wanted[path] ?? null, actual: found[path] ?? null }))
}

/** A measure by the label of its instrument, whichever of its names a vignette uses. */
function labelOf(measure: string, { instruments }: Knowledge): string {
  const isNamed = (name: string) => normalName(name) === normalName(String(measure))
  return (
    Object.values(instruments).find(({ id, label, inputKeys = [] }) => [id, label, ...inputKeys].some(isNamed))
      ?.label ?? measure
  )
}

type Fields = Readonly<Record<string, Json>>

/**
 * The answer as flat fields, as the cases of the knowledge name them: `stop.verdict`, `exercise.high_impact.verdict`,
 * `recommendations.REC-OST-C3.unmet`; lists of codes in one order.
 */
export function assessmentFields(found: Assessment<IsoDate | null>): Fields {
  const { reimbursement, ...blocks } = found
  const fields = normal({
    ...blocks,
    ...(reimbursement === null ? {} : { reimbursement }),
  } as unknown as VignetteExpectation)
  return {
    ...fields,
    silent: found.silent,
    redFlags: found.redFlags.map(({ rule }) => rule),
    unsupportedConditions: found.unsupportedConditions,
    stillNeeded: found.stillNeeded.map(({ fact }) => fact),
    'triage.open': found.triage.open,
    'referral.open': found.referral.open,
    'referral.reasons': found.referral.reasons,
    'evaluation.endRule': found.evaluation.endRule,
    recommendations: found.recommendations.map(({ id }) => id),
    exercise: found.exercise.map(({ form }) => form),
  }
}

/** The answer in the words of the format, which has none for "not known yet". */
function comparable(found: Assessment<IsoDate | null>, expected: VignetteExpectation, knowledge: Knowledge): Fields {
  const { population, therapyIndication, referral, evaluation } = found
  const forms = found.exercise.map((one) => ({ ...one, ...withGate(one, knowledge) }))
  const leavesOut = [
    ...(expected.reimbursement === undefined ? [found.reimbursement] : []),
    ...(expected.evidence === undefined ? found.evidence : []),
  ]
  return normal({
    ...found,
    population: {
      osteoRiskGroups: population.osteoRiskGroups,
      osteoGuideline: known(population.osteoGuideline, 'out_of_scope'),
      hfrefEvidence: known(population.hfrefEvidence, 'outside_population'),
      runwalkEvidence: known(population.runwalkEvidence, 'outside_population'),
      cardiacStrengthAdvice: known(population.cardiacStrengthAdvice, 'not_applicable'),
      vertebralFractureStage: known(population.vertebralFractureStage, 'none'),
      factIds: population.factIds,
    },
    therapyIndication: { ...therapyIndication, verdict: known(therapyIndication.verdict, 'silent') },
    recommendations: found.recommendations.map((one) => ({ ...one, ...withOpenConditions(one) })),
    exercise: forms,
    referral: things(expected.referral?.reasons).length === 0 ? { ...referral, reasons: [] } : referral,
    evaluation,
    silent: things(expected.silent).length === 0 ? [] : found.silent,
    factIds: inOrder([...withoutThoseOf(leavesOut, found), ...forms.flatMap(({ factIds }) => factIds)]),
    ...(expected.reimbursement === undefined || found.reimbursement === null
      ? { reimbursement: undefined }
      : { reimbursement: found.reimbursement }),
    ...(expected.evidence === undefined ? { evidence: undefined } : {}),
  } as unknown as VignetteExpectation)
}

function known(verdict: string, otherwise: string): string {
  return verdict === 'unknown' ? otherwise : verdict
}

/** In the words of the format a gate of which nobody knows whether it is met is not met: the row that says so speaks. */
function withGate({ form, verdict, status, factIds, why }: Assessment['exercise'][number], { forms }: Knowledge) {
  if (verdict !== 'unknown') return { verdict, status, factIds }
  const isOpen = (id: string) => why.some(({ rule, truth }) => truth === 'unknown' && rule === `${form}/${id}`)
  const gate = forms[form]?.rows.find((row) => row.verdict === 'not_supported' && isOpen(row.id))
  return { verdict: 'not_supported', status: gate?.status ?? status, factIds: gate?.factIds ?? factIds }
}

/** In the words of the format a condition that nobody stated is not met. */
function withOpenConditions({ verdict, unmet, open }: Assessment['recommendations'][number]) {
  if (verdict !== 'unknown' && verdict !== 'conditions_not_met') return { verdict, unmet }
  const conditions = open.filter((id) => !unmet.includes(id) && /-p\d+$/.test(id))
  return {
    verdict: verdict === 'unknown' && conditions.length === 0 ? 'silent' : 'conditions_not_met',
    unmet: [...unmet, ...conditions],
  }
}

/** The union of facts without those that only a block cites which the vignette leaves out. */
function withoutThoseOf(blocks: readonly (Cites | null)[], found: Assessment<IsoDate | null>): readonly string[] {
  const only = new Set(blocks.flatMap((block) => block?.factIds ?? []))
  return found.factIds.filter((id) => !only.has(id))
}

/** Every field by its path, lists of codes in one order, lists of things by their id. */
function normal(answer: VignetteExpectation): Fields {
  const { population, triage, therapyIndication, referral, instruments, evaluation, stop, reimbursement } = answer
  const fields: Record<string, Json> = {
    ...listed('population', population),
    ...listed('triage', triage, ['level', 'criteria', 'factIds']),
    ...listed('therapyIndication', therapyIndication, ['verdict', 'criteria', 'factIds']),
    ...listed('referral', referral, ['action', 'factIds']),
    'referral.reasons': things(referral?.reasons).length > 0,
    ...listed('instruments', instruments, ['recommended', 'optional', 'screening', 'notUsed', 'factIds']),
    ...listed('evaluation', evaluation, ['nextDate', 'cycleWeeks', 'indicativeEndDate', 'notBefore', 'factIds']),
    'evaluation.endRule': (evaluation?.endRule ?? null) !== null,
    ...listed('stop', stop, ['verdict', 'factIds']),
    silent: things(answer.silent).length > 0,
    mustShow: inOrder(things(answer.mustShow)),
    factIds: inOrder(things(answer.factIds)),
  }
  for (const { id, verdict, unmet, factIds } of things(answer.recommendations)) {
    Object.assign(fields, listed(`recommendations.${id}`, { verdict, unmet, factIds: [...things(factIds), id] }))
  }
  for (const { form, verdict, bounds, status, factIds } of things(answer.exercise)) {
    Object.assign(fields, listed(`exercise.${form}`, { verdict, status, factIds }))
    fields[`exercise.${form}.bounds`] = withoutNull(bounds)
  }
  for (const { measure, change, verdict, factIds } of things(answer.interpretation)) {
    Object.assign(fields, listed(`interpretation.${measure}`, { change: change ?? null, verdict, factIds }))
  }
  if (reimbursement !== undefined) {
    const keys = ['windowMonths', 'firstSessionsSupplementary', 'basicFromSession', 'factIds']
    Object.assign(fields, listed('reimbursement', reimbursement, keys))
  }
  for (const { id, factIds } of things(answer.evidence)) Object.assign(fields, listed(`evidence.${id}`, { factIds }))
  return fields
}

/** A vignette may be written wrongly: what is no list has nothing in it, and shows as a difference. */
function things<Thing>(list: readonly Thing[] | undefined): readonly Thing[] {
  return Array.isArray(list) ? list.filter((one) => one !== null) : []
}

function listed(path: string, block: object, keys: readonly string[] = Object.keys(block ?? {})): Fields {
  const values = (block ?? {}) as Readonly<Record<string, Json | undefined>>
  return Object.fromEntries(
    keys.map((key) => {
      const value = values[key] ?? null
      return [`${path}.${key}`, Array.isArray(value) ? inOrder(value as string[]) : (value as Json)]
    }),
  )
}

/** In bounds `null` says the same as a missing key: the source is silent. */
function withoutNull(bound: DoseBound): Json {
  if (typeof bound !== 'object' || bound === null) return bound
  return Object.fromEntries(
    Object.entries(bound)
      .filter(([, inner]) => inner !== null)
      .map(([key, inner]) => [key, withoutNull(inner)]),
  )
}

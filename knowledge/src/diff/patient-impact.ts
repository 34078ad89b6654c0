import {
  type Assessment,
  type AssessmentInput,
  type DoseKey,
  doseKeys,
  type ExerciseVerdict,
  type Knowledge,
  type Plan,
  type Reason,
} from '@dosis/domain'
import { assess, plan } from '@dosis/engine'
import { takenBack } from './taken-back.ts'

/** What a change of the knowledge does to one patient, from the worst to the least. */
export const impactKinds = [
  'stop',
  'no_longer_allowed',
  'lower_dose',
  'referral',
  'level',
  'other_dose',
  'newly_allowed',
  'indication',
  'recommendation',
  'evaluation',
  'withdrawn_statement',
] as const
export type ImpactKind = (typeof impactKinds)[number]

/** One conclusion that comes out otherwise; `about` names the form, recommendation or number of a dose. */
export interface Impact {
  readonly kind: ImpactKind
  readonly about: string
  /** Form and number that `about` names, where it names them. */
  readonly form?: string
  readonly key?: DoseKey
  readonly before: string
  readonly after: string
  /** The numbers that `before` and `after` say in words; null = the dose had none. */
  readonly amounts?: { readonly before: Amount | null; readonly after: Amount | null }
  /** What the newer knowledge says it for; left out where there is no single rule. */
  readonly why?: readonly Reason[]
}

/** A number of a dose as a reader compares it: `value` null = open, `most` = the lowest ceiling. */
export interface Amount {
  readonly value: number | null
  readonly upTo: number | null
  readonly most: number | null
}

/** All that comes out otherwise for one patient. */
export interface PatientImpact {
  readonly patient: string
  readonly impacts: readonly Impact[]
}

/** A patient by a name that the caller knows, on one day. */
export interface NamedPatient {
  readonly id: string
  readonly input: AssessmentInput
}

/** Who is affected and how: the worst first, then by name. Patients for whom nothing changes are left out. */
export function patientImpacts(
  patients: readonly NamedPatient[],
  before: Knowledge,
  after: Knowledge,
): PatientImpact[] {
  return patients
    .map(({ id, input }) => ({ patient: id, impacts: impactsOn(input, before, after) }))
    .filter(({ impacts }) => impacts.length > 0)
    .sort((left, right) => worst(left) - worst(right) || (left.patient < right.patient ? -1 : 1))
}

function worst({ impacts }: PatientImpact): number {
  return Math.min(...impacts.map(({ kind }) => impactKinds.indexOf(kind)))
}

/** What comes out otherwise for one patient, the worst first. */
export function impactsOn(input: AssessmentInput, before: Knowledge, after: Knowledge): Impact[] {
  const [was, is] = [before, after].map((knowledge) => assess(input, knowledge, { withoutStillNeeded: true })) as [
    Assessment,
    Assessment,
  ]
  const [planWas, planIs] = [before, after].map((knowledge) =>
    plan({ assessment: input, preferences: {} }, knowledge),
  ) as [Plan, Plan]
  const one = (kind: ImpactKind, about: string, left: string, right: string): Impact[] =>
    left === right ? [] : [{ kind, about, before: left, after: right }]
  const impacts = [
    ...one('stop', 'red flags', rules(was), rules(is)),
    ...one('stop', 'stop', was.stop.verdict, is.stop.verdict),
    ...permissibility(was, is),
    ...doses(planWas, planIs),
    ...one('referral', 'referral', referralOf(was), referralOf(is)),
    ...one('level', 'level of care', was.triage.level, is.triage.level),
    ...one('indication', 'indication', was.therapyIndication.verdict, is.therapyIndication.verdict),
    ...recommendations(was, is),
    ...one('evaluation', 'evaluation', String(was.evaluation.nextDate), String(is.evaluation.nextDate)),
    ...withdrawnStatements(was, before, after),
  ]
  return impacts.sort((left, right) => impactKinds.indexOf(left.kind) - impactKinds.indexOf(right.kind))
}

/** What the older answer cites, and what can no longer bear it. */
function withdrawnStatements({ factIds }: Assessment, before: Knowledge, after: Knowledge): Impact[] {
  return factIds.flatMap((id): Impact[] => {
    const change = takenBack(id, before, after)
    return change === null ? [] : [{ kind: 'withdrawn_statement', about: id, ...change }]
  })
}

function rules({ redFlags }: Assessment): string {
  return redFlags.length === 0 ? 'none' : redFlags.map(({ rule }) => rule).join(', ')
}

/** A referral that waits for facts is not the same as none. */
function referralOf({ referral: { action, open } }: Assessment): string {
  return open.length === 0 ? action : `${action}, waits for ${open.join(', ')}`
}

const notListed = 'not_listed'

function isOpen(verdict: string): boolean {
  return verdict === ('allowed' satisfies ExerciseVerdict) || verdict === 'allowed_with_conditions'
}

function permissibility(was: Assessment, is: Assessment): Impact[] {
  const verdicts = (assessment: Assessment) =>
    new Map<string, string>(assessment.exercise.map(({ form, verdict }) => [form, verdict]))
  const why = new Map(is.exercise.map((outcome) => [outcome.form, outcome.why]))
  const [left, right] = [verdicts(was), verdicts(is)]
  return [...new Set([...left.keys(), ...right.keys()])].sort().flatMap((form): Impact[] => {
    const [before, after] = [left.get(form) ?? notListed, right.get(form) ?? notListed]
    if (before === after) return []
    const isStricter = isOpen(before) && (!isOpen(after) || before === 'allowed')
    const kind = isStricter ? 'no_longer_allowed' : 'newly_allowed'
    return [{ kind, about: form, form, before, after, why: why.get(form) ?? [] }]
  })
}

function doses(was: Plan, is: Plan): Impact[] {
  return was.prescriptions.flatMap((prescription): Impact[] => {
    const other = is.prescriptions.find(({ form }) => form === prescription.form)
    if (other === undefined) return []
    return doseKeys.flatMap((key): Impact[] => {
      const [before, after] = [numberOf(prescription, key), numberOf(other, key)]
      if (before.text === after.text) return []
      const isLower = after.most !== null && before.most !== null && after.most < before.most
      return [
        {
          kind: isLower ? 'lower_dose' : 'other_dose',
          about: `${prescription.form}, ${key}`,
          form: prescription.form,
          key,
          before: before.text,
          after: after.text,
          amounts: { before: before.amount, after: after.amount },
        },
      ]
    })
  })
}

/** A number of a dose with its range and the lowest ceiling that holds for it. */
function numberOf(
  { dose }: Plan['prescriptions'][number],
  key: DoseKey,
): { text: string; most: number | null; amount: Amount | null } {
  const number = dose[key]
  if (number === undefined) return { text: 'none', most: null, amount: null }
  const { value, upTo, highest } = number
  const ceilings = highest.map((limit) => limit.value)
  const ceiling = ceilings.length === 0 ? null : Math.min(...ceilings)
  const range = value === null ? 'open' : upTo === null ? String(value) : `${value}–${upTo}`
  const amount = { value, upTo, most: ceiling }
  return { text: ceiling === null ? range : `${range}, at most ${ceiling}`, most: ceiling ?? upTo ?? value, amount }
}

function recommendations(was: Assessment, is: Assessment): Impact[] {
  const verdicts = (assessment: Assessment) =>
    new Map<string, string>(assessment.recommendations.map(({ id, verdict }) => [id, verdict]))
  const [left, right] = [verdicts(was), verdicts(is)]
  return [...new Set([...left.keys(), ...right.keys()])].sort().flatMap((id): Impact[] => {
    const [before, after] = [left.get(id) ?? notListed, right.get(id) ?? notListed]
    return before === after ? [] : [{ kind: 'recommendation', about: id, before, after }]
  })
}

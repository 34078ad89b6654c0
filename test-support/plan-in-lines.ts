/** What `plan` answers as short lines, in sections: every field, so that a test can compare all of it and a clinician can read it. */
import {
  canonicalJson,
  type DoseConflict,
  type DoseLimit,
  type DoseNumber,
  type ExercisePermission,
  type ExpiredFact,
  type FactUse,
  type IntensityTarget,
  type Json,
  type PermissionReason,
  type Plan,
  type PlanBlock,
  type Prescription,
  type PrescribedGrowth,
  type Reason,
  type SessionPart,
  type SessionTemplate,
} from '@dosis/domain'
import { type CalendarEntry, planCalendar } from '@dosis/engine'

type Lines = readonly string[]

/** Each section of a plan. `shown`, `stopRules` and `sources` are ids alone. */
export const planInLines = {
  week: weekLines,
  blocked: ({ blocked }) => blocked.map(blockInLine),
  open: ({ open }) => open.map(({ prescription, key }) => `${prescription} ${key}`),
  prescriptions: ({ prescriptions }) => prescriptions.flatMap(headLines),
  dose: ({ prescriptions }) => prescriptions.flatMap(doseLines),
  targets: ({ prescriptions }) => prescriptions.flatMap(({ targets = [] }) => targets.map(targetInLine)),
  adaptations: ({ prescriptions }) => prescriptions.map(({ id, adaptations }) => `${id} ${adaptations.join(' ')}`),
  conflicts: ({ prescriptions }) =>
    prescriptions.flatMap(({ id, conflicts = [] }) => conflicts.map((one) => conflictInLine(id, one))),
  programme: ({ prescriptions }) => prescriptions.flatMap(programmeLines),
  why: ({ prescriptions }) => prescriptions.flatMap(({ id, why }) => why.map((reason) => reasonInLine(id, reason))),
  leftOut: ({ leftOut }) => leftOut.map(leftOutInLine),
  unmet: ({ unmet = [] }) => unmet.map(unmetInLine),
  wanted: ({ wanted = [] }) => wanted.map(({ fact, rules }) => `${fact} for ${rules.join(' ')}`),
  expired: ({ expired = [] }) => expired.map(expiredInLine),
  sessions: ({ sessions }) => sessions.flatMap(sessionLines),
  calendar: (plan) => planCalendar(plan).map(calendarInLine),
  evaluation: evaluationLines,
  stopRules: ({ stopRules }) => stopRules,
  shown: ({ mustShow }) => mustShow,
  sources: ({ factIds }) => factIds,
} as const satisfies Readonly<Record<string, (plan: Plan) => Lines>>

export type PlanSection = keyof typeof planInLines
export const planSections = Object.keys(planInLines) as readonly PlanSection[]

function weekLines({ on, startsOn, weekdays, goals }: Plan): Lines {
  return [`drafted ${on}, starts ${startsOn}, days ${weekdays.join(' ')}`, ...goals.map((goal) => `goal ${goal}`)]
}

function blockInLine(block: PlanBlock): string {
  switch (block.kind) {
    case 'referral':
    case 'not_for_whom':
      return `${block.kind} ${block.rule}`
    case 'missing_fact':
      return `missing_fact ${block.fact}`
    case 'nothing_to_prescribe':
      return block.kind
    case 'open_dose':
      return `open_dose ${block.prescription} ${block.key}`
    case 'hard_limit':
    case 'reason_needed':
      return `${block.kind} ${block.prescription} ${block.key}, limit ${limitInWords(block.limit)}`
  }
}

/** Who does what by which document; the numbers stand in `dose`. */
function headLines(prescription: Prescription): Lines {
  const { id, form, forms = [], modality, verdict, status, exercises, progression, bounds } = prescription
  const also = forms.filter((one) => one !== form)
  return [
    `${id}${form === id ? '' : ` of ${form}`}, ${modality}, ${verdict}, ${status}`,
    ...also.map((other) => `${id} carries out ${other} as well`),
    `${id} exercises ${exercises.join(' ') || 'none'}`,
    `${id} moves on by ${progression ?? 'nothing'}`,
    `${id} source prints ${canonicalJson(bounds).replaceAll('"', '')}`,
  ]
}

function doseLines({ id, dose }: Prescription): Lines {
  return Object.entries(dose).flatMap(([key, number]) => numberLines(`${id} ${key}`, number))
}

function numberLines(name: string, number: DoseNumber): Lines {
  const { lowest, highest, others = [], aims = [] } = number
  return [
    `${name} ${valueInWords(number)} ${listed(number.factIds)}`,
    ...lowest.map((limit) => `${name} at least ${limitInWords(limit)}`),
    ...highest.map((limit) => `${name} at most ${limitInWords(limit)}`),
    ...others.map(({ from, upTo, rule, factIds }) => `${name} or ${from} up to ${upTo} by ${rule} ${listed(factIds)}`),
    ...aims.map(({ aim, rule, factIds }) => `${name} asks for ${aim} by ${rule} ${listed(factIds)}`),
  ]
}

function valueInWords({ value, upTo, changed }: DoseNumber): string {
  const range = `${value ?? 'open'}${upTo === null ? '' : ` up to ${upTo}`}`
  if (changed === null) return range
  return `${range}, was ${changed.from ?? 'open'} because ${changed.reason === '' ? 'chosen' : changed.reason}`
}

function limitInWords({ value, kind, rule, factIds }: DoseLimit): string {
  return `${value} (${kind}) by ${rule} ${listed(factIds)}`
}

function targetInLine(target: IntensityTarget): string {
  const { rule, basis, scale, exercise, holdsFor, factIds } = target
  const what = `${scale}${exercise === null ? '' : ` of ${exercise}`} ${targetInWords(target)}`
  return `${what}, ${basis}, for the ${holdsFor}, by ${rule} ${listed(factIds)}`
}

function targetInWords({ from, upTo, talk, absent, measurements }: IntensityTarget): string {
  const not = absent === null ? [] : [`not given, ${[absent.reason, ...absent.facts].join(' ')}`]
  const measured = measurements.map(
    ({ fact, value, observedOn }) => `from ${fact} ${value}${observedOn === undefined ? '' : ` on ${observedOn}`}`,
  )
  const range = from === null && upTo === null ? [] : [`${from} up to ${upTo}`]
  return [...not, ...range, ...(talk === null ? [] : [talk]), ...measured].join(', ')
}

function conflictInLine(id: string, { key, floor, ceiling, holds, instead }: DoseConflict): string {
  const [least, most] = [`at least ${limitInWords(floor)}`, `at most ${limitInWords(ceiling)}`]
  return `${id} ${key} ${least} against ${most}, the ${holds} holds, instead ${instead ?? 'nothing'}`
}

/** Levels, what grows, loads and the limit on pain that was agreed. */
function programmeLines({ id, levels = [], programme = {}, loads = {}, painLimit }: Prescription): Lines {
  const { exercises = [], growth = [], repetitions } = programme
  return [
    ...levels.map((level, index) => `${id} level ${index + 1} ${fieldsOf(level)}`),
    ...exercises.map((exercise, index) => `${id} level ${index + 1} is ${exercise}`),
    ...growth.map((number) => `${id} ${growthInWords(number)}`),
    ...(repetitions === undefined
      ? []
      : [
          `${id} repetitions ${repetitions.from} to ${repetitions.upTo}, then ${repetitions.loadStepKilograms ?? 'unknown'} kg more`,
        ]),
    ...Object.entries(loads).map(([exercise, load]) => `${id} ${exercise} with ${load} kg`),
    ...(painLimit === undefined ? [] : [`${id} pain ${fieldsOf(painLimit)}`]),
  ]
}

function growthInWords({ key, percent, amount, goal, factIds }: PrescribedGrowth): string {
  const step = percent === null ? (amount ?? 'what the therapist gives') : `${percent} % (amount ${amount ?? 'none'})`
  return `${key} grows by ${step} up to ${goal ?? 'its ceiling'} ${listed(factIds)}`
}

function reasonInLine(id: string, { rule, truth, facts, factIds }: Reason): string {
  return [`${id} ${truth} ${rule} ${listed(factIds)}`, ...facts.map(factInWords)].join(', ')
}

function factInWords({ fact, state, value }: FactUse): string {
  const words = [...(state === 'known' ? [] : [state]), ...(value === undefined ? [] : [inWords(value)])]
  return [fact, ...words].join(' ')
}

function leftOutInLine({ form, verdict, rule, factIds, instead }: Plan['leftOut'][number]): string {
  const other = instead === undefined ? '' : `, instead ${instead.form} ${listed(instead.factIds)}`
  return `${form} ${verdict} by ${rule} ${listed(factIds)}${other}`
}

function unmetInLine({ rule, anyForm, possible, factIds }: NonNullable<Plan['unmet']>[number]): string {
  return `${rule} asks for one of ${anyForm.join(' ')}, possible ${possible.join(' ') || 'none'} ${listed(factIds)}`
}

function expiredInLine({ fact, observedOn, because, factIds }: ExpiredFact): string {
  const causes = because.map((cause) => `${cause.fact} changed on ${cause.changedOn}`)
  return [`${fact} of ${observedOn ?? 'an unknown day'}`, ...causes].join(', ') + ` ${listed(factIds)}`
}

function sessionLines({ id, prescriptions, weekdays, parts, alternate }: SessionTemplate): Lines {
  const days = weekdays === undefined ? 'the days of the plan' : `days ${weekdays.join(' ')}`
  return [
    `${id} on ${days}, for ${prescriptions.join(' ')}`,
    ...parts.map((part) => `${id} ${partInWords(part)}`),
    ...(alternate === undefined ? [] : [`${id} in turn every ${alternate.every} with ${alternate.parts.length} parts`]),
    ...(alternate?.parts ?? []).map((part) => `${id} in turn ${partInWords(part)}`),
  ]
}

/** What the phone is handed; `none` = nobody prescribed it. */
function partInWords({ kind, exercise, ...fields }: SessionPart): string {
  return `${kind}${exercise === undefined ? '' : ` ${exercise}`}, ${fieldsOf(fields)}`
}

function calendarInLine(entry: CalendarEntry): string {
  if (entry.kind !== 'sessions') return `${entry.kind} on ${entry.on}`
  const { template, weekdays, from, until, everyWeeks } = entry
  const every = everyWeeks === undefined ? '' : `, every ${everyWeeks} weeks`
  return `${template} on days ${weekdays.join(' ')} from ${from} until ${until}${every}`
}

function evaluationLines({ evaluation }: Plan): Lines {
  const { nextDate, cycleWeeks, indicativeEndDate, notBefore, endRule, factIds, why } = evaluation
  return [
    `next ${nextDate ?? 'unknown'}, every ${cycleWeeks ?? 'unknown'} weeks, not before ${notBefore ?? 'any day'} ${listed(factIds)}`,
    `ends about ${indicativeEndDate ?? 'unknown'} by ${endRule ?? 'no rule'}`,
    ...why.map((reason) => reasonInLine('evaluation', reason)),
  ]
}

/** One exercise of the library: the verdict first, then each reason in its order. */
export function permissionInLine({ exercise, verdict, because, missing, lacks, instead }: ExercisePermission): string {
  return [
    `${exercise} ${verdict}`,
    ...because.map(becauseInWords),
    ...missing.map((fact) => `missing ${fact}`),
    ...lacks.map((thing) => `needs ${thing}`),
    ...(instead === null ? [] : [`instead ${instead}`]),
  ].join(', ')
}

function becauseInWords(reason: PermissionReason): string {
  if (reason.kind === 'no_form') return reason.kind
  const { kind, rule, factIds } = reason
  const what = kind === 'form' ? `${reason.form} ${reason.verdict}` : kind
  const strict = kind === 'nothing_left' ? ` (${reason.limit})` : ''
  const unknown = kind === 'form' || reason.missing.length === 0 ? '' : ` unknown ${reason.missing.join(' ')}`
  return `${what}${strict} by ${rule}${unknown} ${listed(factIds)}`
}

/** Each field with its value, by name. */
function fieldsOf(fields: object): string {
  const said = Object.entries(fields as Readonly<Record<string, Json>>).map(
    ([name, value]) => `${name} ${inWords(value)}`,
  )
  return said.toSorted().join(', ')
}

function inWords(value: Json | NonNullable<FactUse['value']>): string {
  if (value === null) return 'none'
  return typeof value === 'object' ? canonicalJson(value as Json).replaceAll('"', '') : String(value)
}

function listed(factIds: Lines): string {
  return `[${factIds.join(' ')}]`
}

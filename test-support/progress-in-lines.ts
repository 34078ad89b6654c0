/** What `progress` answers as short lines: every field, so that a test can compare all of it and a clinician can read it. */
import {
  canonicalJson,
  type DoseLimit,
  type DoseNumber,
  type NumberStep,
  type Observation,
  type Plan,
  type Prescription,
  type Progress,
  type Progression,
  type ProgressStep,
  type SessionTemplate,
  type WeekSummary,
} from '@dosis/domain'
import type { measuredSigns, RefusedNumber } from '@dosis/engine'

/** Rules that do not hold are left out: `rulesJudged` has them all. */
export function progressInLines({ steps, alerts, weeks, why }: Progress): readonly string[] {
  return [
    ...steps.flatMap(stepInLines),
    ...why
      .filter(({ truth }) => truth !== 'no')
      .map(({ rule, truth, factIds }) => `${truth === 'yes' ? 'holds' : 'not known'} ${rule} ${listed(factIds)}`),
    ...alerts.map(({ eventId, rule, factIds }) => `alert ${eventId} by ${rule} ${listed(factIds)}`),
    ...weeks.map(weekInLine),
  ]
}

/** Every rule that was looked at, with its sources. */
export function rulesJudged({ why }: Progress): readonly string[] {
  return why.map(({ rule, factIds }) => `${rule} ${listed(factIds)}`)
}

/** The rules of a programme that are to be looked at. */
export function rulesOf({ id, rules }: Progression): readonly string[] {
  return rules
    .filter(({ review }) => review.state === 'active')
    .map((rule) => `${id}/${rule.id} ${listed(rule.factIds)}`)
}

function stepInLines(step: ProgressStep): readonly string[] {
  const { prescription, action, from, to, rule, observed, factIds, exercise, numbers = [] } = step
  const level = from === null && to === null ? '' : `, level ${from ?? 'none'} to ${to ?? 'none'}`
  const form = exercise === undefined ? '' : `, ${exercise.from ?? 'none'} to ${exercise.to ?? 'none'}`
  return [
    `${prescription} ${action}${level}${form} by ${rule} ${listed(factIds)}`,
    ...numbers.map(numberInLine),
    ...observed.map(observationInLine),
  ]
}

function numberInLine({ key, exercise, from, to, heldBy }: NumberStep): string {
  const held = heldBy === undefined ? '' : `, held by ${limitInWords(heldBy)}`
  return `${words(key, exercise)} ${from ?? 'unknown'} to ${to ?? 'what the therapist gives'}${held}`
}

function observationInLine({ what, observed, needed, key }: Observation): string {
  return `saw ${words(what, key)} ${observed ?? 'unknown'}, needed ${needed ?? 'nothing'}`
}

function weekInLine(week: WeekSummary): string {
  const { weekStartsOn, planned, done, adherenceFraction, meanEffortBorg, meanPainBefore, meanPainAfter } = week
  return [
    `week of ${weekStartsOn} ${done} of ${planned} done`,
    `share ${rounded(adherenceFraction)}`,
    `effort ${rounded(meanEffortBorg)}`,
    `pain ${rounded(meanPainBefore)} to ${rounded(meanPainAfter)}`,
    `level ${week.level ?? 'none'}`,
    `harm ${week.adverseEvents}`,
  ].join(', ')
}

/** Danger that was measured before a session, as it is reported. */
export function signsInLines(signs: ReturnType<typeof measuredSigns>): readonly string[] {
  return signs.map(
    ({ eventId, sessionId, symptom, rule, factIds }) =>
      `sign ${symptom ?? 'without a symptom'} in ${sessionId}, reported as ${eventId}, by ${rule} ${listed(factIds)}`,
  )
}

export function refusedInLines(refused: readonly RefusedNumber[]): readonly string[] {
  return refused.map(({ chosen: { key, exercise, value }, limit }) => {
    const reason = limit === null ? 'the step is not about it' : `at most ${limitInWords(limit)}`
    return `refused ${words(key, exercise)} ${value}, ${reason}`
  })
}

/** All that differs between two plans, each with what it is now. */
export function changesInLines(before: Plan, now: Plan, word: string): readonly string[] {
  const [old, made] = [placesOf(before), placesOf(now)]
  return [...new Set([...made.keys(), ...old.keys()])]
    .filter((place) => old.get(place) !== made.get(place))
    .map((place) => `${word} ${place} is ${made.get(place) ?? 'gone'}`)
}

/** Everything in a plan by its place. */
function placesOf({ prescriptions, sessions, ...rest }: Plan): ReadonlyMap<string, string> {
  return new Map([
    ...prescriptions.flatMap(ofPrescription),
    ...sessions.flatMap(ofSession),
    ['the rest of the plan', canonicalJson(rest)],
  ])
}

function ofPrescription({ dose, loads = {}, ...rest }: Prescription): [string, string][] {
  return [
    ...Object.entries(dose).map(([key, number]): [string, string] => [`${key} of ${rest.id}`, doseInWords(number)]),
    ...Object.entries(loads).map(([exercise, load]): [string, string] => [`load of ${exercise}`, `${load}`]),
    [`the rest of ${rest.id}`, canonicalJson(rest)],
  ]
}

function doseInWords({ value, upTo, factIds, changed, ...bounds }: DoseNumber): string {
  const range = `${value ?? 'unknown'}${upTo === null ? '' : ` up to ${upTo}`}`
  const was =
    changed === null ? '' : `, was ${changed.from ?? 'unknown'} by ${changed.reason === '' ? 'choice' : changed.reason}`
  const { lowest, highest, ...more } = bounds
  const held = [
    ...lowest.map((limit) => `at least ${limitInWords(limit)}`),
    ...highest.map((limit) => `at most ${limitInWords(limit)}`),
    ...Object.values(more).map((each) => canonicalJson(each)),
  ]
  return [`${range}${was} ${listed(factIds)}`, ...held].join(', ')
}

function ofSession({ id, parts, alternate, ...rest }: SessionTemplate): [string, string][] {
  const lines = (of: SessionTemplate['parts'], content: string) =>
    of.map((part, index): [string, string] => [`part ${index + 1} of ${content}${id}`, fieldsOf(part)])
  const { parts: other = [], ...turns } = alternate ?? {}
  return [
    ...lines(parts, ''),
    ...lines(other, 'B of '),
    [`the rest of session ${id}`, canonicalJson({ ...rest, turns })],
  ]
}

/** Each field with its value, by name; what nobody prescribed is left out. */
function fieldsOf({ kind, ...fields }: SessionTemplate['parts'][number]): string {
  const given = Object.entries(fields).filter(([, value]) => value !== null)
  return [kind, ...given.map(([name, value]) => `${name} ${value}`).toSorted()].join(', ')
}

function limitInWords({ value, kind, rule, factIds }: DoseLimit): string {
  return `${value} (${kind}, ${rule}) ${listed(factIds)}`
}

function words(name: string, of: string | undefined): string {
  return of === undefined ? name : `${name} of ${of}`
}

function listed(factIds: readonly string[]): string {
  return `[${factIds.join(' ')}]`
}

/** Two decimals; a mean that is not known says so. */
function rounded(value: number | null): string {
  return value === null ? 'unknown' : String(Math.round(value * 100) / 100)
}

import type { DoseKey, DoseRule, ExerciseForm, ExerciseRow } from '@dosis/domain'
import type { ActivityDefinition, Extension, PlanDefinition, PlanDefinitionAction, Timing } from '@medplum/fhirtypes'
import { identifier } from '../cql/cql-text.ts'
import { listedName, rowName } from '../cql/names.ts'
import {
  canonicalOf,
  citations,
  definitionParts,
  type ExportContext,
  fhirId,
  nameOf,
  statementsOf,
} from './canonical.ts'
import { applicability, firstOf } from './expression.ts'
import { libraryId } from './library-resource.ts'

/** A form of exercise as a plan definition with an action per row, and an activity definition per row that doses. */
export function formResources(
  form: ExerciseForm,
  context: ExportContext,
): readonly (PlanDefinition | ActivityDefinition)[] {
  const id = fhirId(`form-${form.id}`)
  const source = context.knowledge.documents[form.document]
  const plan: PlanDefinition = {
    resourceType: 'PlanDefinition',
    ...definitionParts('PlanDefinition', id, form.names, context),
    type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/plan-definition-type', code: 'eca-rule' }] },
    ...(source === undefined ? {} : { publisher: source.publisher, copyright: nameOf(source) }),
    library: [canonicalOf('Library', libraryId, context)],
    action: form.rows.map((row, at) => actionOf(form, row, form.rows.slice(0, at), context)),
  }
  return [plan, ...form.rows.filter(isDose).map((row) => activityOf(form, row, context))]
}

function isDose({ verdict }: ExerciseRow): boolean {
  return verdict === 'allowed' || verdict === 'allowed_with_conditions'
}

function activityId({ id }: ExerciseForm, row: ExerciseRow): string {
  return fhirId(`dose-${id}-${row.id}`)
}

function actionOf(
  form: ExerciseForm,
  row: ExerciseRow,
  earlier: readonly ExerciseRow[],
  context: ExportContext,
): PlanDefinitionAction {
  const name = ({ id }: ExerciseRow) => identifier(rowName(form.id, id))
  return {
    title: `${form.names.en}: ${row.verdict.replaceAll('_', ' ')}`,
    ...(row.note === null ? {} : { description: row.note.en }),
    documentation: citations(statementsOf(row), context),
    condition: [
      applicability(identifier(listedName(form.id)), context),
      applicability(firstOf(name(row), earlier.map(name)), context),
    ],
    ...(isDose(row) ? { definitionCanonical: canonicalOf('ActivityDefinition', activityId(form, row), context) } : {}),
  }
}

/** The dose of one row. What the source leaves open is left out, never filled in. */
function activityOf(form: ExerciseForm, row: ExerciseRow, context: ExportContext): ActivityDefinition {
  const timing = timingOf(row)
  const dose = doseExtension(row, context)
  return {
    resourceType: 'ActivityDefinition',
    ...definitionParts('ActivityDefinition', activityId(form, row), form.names, context),
    kind: 'ServiceRequest',
    intent: 'plan',
    code: { text: form.names.en },
    ...(row.note === null ? {} : { description: row.note.en }),
    ...(timing === null ? {} : { timingTiming: timing }),
    ...(dose === null ? {} : { extension: [dose] }),
    relatedArtifact: citations(statementsOf(row), context),
  }
}

function timingOf({ dose: { sessionsPerWeek, minutesPerSession } }: ExerciseRow): Timing | null {
  const { start: frequency = null, upTo: frequencyMax = null } = sessionsPerWeek ?? {}
  if (frequency === null) return null
  const minutes = minutesPerSession?.start ?? null
  return {
    repeat: {
      frequency,
      ...(frequencyMax === null ? {} : { frequencyMax }),
      period: 1,
      periodUnit: 'wk',
      ...(minutes === null ? {} : { duration: minutes, durationUnit: 'min' as const }),
      ...(minutes === null || minutesPerSession?.upTo == null ? {} : { durationMax: minutesPerSession.upTo }),
    },
  }
}

/** Units of UCUM; a count has the unit 1. */
const units: Readonly<Record<DoseKey, string>> = {
  sessionsPerWeek: '/wk',
  minutesPerSession: 'min',
  minutesPerWeek: 'min/wk',
  level: '1',
  runSeconds: 's',
  walkSeconds: 's',
  repetitions: '1',
  sets: '1',
  secondsPerRepetition: 's',
  secondsDown: 's',
  secondsUp: 's',
  holdSeconds: 's',
  restSeconds: 's',
  impactsPerSet: '1',
  impactsPerSession: '1',
  intervalCount: '1',
  intervalMinutes: 'min',
  percentVo2peak: '%',
  percent1RM: '%',
  percentPiMax: '%',
  speedKilometresPerHour: 'km/h',
  rpeBorg: '{score}',
  loadKilograms: 'kg',
  stepsPerDay: '{steps}/d',
}

/** Each number of the dose as a range in its unit: sets, repetitions and tempo have no place of their own in R4. */
function doseExtension({ dose }: ExerciseRow, { base }: ExportContext): Extension | null {
  const parts = (Object.entries(dose) as [DoseKey, DoseRule][]).flatMap(([key, { start, upTo, lowest, highest }]) => {
    const low = start ?? lowest ?? null
    const high = upTo ?? (start === null ? highest : start) ?? null
    if (low === null && high === null) return []
    const quantity = (value: number) => ({ value, system: 'http://unitsofmeasure.org', code: units[key] })
    const valueRange = {
      ...(low === null ? {} : { low: quantity(low) }),
      ...(high === null ? {} : { high: quantity(high) }),
    }
    return [{ url: key, valueRange }]
  })
  return parts.length === 0 ? null : { url: `${base}/StructureDefinition/exercise-dose`, extension: parts }
}

import { type Assessment, type AssessmentInput, canonicalJson, type Criterion, type Truth } from '@dosis/domain'
import { assess, type Context, contextOf, judge } from '@dosis/engine'
import {
  appliesName,
  conditionName,
  constraintName,
  cqlLibrary,
  cqlParameters,
  definitionName,
  exerciseDecision,
  listedName,
  outcomeName,
  recommendationDecision,
  rowName,
  targetName,
} from '@dosis/fhir'
import { readKnowledge } from '@dosis/knowledge'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { patientsOf } from '../../../test-support/patients.ts'
import { cqlRunner, translateCql } from '../../../test-support/translate-cql.ts'

const knowledge = readKnowledge()
const runCql = cqlRunner(translateCql(cqlLibrary(knowledge)))
const patients = fc.sample(patientsOf(knowledge), { numRuns: 5000, seed: 20260504 })

/** What our engine concluded, under the names by which rules read it. A form or recommendation may not be listed. */
function outcomesOf({ population, triage, therapyIndication, referral, stop, exercise, recommendations }: Assessment) {
  return new Map<string, string>([
    ...Object.keys(knowledge.forms).map((id) => [exerciseDecision(id), 'not_listed'] as const),
    ...Object.keys(knowledge.recommendations).map((id) => [recommendationDecision(id), 'not_listed'] as const),
    ['osteo-guideline', population.osteoGuideline],
    ['hfref-evidence', population.hfrefEvidence],
    ['runwalk-evidence', population.runwalkEvidence],
    ['cardiac-strength-advice', population.cardiacStrengthAdvice],
    ['vertebral-fracture-stage', population.vertebralFractureStage],
    ['triage', triage.level],
    ['therapy-indication', therapyIndication.verdict],
    ['referral', referral.action],
    ['stop', stop.verdict],
    ...exercise.map(({ form, verdict }) => [exerciseDecision(form), verdict] as const),
    ...recommendations.map(({ id, verdict }) => [recommendationDecision(id), verdict] as const),
  ])
}

/** Every criterion of the knowledge under its name in the library. */
const criteria: readonly (readonly [name: string, when: Criterion])[] = [
  ...Object.values(knowledge.definitions).map(({ id, when }) => [definitionName(id), when] as const),
  ...Object.values(knowledge.decisions).flatMap(({ id, appliesWhen, rows }) => [
    ...named(appliesName(id), appliesWhen),
    ...rows.flatMap((row) => named(rowName(id, row.id), row.when)),
  ]),
  ...Object.values(knowledge.recommendations).flatMap(({ id, listedWhen, before, met, conditions }) => [
    ...named(listedName(id), listedWhen),
    ...[...before, ...met].flatMap((row) => named(rowName(id, row.id), row.when)),
    ...conditions.flatMap((condition) => named(conditionName(condition.id), condition.when)),
  ]),
  ...Object.values(knowledge.forms).flatMap(({ id, listedWhen, rows }) => [
    ...named(listedName(id), listedWhen),
    ...rows.flatMap((row) => named(rowName(id, row.id), row.when)),
  ]),
  ...Object.values(knowledge.constraints).flatMap(({ id, when, target: { never, notAloneWhen } = {} }) => [
    ...named(constraintName(id), when),
    ...named(targetName(id, 'never'), never),
    ...named(targetName(id, 'not-alone'), notAloneWhen),
  ]),
]

function named(name: string, when: Criterion | undefined): [string, Criterion][] {
  return when === undefined ? [] : [[name, when]]
}

const truthInCql: Readonly<Record<Truth, boolean | null>> = { yes: true, no: false, unknown: null }

/** The patient as a criterion sees him once every decision is taken. */
function contextAfter(patient: AssessmentInput, outcomes: ReadonlyMap<string, string>): Context {
  const context = contextOf(patient, knowledge)
  for (const [decision, outcome] of outcomes) {
    context.decided.set(decision, { outcomes: [outcome], isUndecided: outcome === 'unknown', missing: [] })
  }
  return context
}

function measuredIn({ measurements }: Context): string[] {
  return [...measurements]
    .filter(([, { now, improvement }]) => now !== undefined || improvement !== undefined)
    .map(([id]) => id)
}

test('a second engine, by HL7, judges every criterion alike and concludes the same about 5,000 patients', {
  timeout: 900_000,
}, async () => {
  const differences: string[] = []
  const seen = new Map<string, Set<boolean | null>>(criteria.map(([name]) => [name, new Set()]))
  for (const patient of patients) {
    const outcomes = outcomesOf(assess(patient, knowledge, { withoutStillNeeded: true }))
    const context = contextAfter(patient, outcomes)
    const theirs = await runCql(cqlParameters(patient, knowledge, measuredIn(context)))
    const compare = (name: string, ours: unknown): void => {
      if (theirs[name] === ours) return
      differences.push(`${name}: ours ${String(ours)}, theirs ${String(theirs[name])}: ${canonicalJson(patient)}`)
    }
    for (const [decision, outcome] of outcomes) compare(outcomeName(decision), outcome)
    for (const [name, when] of criteria) {
      const ours = truthInCql[judge(when, context).truth]
      seen.get(name)?.add(ours)
      compare(name, ours)
    }
  }
  expect(differences.slice(0, 5)).toEqual([])
  const alike = [...seen].filter(([, truths]) => truths.size < 2).map(([name]) => name)
  expect(alike, 'criteria that came out one way for every patient compare nothing').toEqual([])
})

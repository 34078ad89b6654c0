import { type Assessment, type AssessmentInput, canonicalJson } from '@dosis/domain'
import { assess, contextOf } from '@dosis/engine'
import { cqlLibrary, cqlParameters, exerciseDecision, outcomeName, recommendationDecision } from '@dosis/fhir'
import { readKnowledge } from '@dosis/knowledge'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { patientsOf } from '../../../test-support/patients.ts'
import { cqlRunner, translateCql } from '../../../test-support/translate-cql.ts'

const knowledge = readKnowledge()
const runCql = cqlRunner(translateCql(cqlLibrary(knowledge)))
const patients = fc.sample(patientsOf(knowledge), { numRuns: 5000, seed: 20260504 })

function measuredIn(patient: AssessmentInput): string[] {
  return [...contextOf(patient, knowledge).measurements]
    .filter(([, { now, improvement }]) => now !== undefined || improvement !== undefined)
    .map(([id]) => id)
}

/** What our engine concluded, under the names of the library. */
function outcomesOf({ population, triage, therapyIndication, referral, stop, exercise, recommendations }: Assessment) {
  return new Map<string, string>([
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

test('a second engine, by HL7, comes to the same conclusions about 5,000 patients', { timeout: 900_000 }, async () => {
  let compared = 0
  for (const patient of patients) {
    const ours = outcomesOf(assess(patient, knowledge, { withoutStillNeeded: true }))
    const theirs = await runCql(cqlParameters(patient, knowledge, measuredIn(patient)))
    for (const [decision, outcome] of ours) {
      compared += 1
      if (theirs[outcomeName(decision)] === outcome) continue
      expect(theirs[outcomeName(decision)], `${decision} of ${canonicalJson(patient)}`).toBe(outcome)
    }
  }
  expect(compared).toBeGreaterThan(patients.length * 10)
})

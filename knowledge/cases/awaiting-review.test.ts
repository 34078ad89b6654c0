import type { AssessmentInput, ExerciseForm, Knowledge, Recommendation, Review } from '@dosis/domain'
import { parseAssessmentInput } from '@dosis/domain/schemas'
import { assess, plan } from '@dosis/engine'
import { readKnowledge } from '@dosis/knowledge'
import { describe, expect, test } from 'vitest'
import file from './vignettes.json' with { type: 'json' }

/** What waits for a clinician's review decides nothing, whatever kind of rule it is. */
const knowledge = readKnowledge()
const awaiting: Review = { state: 'awaiting_review', reviewedBy: null, reviewedOn: null }

const people = file.vignettes.map(({ input }): AssessmentInput => {
  const read = parseAssessmentInput(input)
  if (!read.ok || read.value.on === null) throw new Error('a vignette cannot be read')
  return read.value as AssessmentInput
})

function answers(changed: Knowledge) {
  return people.map((person) => ({
    found: assess(person, changed),
    draft: plan({ assessment: person, preferences: {} }, changed),
  }))
}

const before = answers(knowledge)

describe('a form of exercise that waits', () => {
  const forms = new Set(before.flatMap(({ found }) => found.exercise.map(({ form }) => form)))
  test.each([...forms].sort())('%s is neither listed, prescribed nor asked about', (form) => {
    const waits = { ...(knowledge.forms[form] as ExerciseForm), review: awaiting }
    for (const { found, draft } of answers({ ...knowledge, forms: { ...knowledge.forms, [form]: waits } })) {
      expect(found.exercise.map((one) => one.form)).not.toContain(form)
      expect(draft.prescriptions.flatMap((one) => one.forms ?? [])).not.toContain(form)
      const decisions = found.stillNeeded.flatMap(({ influences }) => influences.map(({ decision }) => decision))
      expect(decisions).not.toContain(`exercise-${form}`)
    }
  })
})

describe('a recommendation that waits', () => {
  const recommendations = new Set(before.flatMap(({ found }) => found.recommendations.map(({ id }) => id)))
  test.each([...recommendations].sort())('%s is neither listed nor asked about', (id) => {
    const waits = { ...(knowledge.recommendations[id] as Recommendation), review: awaiting }
    const changed = { ...knowledge, recommendations: { ...knowledge.recommendations, [id]: waits } }
    for (const { found } of answers(changed)) {
      expect(found.recommendations.map((one) => one.id)).not.toContain(id)
      const decisions = found.stillNeeded.flatMap(({ influences }) => influences.map(({ decision }) => decision))
      expect(decisions).not.toContain(`recommendation-${id.toLowerCase()}`)
    }
  })
})

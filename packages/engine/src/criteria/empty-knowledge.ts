import type { Knowledge } from '@dosis/domain'

/** Knowledge that knows nothing, for tests to add the parts that they are about. */
export const emptyKnowledge: Knowledge = {
  version: 'empty',
  documents: {},
  statements: {},
  facts: {},
  conditions: {},
  definitions: {},
  requests: {},
  decisions: {},
  recommendations: {},
  forms: {},
  constraints: {},
  exercises: {},
  instruments: {},
  progressions: {},
  symptoms: {},
  contradictions: {},
  evidence: {},
  openQuestions: {},
  notices: {},
}

export { knowledgeJson, writeBundle } from './bundle.ts'
export { checkKnowledge } from './check/check-knowledge.ts'
export { type Finding, type FindingKind, findingKinds } from './check/finding.ts'
export {
  type Coverage,
  type CoverageGap,
  type CoverageShare,
  type CoveredItem,
  knowledgeCoverage,
} from './coverage/coverage.ts'
export {
  type EvidenceQuestion,
  evidenceQuestionSchema,
  type PrintedFigure,
  printedFigures,
  type Repooling,
} from './evidence/evidence-question.ts'
export { readQuestions } from './evidence/read-questions.ts'
export { type EvidenceTrail, trailOf } from './evidence/trail.ts'
export { knowledgeFolder } from './folder.ts'
export { loadKnowledge, readKnowledge, unknownIds } from './load-knowledge.ts'
export { parseKnowledge, type ReadKnowledge } from './parse-knowledge.ts'
export { knowledgeVersion } from './version.ts'
export {
  type Impact,
  type ImpactKind,
  impactKinds,
  impactsOn,
  type NamedPatient,
  type PatientImpact,
  patientImpacts,
} from './diff/patient-impact.ts'
export {
  type ConfirmedUnder,
  type PlanImpact,
  planImpactKinds,
  planImpacts,
  type StoredPatient,
  storedPatientImpacts,
  type StoredPatientImpact,
} from './diff/plan-impact.ts'
export { type RuleChange, ruleChanges } from './diff/rule-changes.ts'

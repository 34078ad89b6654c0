export {
  type CutOffBeside,
  cutOffsBeside,
  type ReferenceBeside,
  referenceBeside,
  type ScoredPerson,
} from './beside-score.ts'
export { fieldsOf, type FormField } from './fields-of.ts'
export { type FormProblem, type FormResult, type PartScore, scoreForm, unable } from './score-form.ts'

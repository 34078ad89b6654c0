import type { Problem } from '@dosis/domain'
import { knowledgeFolder } from '../folder.ts'
import { unknownIds } from '../load-knowledge.ts'
import { parseKnowledge } from '../parse-knowledge.ts'
import { checkAnswers, checkUnusedFacts } from './answers.ts'
import { checkCases } from './cases.ts'
import { checkOutcomes } from './decision-outcomes.ts'
import { checkCeilings } from './ceilings.ts'
import { checkExercises } from './exercises.ts'
import { checkFhirIds } from './fhir-ids.ts'
import { type Finding, type FindingKind, placed } from './finding.ts'
import { checkInstruments } from './instruments.ts'
import { checkPredicates } from './predicates.ts'
import { checkProgrammes } from './programmes.ts'
import { checkProgressions } from './progressions.ts'
import { checkQuestions } from './questions.ts'
import { checkRows } from './rows.ts'
import { checkReviews, checkSources } from './sources.ts'
import { checkThresholds } from './thresholds.ts'
import { checkTranslations } from './translations.ts'

/**
 * Checks what the knowledge says, beyond its shape: the same findings in the same order for the same files. Errors make
 * the knowledge unfit to decide with.
 */
export function checkKnowledge(folder: string = knowledgeFolder): Finding[] {
  const read = parseKnowledge(folder)
  const { knowledge, files } = read
  const found = [
    ...checkTranslations(knowledge),
    ...checkSources(knowledge),
    ...checkReviews(knowledge),
    ...checkAnswers(knowledge),
    ...checkOutcomes(knowledge),
    ...checkRows(knowledge),
    ...checkPredicates(knowledge),
    ...checkCeilings(knowledge),
    ...checkInstruments(knowledge),
    ...checkExercises(knowledge),
    ...checkFhirIds(knowledge),
    ...checkProgressions(knowledge),
    ...checkProgrammes(knowledge),
    ...checkThresholds(knowledge, files),
    ...checkUnusedFacts(knowledge),
  ]
  return [
    ...read.problems.map((problem) => ofProblem('unreadable', problem)),
    ...unknownIds(read).map((problem) => ofProblem('unknown-id', problem)),
    ...checkCases(knowledge, files),
    ...checkQuestions(folder, knowledge, files),
    ...placed(found, files),
  ].sort(bySeverityThenPlace)
}

function ofProblem(kind: FindingKind, { path, message }: Problem): Finding {
  const [file = path, inside = ''] = path.split(': ')
  return { level: 'error', kind, file, path: inside, message }
}

function bySeverityThenPlace(left: Finding, right: Finding): number {
  if (left.level !== right.level) return left.level === 'error' ? -1 : 1
  const [one, other] = [left, right].map(({ file, path }) => `${file}: ${path}`)
  return (one as string) < (other as string) ? -1 : one === other ? 0 : 1
}

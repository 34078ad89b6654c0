import type { Knowledge } from '@dosis/domain'
import { parseAssessmentInput } from '@dosis/domain/schemas'
import { didYouMean } from '../nearest-word.ts'
import { type CaseFile, insideOf, type KnowledgeFiles } from '../read-files.ts'
import { knownIds } from '../references.ts'
import type { Finding } from './finding.ts'

/** Finds cases that cannot be read, and statements that a case expects and nobody wrote. */
export function checkCases(knowledge: Knowledge, { cases }: Pick<KnowledgeFiles, 'cases'>): Finding[] {
  const { citable } = knownIds(knowledge)
  return cases.flatMap((one) => [...unreadable(one), ...unknownStatements(one, citable)])
}

/** A course has a plan and a diary in place of a patient, a plan case its patient at the top; their own tests read them. */
const withOwnTest = ['cases/assessments/', 'cases/courses/', 'cases/plans/']

function unreadable({ file, path, value }: CaseFile): Finding[] {
  if (withOwnTest.some((folder) => file.startsWith(folder))) return []
  const parsed = parseAssessmentInput((value as { input?: unknown }).input)
  if (parsed.ok) return []
  return parsed.problems.map(({ path: inside, message }) => ({
    level: 'error',
    kind: 'unreadable',
    file,
    path: `${insideOf([...path, 'input'])}.${inside}`,
    message,
  }))
}

function unknownStatements({ file, path, value }: CaseFile, citable: ReadonlySet<string>): Finding[] {
  return citedIn(value, path)
    .filter(({ id }) => !citable.has(id))
    .map(({ id, path }) => ({
      level: 'error',
      kind: 'unknown-id',
      file,
      path: insideOf(path),
      message: `no statement named "${id}"${didYouMean(id, citable)}`,
    }))
}

/** Every id in a list named `factIds` (`triage.factIds` as well), with its place. */
function citedIn(
  value: unknown,
  path: readonly PropertyKey[],
): { readonly id: string; readonly path: readonly PropertyKey[] }[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => citedIn(item, [...path, index]))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) =>
    /(^|\.)factIds( includes)?$/.test(key) && Array.isArray(item)
      ? item.map((id: string, index) => ({ id, path: [...path, key, index] }))
      : citedIn(item, [...path, key]),
  )
}

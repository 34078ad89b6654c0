import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Certainty, Knowledge } from '@dosis/domain'
import type { EvidenceQuestion } from '../evidence/evidence-question.ts'
import { parseQuestions } from '../evidence/read-questions.ts'
import { didYouMean } from '../nearest-word.ts'
import { insideOf, type KnowledgeFiles } from '../read-files.ts'
import { knownIds, nameOfTarget, type Target } from '../references.ts'
import type { Finding, FindingKind } from './finding.ts'

/**
 * Finds questions that cannot be read, links of theirs that lead nowhere, estimates without a question, and files that a
 * question needs. Whether `result.json` is what its inputs give is for `dosis knowledge evidence`, which can compute it.
 */
export function checkQuestions(
  folder: string,
  knowledge: Knowledge,
  files: Pick<KnowledgeFiles, 'questions' | 'entries'>,
): Finding[] {
  const { questions, problems } = parseQuestions(files)
  return [
    ...problems.map(({ path, message }) => {
      const [file = path, inside = ''] = path.split(': ')
      return error('unreadable', file, inside, message)
    }),
    ...withoutQuestion(knowledge, files),
    ...Object.values(questions).flatMap((question) => [
      ...unknownLinks(question, knowledge),
      ...unlikeItsEstimates(question, knowledge),
      ...missingFiles(question, folder),
    ]),
  ]
}

const error = (kind: FindingKind, file: string, path: string, message: string): Finding => ({
  level: 'error',
  kind,
  file,
  path,
  message,
})
const fileOf = ({ id }: EvidenceQuestion): string => `evidence/${id}/question.yaml`

/** Each estimate stands in the folder of a question that somebody asked. */
function withoutQuestion(
  { evidence }: Knowledge,
  { questions, entries }: Pick<KnowledgeFiles, 'questions' | 'entries'>,
): Finding[] {
  const asked = new Set(questions.map(({ id }) => id))
  const orphans = [...new Set(Object.values(evidence).map(({ question }) => question))].filter((id) => !asked.has(id))
  return orphans.map((id) => {
    const file = entries.find(({ file }) => file.startsWith(`evidence/${id}/`))?.file ?? `evidence/${id}`
    return error('unknown-id', file, '', `no question.yaml beside it says what was asked`)
  })
}

function unknownLinks(question: EvidenceQuestion, knowledge: Knowledge): Finding[] {
  const known = knownIds(knowledge)
  const links: readonly [Target, readonly string[], readonly PropertyKey[]][] = [
    ['documents', [question.document], ['document']],
    ['citable', question.factIds, ['factIds']],
    ['citable', question.bearsOn, ['bearsOn']],
    ['evidence', question.pooling === null ? [] : [question.pooling.estimate], ['pooling', 'estimate']],
  ]
  return links.flatMap(([target, ids, path]) =>
    ids.flatMap((id, index) => {
      if (known[target].has(id)) return []
      const place = insideOf(target === 'citable' ? [...path, index] : path)
      return [
        error(
          'unknown-id',
          fileOf(question),
          place,
          `no ${nameOfTarget[target]} named "${id}"${didYouMean(id, known[target])}`,
        ),
      ]
    }),
  )
}

/** What the question says about its estimates and its document must be what they say themselves. */
function unlikeItsEstimates(question: EvidenceQuestion, { evidence, documents }: Knowledge): Finding[] {
  const file = fileOf(question)
  const own = Object.values(evidence).filter(({ question: of }) => of === question.id)
  const found: Finding[] = []
  if (own.length === 0)
    found.push(error('missing-source', file, '', 'no estimates.yaml beside it answers the question'))
  for (const { id } of own.filter(({ document }) => document !== question.document)) {
    found.push(error('missing-source', file, 'document', `"${id}" comes from another document`))
  }
  const status = documents[question.document]?.status
  if (status !== undefined && status !== question.status) {
    found.push(error('missing-source', file, 'status', `the document is "${status}"`))
  }
  const levels = levelsOf(own.map(({ certainty }) => certainty))
  if (levels.join() !== levelsOf(question.certainty).join()) {
    found.push(error('missing-source', file, 'certainty', `its estimates have [${levels.join(', ')}]`))
  }
  const pooled = question.pooling === null ? undefined : evidence[question.pooling.estimate]
  if (pooled !== undefined && pooled.question !== question.id) {
    found.push(error('missing-source', file, 'pooling.estimate', `"${pooled.id}" answers ${pooled.question}`))
  }
  return found
}

const allLevels: readonly Certainty[] = ['high', 'moderate', 'low', 'very_low']
const levelsOf = (levels: readonly (Certainty | null)[]): Certainty[] => allLevels.filter((one) => levels.includes(one))

function missingFiles(question: EvidenceQuestion, folder: string): Finding[] {
  const file = fileOf(question)
  const at = (name: string): string => join(folder, 'evidence', name)
  const found = question.data.flatMap((name, index) =>
    existsSync(at(name)) ? [] : [error('missing-source', file, `data[${index}]`, `no file "evidence/${name}"`)],
  )
  const studies = `${question.id}/studies.csv`
  const hasStudies = existsSync(at(studies))
  if (question.pooling !== null && !hasStudies) {
    found.push(error('missing-source', file, 'pooling', `no file "evidence/${studies}"`))
  }
  if (question.pooling === null && hasStudies) {
    found.push(error('missing-source', file, 'pooling', 'studies.csv is there; say how to pool it'))
  }
  return [...found, ...resultFindings(question, at(`${question.id}/result.json`))]
}

/** A result belongs to its question; that it is the right one is known by computing it. */
function resultFindings(question: EvidenceQuestion, path: string): Finding[] {
  const file = `evidence/${question.id}/result.json`
  const hint = 'run "dosis knowledge evidence --write"'
  if (!existsSync(path)) return [error('missing-source', file, '', `missing; ${hint}`)]
  try {
    const { question: of } = JSON.parse(readFileSync(path, 'utf8')) as { readonly question?: unknown }
    return of === question.id ? [] : [error('unknown-id', file, 'question', `is not ${question.id}; ${hint}`)]
  } catch (problem) {
    return [error('unreadable', file, '', `${(problem as Error).message}; ${hint}`)]
  }
}

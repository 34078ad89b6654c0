import type { Parsed, Problem } from '@dosis/domain'
import { knowledgeFolder } from '../folder.ts'
import { problemsOf } from '../parse-knowledge.ts'
import { type KnowledgeFiles, readFiles } from '../read-files.ts'
import { type EvidenceQuestion, evidenceQuestionSchema } from './evidence-question.ts'

/** Questions by id that have the right shape, and what is wrong with the others. */
export function parseQuestions({ questions }: Pick<KnowledgeFiles, 'questions'>): {
  readonly questions: Readonly<Record<string, EvidenceQuestion>>
  readonly problems: readonly Problem[]
} {
  const sound: Record<string, EvidenceQuestion> = {}
  const problems: Problem[] = []
  for (const { id, file, value } of questions) {
    const parsed = evidenceQuestionSchema.safeParse(value)
    if (parsed.success) sound[id] = parsed.data
    else problems.push(...problemsOf({ file, path: [], value }, parsed.error.issues))
  }
  return { questions: sound, problems }
}

/** Reads every question of `knowledge/evidence`, or says what is wrong with the files. Links are checked by `checkKnowledge`. */
export function readQuestions(folder: string = knowledgeFolder): Parsed<Readonly<Record<string, EvidenceQuestion>>> {
  const { files, problems: unreadable } = readFiles(folder, { withoutCases: true })
  const { questions, problems } = parseQuestions(files)
  const all = [...unreadable, ...problems]
  return all.length === 0 ? { ok: true, value: questions } : { ok: false, problems: all }
}

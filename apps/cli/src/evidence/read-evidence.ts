import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Knowledge } from '@dosis/domain'
import { checkDocument, readEvidenceJson } from '@dosis/evidence/document'
import { type EvidenceQuestion, loadKnowledge, readQuestions } from '@dosis/knowledge'
import { BadInput } from '../bad-input.ts'
import { type Io, readJson, valueOf } from '../io.ts'
import { questionResult } from './question-result.ts'
import { readDataFile } from './read-table.ts'
import { refusingAsBadInput } from './refuse-as-bad-input.ts'

/** The result of a question as it stands in its file, and as its inputs give it now. */
export interface EvidenceResult {
  readonly question: EvidenceQuestion
  readonly file: string
  /** undefined = no file yet. */
  readonly stored: string | undefined
  readonly computed: string
}

/**
 * Computes the result of every question in a folder of knowledge.
 * @throws {BadInput} for knowledge or data that cannot be read, naming file and place
 */
export function evidenceResults(folder: string, io: Io): readonly EvidenceResult[] {
  const { knowledge, questions } = readEvidence(folder)
  const at = (name: string): string => join(folder, 'evidence', name)
  const names = [...new Set(Object.values(questions).flatMap(({ data }) => data))].sort()
  const findings = checkDocument(names.map((name) => readEvidenceJson(basename(name), readJson(at(name), io))))
  return Object.values(questions).map((question) => {
    const file = at(`${question.id}/result.json`)
    const table = question.pooling === null ? undefined : tableOf(at(`${question.id}/studies.csv`), io)
    return {
      question,
      file,
      stored: existsSync(file) ? readFileSync(file, 'utf8') : undefined,
      computed: refusingAsBadInput(at(`${question.id}/studies.csv`), () =>
        questionResult({ knowledge, question, findings, table }),
      ),
    }
  })
}

/** Knowledge with its questions. */
export function readEvidence(folder: string): {
  readonly knowledge: Knowledge
  readonly questions: Readonly<Record<string, EvidenceQuestion>>
} {
  return { knowledge: valueOf(folder, loadKnowledge(folder)), questions: valueOf(folder, readQuestions(folder)) }
}

/** The rows of trials, as they stand. */
export function tableOf(file: string, io: Io) {
  const data = readDataFile(file, io)
  if (data.kind === 'table') return data.table
  throw new BadInput(file, [{ path: '', message: 'needs a table of trials' }])
}

/** The trials of a question with their rows in `studies.csv`, counted from 1; none where the source prints none. */
export function trialsOf(
  folder: string,
  question: string,
  io: Io,
): readonly { readonly question: string; readonly study: string; readonly row: number }[] {
  const file = join(folder, 'evidence', question, 'studies.csv')
  if (!existsSync(file)) return []
  const { columns, rows } = tableOf(file, io)
  const at = columns.indexOf('study')
  return rows.map((row, index) => ({ question, study: row[at] ?? '', row: index + 1 }))
}

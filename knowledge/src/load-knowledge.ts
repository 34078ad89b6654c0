import type { Knowledge, Parsed, Problem } from '@dosis/domain'
import { entrySchemas, type KnowledgeKind } from '@dosis/domain/schemas'
import { knowledgeFolder } from './folder.ts'
import { didYouMean } from './nearest-word.ts'
import { parseKnowledge, type ReadKnowledge } from './parse-knowledge.ts'
import { type Entry, placeOf } from './read-files.ts'
import { knownIds, nameOfTarget, referencesOf } from './references.ts'

/**
 * Reads all knowledge from its YAML files: the knowledge, or every problem with its file and place
 * (`forms/high-impact.yaml: rows[2].factIds[0]`). Shape and ids are checked here; meaning by `checkKnowledge`.
 */
export function loadKnowledge(folder: string = knowledgeFolder): Parsed<Knowledge> {
  const read = parseKnowledge(folder, { withoutCases: true })
  const problems = [...read.problems, ...unknownIds(read)]
  return problems.length === 0 ? { ok: true, value: read.knowledge } : { ok: false, problems }
}

/**
 * Reads all knowledge, for programs that cannot do without.
 * @throws {Error} with one line for each problem
 */
export function readKnowledge(folder: string = knowledgeFolder): Knowledge {
  const loaded = loadKnowledge(folder)
  if (loaded.ok) return loaded.value
  const lines = loaded.problems.map(({ path, message }) => `${path}: ${message}`)
  throw new Error(`knowledge cannot be read:\n${lines.join('\n')}`)
}

/** Finds every id that is written somewhere and exists nowhere. */
export function unknownIds({ knowledge, files }: Pick<ReadKnowledge, 'knowledge' | 'files'>): Problem[] {
  const known = knownIds(knowledge)
  const written = knownIds(writtenIds(files.entries))
  return files.entries.flatMap((entry) => {
    const value = (knowledge[entry.kind] as Record<string, unknown>)[entry.id]
    if (value === undefined) return []
    return referencesOf(entry.kind, value)
      .filter(({ target, to }) => !known[target].has(to) && !written[target].has(to))
      .map(({ path, target, to }) => ({
        path: placeOf(entry.file, [...entry.path, ...path]),
        message: `no ${nameOfTarget[target]} named "${to}"${didYouMean(to, known[target])}`,
      }))
  })
}

/** Things that are written but not valid exist all the same: their own problems are reported, not everyone's who names them. */
function writtenIds(entries: readonly Entry[]): Knowledge {
  const kinds = Object.keys(entrySchemas) as KnowledgeKind[]
  const idsOf = (kind: KnowledgeKind) =>
    Object.fromEntries(entries.filter((entry) => entry.kind === kind).map(({ id }) => [id, {}]))
  return Object.fromEntries(kinds.map((kind) => [kind, idsOf(kind)])) as unknown as Knowledge
}

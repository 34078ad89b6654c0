import type { Knowledge, Problem } from '@dosis/domain'
import { entrySchemas, type KnowledgeKind } from '@dosis/domain/schemas'
import type { z } from 'zod'
import { contradictionStatement, estimateStatement } from './derived-statements.ts'
import { didYouMean } from './nearest-word.ts'
import { type Entry, type KnowledgeFiles, placeOf, type ReadOptions, readFiles } from './read-files.ts'
import { knowledgeVersion } from './version.ts'

/** What could be read, beside what is wrong: things with a problem are left out of `knowledge`. */
export interface ReadKnowledge {
  readonly knowledge: Knowledge
  readonly files: KnowledgeFiles
  readonly problems: readonly Problem[]
}

/** Reads the files and checks the shape of each thing; whether ids exist is not looked at. */
export function parseKnowledge(folder: string, options: ReadOptions = {}): ReadKnowledge {
  const { files, problems: unreadable } = readFiles(folder, options)
  const problems = [...unreadable]
  const parts = Object.fromEntries(Object.keys(entrySchemas).map((kind) => [kind, {}])) as Record<
    KnowledgeKind,
    Record<string, unknown>
  >
  const firstFile = new Map<string, string>()

  for (const entry of files.entries) {
    const key = `${entry.kind}/${entry.id}`
    const earlier = firstFile.get(key)
    if (earlier !== undefined) {
      problems.push({ path: placeOf(entry.file, entry.path), message: `"${entry.id}" stands in ${earlier} as well` })
      continue
    }
    firstFile.set(key, entry.file)
    const parsed = entrySchemas[entry.kind].safeParse(entry.value)
    if (parsed.success) parts[entry.kind][entry.id] = parsed.data
    else problems.push(...problemsOf(entry, parsed.error.issues))
  }
  const content = withDerivedStatements(parts as unknown as Omit<Knowledge, 'version'>)
  return { knowledge: { ...content, version: knowledgeVersion(content) }, files, problems }
}

/** A statement that is written goes before one that is made. */
function withDerivedStatements(content: Omit<Knowledge, 'version'>): Omit<Knowledge, 'version'> {
  const made = [
    ...Object.values(content.contradictions).map(contradictionStatement),
    ...Object.values(content.evidence).map(estimateStatement),
  ]
  const statements = {
    ...Object.fromEntries(made.map((statement) => [statement.id, statement])),
    ...content.statements,
  }
  return { ...content, statements }
}

/** One line for each thing that a schema refused, with its place in the file. */
export function problemsOf(
  entry: Pick<Entry, 'file' | 'path' | 'value'>,
  issues: readonly z.core.$ZodIssue[],
): Problem[] {
  return issues.map((issue) => ({
    path: placeOf(entry.file, [...entry.path, ...issue.path]),
    message: wordsOf(issue, valueAt(entry.value, issue.path)),
  }))
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inside, key) => (inside as Record<PropertyKey, unknown> | undefined)?.[key], value)
}

/** Keys that authors write most, for a slip in one of them. */
const knownKeys = `
  names when outcome outcomes rows population intervention comparator bearsOn caveats pooling printed data certainty factIds verdict bounds status dose adaptations mustShow silent also
  note criterion figures list redFlag takes onUnknown review appliesWhen listedWhen askWhen conditions
  before met unmet question answer group help minimum maximum step unit options sites canBeAbsent
  thresholds bands direction all any not fact is atLeast atMost above below includesAny countAtLeast
  isKnown condition definition decided isAnyOf request measured fracture latestFracture weeksAgo places
  says holds because changesDecision easier harder instruction start lowest highest
`
  .trim()
  .split(/\s+/)

function wordsOf(issue: z.core.$ZodIssue, found: unknown): string {
  if (issue.code === 'unrecognized_keys') {
    const named = issue.keys.map((key) => `"${key}"${didYouMean(key, knownKeys)}`)
    const keys = `${issue.keys.length === 1 ? 'key' : 'keys'} ${named.join(', ')}`
    const isText = issue.keys.some((key) => key.includes(' '))
    return `unknown ${keys}${isText ? ' (a text with a comma needs quotes)' : ''}`
  }
  if (issue.code === 'invalid_value') {
    const known = issue.values.map(String)
    const meant = typeof found === 'string' ? didYouMean(found, known) : ''
    return `needs ${known.length === 1 ? known[0] : `one of ${known.join(', ')}`}${meant}`
  }
  if (issue.code === 'invalid_type') return found === undefined ? 'missing' : `needs ${needed(issue.expected)}`
  return issue.message
}

function needed(expected: string): string {
  const plain: Readonly<Record<string, string>> = {
    string: 'words',
    object: 'keys with values',
    record: 'keys with values',
    array: 'a list',
    boolean: 'true or false',
    number: 'a number',
    int: 'a whole number',
  }
  return plain[expected] ?? expected
}

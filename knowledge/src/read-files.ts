import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Problem } from '@dosis/domain'
import type { KnowledgeKind } from '@dosis/domain/schemas'
import { parseDocument } from 'yaml'
import { didYouMean } from './nearest-word.ts'

/** One thing as it stands in a file, before it is checked. `path` is where it stands inside the file, if not at the top. */
export interface Entry {
  readonly kind: KnowledgeKind
  readonly id: string
  readonly file: string
  readonly path: readonly PropertyKey[]
  readonly value: unknown
}

/** A case: a patient in, a decision out. `path` is where it stands in a file with several. */
export interface CaseFile {
  readonly id: string
  readonly file: string
  readonly path: readonly PropertyKey[]
  readonly value: unknown
}

/** What was asked of the evidence, as it stands in `evidence/<question>/question.yaml`. */
export interface QuestionFile {
  readonly id: string
  readonly file: string
  readonly value: object
}

export interface KnowledgeFiles {
  readonly entries: readonly Entry[]
  readonly cases: readonly CaseFile[]
  readonly questions: readonly QuestionFile[]
}

/** Which kind of knowledge each folder holds; folders may have folders inside. */
const kindOfFolder: Readonly<Record<string, KnowledgeKind>> = {
  conditions: 'conditions',
  constraints: 'constraints',
  contradictions: 'contradictions',
  decisions: 'decisions',
  definitions: 'definitions',
  exercises: 'exercises',
  facts: 'facts',
  forms: 'forms',
  instruments: 'instruments',
  notices: 'notices',
  'open-questions': 'openQuestions',
  progressions: 'progressions',
  requests: 'requests',
  safety: 'decisions',
  symptoms: 'symptoms',
}

const folders = [...Object.keys(kindOfFolder), 'cases', 'evidence', 'guidelines']
/** Folders beside the knowledge; `sources` registers what the documents say, see `coverage/`. */
const notKnowledge = ['src', 'sources', 'node_modules']

export interface ReadOptions {
  /** Cases decide nothing, so programs leave them out. */
  readonly withoutCases?: boolean
}

/** Reads every YAML file below `folder`, in the order of their names. */
export function readFiles(
  folder: string,
  { withoutCases = false }: ReadOptions = {},
): { readonly files: KnowledgeFiles; readonly problems: readonly Problem[] } {
  const entries: Entry[] = []
  const cases: CaseFile[] = []
  const questions: QuestionFile[] = []
  const problems: Problem[] = []

  for (const file of filesBelow(folder)) {
    if (file.endsWith('.yml')) problems.push({ path: file, message: 'needs the ending .yaml' })
    const [top = '', ...rest] = file.split('/')
    if (withoutCases && top === 'cases') continue
    const isVignettes = top === 'cases' && file.endsWith('.json')
    if (!file.endsWith('.yaml') && !isVignettes) continue
    const value = parseYaml(readFileSync(join(folder, file), 'utf8'), file, problems)
    if (value === undefined) continue
    if (top === 'cases') cases.push(...casesOf(file, value))
    else if (top === 'evidence' && rest[1] === 'question.yaml')
      questions.push(...questionOf(file, rest, value, problems))
    else entries.push(...entriesOf(file, top, rest, value, problems))
  }
  return { files: { entries, cases, questions }, problems }
}

/** A case is a file of its own; a file of vignettes holds many. JSON is YAML too. */
function casesOf(file: string, value: unknown): CaseFile[] {
  const { vignettes } = value as { vignettes?: readonly { readonly id: string }[] }
  if (vignettes === undefined) return [{ id: idOf(file), file, path: [], value }]
  return vignettes.map((vignette, index) => ({ id: vignette.id, file, path: ['vignettes', index], value: vignette }))
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((found) => found.isFile())
    .map((found) => join(found.parentPath, found.name).slice(join(folder, '/').length).replaceAll('\\', '/'))
    .filter((file) => file.includes('/') && !notKnowledge.includes(file.split('/')[0] ?? ''))
    .sort()
}

function parseYaml(text: string, file: string, problems: Problem[]): unknown {
  const document = parseDocument(text, { prettyErrors: false })
  const faults = [...document.errors, ...document.warnings]
  if (faults.length === 0) return document.toJS({ maxAliasCount: 0 }) ?? {}
  // read again to learn the lines, which costs time that sound files need not spend
  const { errors, warnings } = parseDocument(text)
  problems.push(
    ...[...errors, ...warnings].map(({ message }) => ({ path: file, message: message.split('\n')[0] ?? message })),
  )
  return undefined
}

function entriesOf(file: string, top: string, rest: readonly string[], value: unknown, problems: Problem[]): Entry[] {
  const kind = kindOfFolder[top]
  if (kind !== undefined) return one(kind, idOf(file), file, value, {}, problems)
  if (top === 'guidelines') return guidelineEntries(file, rest, value, problems)
  if (top === 'evidence') return evidenceEntries(file, rest, value, problems)
  problems.push({ path: file, message: `no folder of knowledge is named "${top}"${didYouMean(top, folders)}` })
  return []
}

function guidelineEntries(file: string, rest: readonly string[], value: unknown, problems: Problem[]): Entry[] {
  const [document = '', name = ''] = rest
  if (rest.length === 2 && name === 'guideline.yaml') return one('documents', document, file, value, {}, problems)
  if (rest.length === 2 && name === 'statements.yaml') return many('statements', file, value, { document }, problems)
  if (rest.length > 2 && name === 'recommendations')
    return one('recommendations', idOf(file), file, value, { document }, problems)
  problems.push({ path: file, message: 'a guideline holds guideline.yaml, statements.yaml and recommendations/' })
  return []
}

function evidenceEntries(file: string, rest: readonly string[], value: unknown, problems: Problem[]): Entry[] {
  const [question = '', name = ''] = rest
  if (rest.length === 2 && name === 'estimates.yaml') return many('evidence', file, value, { question }, problems)
  problems.push({
    path: file,
    message: 'an evidence question holds question.yaml, estimates.yaml, studies.csv, result.json',
  })
  return []
}

function questionOf(file: string, [id = '']: readonly string[], value: unknown, problems: Problem[]): QuestionFile[] {
  const body = withFolder(value, { id }, file, [], problems)
  return body === undefined ? [] : [{ id, file, value: body }]
}

/** A file with one thing; its id is the name of the file. */
function one(
  kind: KnowledgeKind,
  id: string,
  file: string,
  value: unknown,
  fromFolder: object,
  problems: Problem[],
): Entry[] {
  const body = withFolder(value, { id, ...fromFolder }, file, [], problems)
  return body === undefined ? [] : [{ kind, id, file, path: [], value: body }]
}

/** A file with many things of one kind, by id. */
function many(kind: KnowledgeKind, file: string, value: unknown, fromFolder: object, problems: Problem[]): Entry[] {
  if (!isRecord(value)) {
    problems.push({ path: file, message: 'needs entries by id' })
    return []
  }
  return Object.entries(value).flatMap(([id, item]) => {
    const body = withFolder(item, { id, ...fromFolder }, file, [id], problems)
    return body === undefined ? [] : [{ kind, id, file, path: [id], value: body }]
  })
}

/** Adds what the name of the file or folder says; a file that says it again is refused. */
function withFolder(
  value: unknown,
  known: object,
  file: string,
  path: readonly PropertyKey[],
  problems: Problem[],
): object | undefined {
  if (!isRecord(value)) {
    problems.push({ path: placeOf(file, path), message: 'needs keys with values' })
    return undefined
  }
  for (const key of Object.keys(known).filter((key) => key in value)) {
    problems.push({ path: placeOf(file, [...path, key]), message: 'leave out: the name of the file or folder says it' })
  }
  return { ...value, ...known }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function idOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1).replace(/\.yaml$/, '')
}

/** `forms/high-impact.yaml: rows[2].factIds[0]`. */
export function placeOf(file: string, path: readonly PropertyKey[]): string {
  return path.length === 0 ? file : `${file}: ${insideOf(path)}`
}

/** `rows[2].factIds[0]`. */
export function insideOf(path: readonly PropertyKey[]): string {
  const steps = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
  return steps.join('').replace(/^\./, '')
}

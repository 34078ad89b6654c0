import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Problem, Text } from '@dosis/domain'
import { textSchema, words } from '@dosis/domain/schemas'
import { parseDocument } from 'yaml'
import { z } from 'zod'
import { problemsOf } from '../parse-knowledge.ts'

/** What an item of a source says. The first five say what to do, for whom or with which limit. */
export const itemKinds = [
  'rule',
  'threshold',
  'dose',
  'condition',
  'caveat',
  'recommendation',
  'definition',
  'silence',
  'figure',
  'inconsistency',
  'gap',
  'background',
] as const
export type ItemKind = (typeof itemKinds)[number]

/** Kinds that decide about a patient; of these it counts how many are carried out. */
export const decidingKinds: readonly ItemKind[] = ['rule', 'threshold', 'dose', 'condition', 'caveat']

/** One numbered item of a source document. Its words and place stand in the statement, contradiction or estimate of that id. */
export interface SourceItem {
  readonly id: string
  /** Name of the file in `knowledge/sources`: a document, or `between-documents`. */
  readonly source: string
  readonly section: string
  readonly kind: ItemKind
}

/** Items that no rule carries out, with the reason why. */
export interface NotExecutable {
  readonly reason: string
  readonly because: string
  readonly items: readonly string[]
}

/** `knowledge/sources/*.yaml` and `knowledge/coverage.yaml`, as written. */
export interface SourceRegister {
  readonly sections: Readonly<Record<string, Text>>
  readonly reasons: Readonly<Record<string, Text>>
  readonly items: readonly SourceItem[]
  /** Rules (`notices/concept_guideline`) that carry out an item without citing it. */
  readonly carriedOut: Readonly<Record<string, readonly string[]>>
  readonly notExecutable: readonly NotExecutable[]
}

const sourceSchema = z.record(words, z.record(words, z.enum(itemKinds)))
const coverageSchema = z.strictObject({
  sections: z.record(words, textSchema),
  reasons: z.record(words, textSchema),
  carriedOut: z.record(words, z.array(words).min(1)),
  notExecutable: z.array(z.strictObject({ reason: words, because: words, items: z.array(words).min(1) })),
})

const coverageFile = 'coverage.yaml'
const sourcesFolder = 'sources'
const nothing: z.infer<typeof coverageSchema> = { sections: {}, reasons: {}, carriedOut: {}, notExecutable: [] }

/** Reads the register below a folder of knowledge; a folder without one has no items. */
export function readRegister(folder: string): {
  readonly register: SourceRegister
  readonly problems: readonly Problem[]
} {
  const problems: Problem[] = []
  const coverage = existsSync(join(folder, coverageFile))
    ? parsed(folder, coverageFile, coverageSchema, nothing, problems)
    : nothing
  const files = existsSync(join(folder, sourcesFolder)) ? readdirSync(join(folder, sourcesFolder)).sort() : []
  const items = files.flatMap((name) => {
    const source = name.replace(/\.yaml$/, '')
    const sections = parsed(folder, `${sourcesFolder}/${name}`, sourceSchema, {}, problems)
    return Object.entries(sections).flatMap(([section, kinds]) =>
      Object.entries(kinds).map(([id, kind]): SourceItem => ({ id, source, section, kind })),
    )
  })
  return { register: { ...coverage, items }, problems }
}

/** Reads one file; a file that cannot be read counts as `otherwise` and leaves a problem. */
function parsed<Content>(
  folder: string,
  file: string,
  schema: z.ZodType<Content>,
  otherwise: Content,
  problems: Problem[],
): Content {
  const document = parseDocument(readFileSync(join(folder, file), 'utf8'))
  if (document.errors.length > 0) {
    problems.push(...document.errors.map(({ message }) => ({ path: file, message: message.split('\n')[0] ?? message })))
    return otherwise
  }
  const value: unknown = document.toJS()
  const result = schema.safeParse(value)
  if (result.success) return result.data
  problems.push(...problemsOf({ file, path: [], value }, result.error.issues))
  return otherwise
}

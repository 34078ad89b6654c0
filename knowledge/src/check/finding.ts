import type { KnowledgeKind } from '@dosis/domain/schemas'
import { insideOf, type KnowledgeFiles } from '../read-files.ts'

/** Something that the check found. Errors fail `dosis knowledge check`; warnings are for whoever works on the knowledge. */
export interface Finding {
  readonly level: 'error' | 'warning'
  readonly kind: FindingKind
  readonly file: string
  /** Where in the file: `rows[2].when`; empty = the whole. */
  readonly path: string
  readonly message: string
}

export const findingKinds = [
  'unreadable',
  'unknown-id',
  'missing-translation',
  'missing-source',
  'unreviewed-rule-active',
  'unreachable-row',
  'never-true',
  'always-true',
  'gap',
  'overlap',
  'threshold-without-case',
  'impossible-answer',
  'unused-fact',
  'unknown-outcome',
  'unused-outcome',
  'exercise-order',
  'unreachable-step',
  'id-too-long',
  'ceiling-rises',
] as const
export type FindingKind = (typeof findingKinds)[number]

/** What one part of the check found, placed inside one thing. */
export interface Found {
  readonly level?: Finding['level']
  readonly kind: FindingKind
  readonly in: { readonly kind: KnowledgeKind; readonly id: string }
  readonly path: readonly PropertyKey[]
  readonly message: string
}

/** Says in which file the thing stands. */
export function placed(found: readonly Found[], { entries }: KnowledgeFiles): Finding[] {
  const places = new Map(entries.map((entry) => [`${entry.kind}/${entry.id}`, entry]))
  return found.map(({ level = 'error', kind, in: { kind: of, id }, path, message }) => {
    const entry = places.get(`${of}/${id}`)
    return {
      level,
      kind,
      file: entry?.file ?? `${of}/${id}`,
      path: insideOf([...(entry?.path ?? []), ...path]),
      message,
    }
  })
}

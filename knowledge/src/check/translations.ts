import type { DraftText, Knowledge } from '@dosis/domain'
import { referencesOf } from '../references.ts'
import { entriesOf } from './entries.ts'
import type { Found } from './finding.ts'

/**
 * Finds statements and contradictions without Dutch: an error as soon as a rule cites them. All other texts must have
 * both languages to be read at all.
 */
export function checkTranslations(knowledge: Knowledge): Found[] {
  const cited = citedBy(knowledge)
  const statements = Object.values(knowledge.statements)
    .filter(({ id }) => !Object.hasOwn(knowledge.contradictions, id))
    .flatMap(({ id, text }) => missing('statements', id, ['text'], text, cited))
  const contradictions = Object.values(knowledge.contradictions).flatMap(({ id, names, places, holds, because }) => [
    ...missing('contradictions', id, ['names'], names, cited),
    ...places.flatMap(({ says }, index) => missing('contradictions', id, ['places', index, 'says'], says, cited)),
    ...(holds === null ? [] : missing('contradictions', id, ['holds'], holds, cited)),
    ...missing('contradictions', id, ['because'], because, cited),
  ])
  return [...statements, ...contradictions]
}

function missing(
  kind: 'statements' | 'contradictions',
  id: string,
  path: readonly PropertyKey[],
  { nl }: DraftText,
  cited: ReadonlySet<string>,
): Found[] {
  if (nl !== null) return []
  const isCited = cited.has(id)
  const message = isCited ? 'a rule cites this, and its Dutch is missing' : 'its Dutch is missing'
  return [
    {
      level: isCited ? 'error' : 'warning',
      kind: 'missing-translation',
      in: { kind, id },
      path: [...path, 'nl'],
      message,
    },
  ]
}

/** Every statement that something cites, evidence aside: an estimate brings its own words. */
export function citedBy(knowledge: Knowledge): ReadonlySet<string> {
  const references = entriesOf(knowledge)
    .filter(({ kind }) => kind !== 'evidence')
    .flatMap(({ kind, value }) => referencesOf(kind, value))
  return new Set(references.filter(({ target }) => target === 'citable').map(({ to }) => to))
}

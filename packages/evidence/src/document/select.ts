import type { Wording } from '../certainty/wording.ts'
import type { PrintedDocument, PrintedStatement } from './statement.ts'

/** All statements of one kind, in the order of the documents. */
export function statementsOf<Kind extends PrintedStatement['kind']>(
  documents: readonly PrintedDocument[],
  kind: Kind,
): readonly Extract<PrintedStatement, { kind: Kind }>[] {
  return documents.flatMap(({ statements }) =>
    statements.filter((one): one is Extract<PrintedStatement, { kind: Kind }> => one.kind === kind),
  )
}

/** Groups things by a key; those without a key are left out. */
export function groupBy<Thing>(
  things: readonly Thing[],
  keyOf: (thing: Thing) => string | undefined,
): ReadonlyMap<string, readonly Thing[]> {
  const groups = new Map<string, Thing[]>()
  for (const thing of things) {
    const key = keyOf(thing)
    if (key === undefined) continue
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [thing])
    else group.push(thing)
  }
  return groups
}

/** A sentence in both languages; the Dutch one gets decimal commas. */
export function say(en: string, nl: string): Wording {
  return { en, nl: nl.replace(/(\d)\.(?=\d)/g, '$1,') }
}

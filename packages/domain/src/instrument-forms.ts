import type { InstrumentForm } from './instrument-form.ts'
import type { Knowledge, Statement } from './knowledge.ts'

/** The forms of all instruments that have one, by the id of the instrument, with the statements that only forms cite. */
export interface InstrumentForms {
  readonly version: string
  readonly forms: Readonly<Record<string, InstrumentForm>>
  readonly statements: Readonly<Record<string, Statement>>
}

/** What a browser loads when an instrument is filled in. */
export function formsOf(knowledge: Knowledge): InstrumentForms {
  const { version, instruments, statements } = knowledge
  const forms = Object.values(instruments).flatMap(({ id, form }) => (form === undefined ? [] : [[id, form] as const]))
  const own = ofFormsAlone(knowledge)
  return {
    version,
    forms: Object.fromEntries(forms),
    statements: Object.fromEntries(Object.entries(statements).filter(([id]) => own.has(id))),
  }
}

/**
 * The knowledge as a browser loads it at first: without the forms and what only they cite, which come when an instrument
 * is filled in, and without the examples, which are for tests. No decision reads any of them.
 */
export function withoutForms(knowledge: Knowledge): Knowledge {
  const own = ofFormsAlone(knowledge)
  return {
    ...knowledge,
    instruments: instrumentsAlone(knowledge),
    statements: Object.fromEntries(Object.entries(knowledge.statements).filter(([id]) => !own.has(id))),
  }
}

function instrumentsAlone({ instruments }: Knowledge): Knowledge['instruments'] {
  const without = Object.entries(instruments).map(([id, { form, examples, ...rest }]) => [
    id,
    form === undefined ? rest : { ...rest, hasForm: true as const },
  ])
  return Object.fromEntries(without)
}

/** Statements that forms cite, and nothing else in the knowledge. */
function ofFormsAlone(knowledge: Knowledge): ReadonlySet<string> {
  const { statements, ...rest } = knowledge
  const elsewhere = stringsIn({ ...rest, instruments: instrumentsAlone(knowledge) })
  const inForms = stringsIn(Object.values(knowledge.instruments).map(({ form }) => form))
  return new Set(Object.keys(statements).filter((id) => inForms.has(id) && !elsewhere.has(id)))
}

function stringsIn(value: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (typeof value === 'string') found.add(value)
  else if (typeof value === 'object' && value !== null) {
    for (const each of Object.values(value)) stringsIn(each, found)
  }
  return found
}

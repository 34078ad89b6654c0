import type { InstrumentForm } from './instrument-form.ts'
import type { Knowledge } from './knowledge.ts'

/** The forms of all instruments that have one, by the id of the instrument. */
export interface InstrumentForms {
  readonly version: string
  readonly forms: Readonly<Record<string, InstrumentForm>>
}

/** What a browser loads when an instrument is filled in. */
export function formsOf({ version, instruments }: Knowledge): InstrumentForms {
  const forms = Object.values(instruments).flatMap(({ id, form }) => (form === undefined ? [] : [[id, form] as const]))
  return { version, forms: Object.fromEntries(forms) }
}

/**
 * The knowledge as a browser loads it at first: without the forms, which come when an instrument is filled in, and
 * without the examples, which are for tests. No decision reads either.
 */
export function withoutForms(knowledge: Knowledge): Knowledge {
  const instruments = Object.entries(knowledge.instruments).map(([id, { form, examples, ...rest }]) => [
    id,
    form === undefined ? rest : { ...rest, hasForm: true as const },
  ])
  return { ...knowledge, instruments: Object.fromEntries(instruments) }
}

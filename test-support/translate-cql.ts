import { readFileSync } from 'node:fs'
import {
  CqlTranslator,
  createModelInfoProvider,
  LibraryManager,
  ModelManager,
  stringAsSource,
} from '@cqframework/cql/cql-to-elm'
import cql from 'cql-execution'
import type { CqlParameters } from '@dosis/fhir'

/** The system types of CQL; the translator has none of its own (Apache-2.0, as the file says). */
const systemTypes = readFileSync(new URL('system-modelinfo.xml', import.meta.url), 'utf8')

/** A library in the form that `cql-execution` runs. */
export type Elm = ConstructorParameters<typeof cql.Library>[0]

/**
 * Translates CQL by the reference translator of HL7.
 * @throws {Error} with every error of the translation; a library with errors would evaluate to null everywhere
 */
export function translateCql(text: string): Elm {
  const models = new ModelManager()
  models.modelInfoLoader.registerModelInfoProvider(
    createModelInfoProvider((name) => (name === 'System' ? stringAsSource(systemTypes) : null)),
  )
  const elm = JSON.parse(CqlTranslator.fromText(text, new LibraryManager(models)).toJson()) as {
    library: { annotation?: readonly Annotation[] }
  }
  const errors = (elm.library.annotation ?? []).filter(({ type }) => type === 'CqlToElmError')
  if (errors.length > 0) {
    throw new Error(
      errors.map(({ startLine, startChar, message }) => `${startLine}:${startChar}: ${message}`).join('\n'),
    )
  }
  return elm as Elm
}

interface Annotation {
  readonly type: string
  readonly startLine?: number
  readonly startChar?: number
  readonly message?: string
}

/** Runs a translated library, again and again, each time for other parameters. */
export function cqlRunner(elm: Elm): (parameters: CqlParameters) => Promise<Readonly<Record<string, unknown>>> {
  const library = new cql.Library(elm)
  const nobody = new cql.PatientSource([])
  return async (parameters) => {
    const executor = new cql.Executor(library, undefined, typed(parameters))
    return (await executor.exec(nobody)).unfilteredResults as Record<string, unknown>
  }
}

/** Days become the Date of the library; everything else is as JSON has it. */
function typed({ Today, TreatmentStart, Requests, Measured, Facts }: CqlParameters): Record<string, unknown> {
  const fractures = Facts['fractures'] as readonly Readonly<Record<string, unknown>>[] | undefined
  return {
    // A parameter that is left out is something else than null to cql-execution.
    Today: Today === null ? null : cql.Date.parse(Today),
    TreatmentStart: TreatmentStart === null ? null : cql.Date.parse(TreatmentStart),
    Requests: [...Requests],
    Measured: [...Measured],
    Facts: {
      ...Facts,
      ...(fractures === undefined
        ? {}
        : {
            fractures: fractures.map((fracture) =>
              typeof fracture['on'] === 'string' ? { ...fracture, on: cql.Date.parse(fracture['on']) } : fracture,
            ),
          }),
    },
  }
}

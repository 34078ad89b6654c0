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
  const expressions = Object.entries<Expression>(library.expressions).filter(
    ([, { context }]) => context === 'Unfiltered',
  )
  return async (parameters) => {
    const context = new RememberingContext(library, new cql.Results(), undefined, typed(parameters))
    for (const [name, expression] of expressions) context.set(name, await expression.exec(context))
    return context.context_values
  }
}

interface Expression {
  readonly context: string
  readonly exec: (context: RememberingContext) => Promise<unknown>
}

/** `cql-execution` evaluates an expression anew wherever another one names it; this one looks up what it came to. */
class RememberingContext extends cql.UnfilteredContext {
  override get(name: string): unknown {
    return Object.hasOwn(this.context_values, name) ? this.context_values[name] : super.get(name)
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

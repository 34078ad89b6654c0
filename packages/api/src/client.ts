import { type Contract, type ProblemDetails, type RouteName, routePaths } from './contract.ts'

type PartsOf<Route> = Omit<Route, 'response'>
type ArgumentsOf<Name extends RouteName> = keyof PartsOf<Contract[Name]> extends never
  ? [parts?: Record<string, never>]
  : 'query' extends keyof PartsOf<Contract[Name]>
    ? [parts?: PartsOf<Contract[Name]>]
    : [parts: PartsOf<Contract[Name]>]

/** The server refused a request; `details` say why, with a path for each problem. */
export class RequestRefused extends Error {
  readonly details: ProblemDetails

  constructor(details: ProblemDetails) {
    super(details.title)
    this.name = 'RequestRefused'
    this.details = details
  }
}

/** No answer came: no connection, or the server is down. What was to be sent is not stored. */
export class NoConnection extends Error {
  constructor(cause: unknown) {
    super('The server does not answer', { cause })
    this.name = 'NoConnection'
  }
}

export type Call = <Name extends RouteName>(
  name: Name,
  ...parts: ArgumentsOf<Name>
) => Promise<Contract[Name]['response']>

/**
 * A typed client of every route.
 * @param send the browser's `fetch`, or that of a fake server
 * @throws {RequestRefused} the server answered 4xx or 5xx
 * @throws {NoConnection} no answer came
 */
export function createClient(send: typeof fetch = (...input) => fetch(...input), baseUrl = ''): Call {
  return async <Name extends RouteName>(name: Name, ...[parts]: ArgumentsOf<Name>) => {
    const {
      params = {},
      query = {},
      body,
    } = (parts ?? {}) as { params?: Record<string, string>; query?: Record<string, string | undefined>; body?: unknown }
    const { method, path } = routePaths[name]
    const filled = path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(params[key] ?? ''))
    const search = new URLSearchParams(
      Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ).toString()

    let response: Response
    try {
      response = await send(`${baseUrl}${filled}${search === '' ? '' : `?${search}`}`, {
        method,
        credentials: 'same-origin',
        headers:
          body === undefined
            ? { accept: 'application/json' }
            : { accept: 'application/json', 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
    } catch (cause) {
      throw new NoConnection(cause)
    }
    if (!response.ok) throw new RequestRefused(await problemOf(response))
    // The contract says what the answer is; the server is held to it by its own tests.
    return (await response.json()) as Contract[Name]['response']
  }
}

async function problemOf(response: Response): Promise<ProblemDetails> {
  const type = response.headers.get('content-type') ?? ''
  if (type.includes('json')) return (await response.json()) as ProblemDetails
  return { type: 'about:blank', title: response.statusText, status: response.status, problems: [] }
}

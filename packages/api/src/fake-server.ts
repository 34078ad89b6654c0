import { type Contract, type ProblemDetails, type RouteName, routePaths } from './contract.ts'

type Handler<Name extends RouteName> = (request: {
  params: Contract[Name] extends { params: infer Params } ? Params : Record<string, string>
  query: Contract[Name] extends { query: infer Query } ? Query : Record<string, string>
  body: Contract[Name] extends { body: infer Body } ? Body : undefined
}) => Contract[Name]['response'] | ProblemDetails

export type Handlers = { readonly [Name in RouteName]?: Handler<Name> }

const routeNames = Object.keys(routePaths) as RouteName[]

/**
 * A `fetch` that answers from handlers, for tests of screens; it speaks the same contract as the server.
 * A route without a handler answers 501, so that a test never passes on an answer that nobody gave.
 */
export function fakeServer(handlers: Handlers): typeof fetch {
  return async (input, init) => {
    const url = new URL(String(input instanceof Request ? input.url : input), 'http://fake')
    const method = init?.method ?? 'GET'
    for (const name of routeNames) {
      const params = match(routePaths[name].path, url.pathname)
      if (routePaths[name].method !== method || params === null) continue
      const handler = handlers[name] as ((request: object) => object) | undefined
      if (handler === undefined) break
      const body = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined
      return answer(handler({ params, query: Object.fromEntries(url.searchParams), body }))
    }
    return answer({ type: 'about:blank', title: `No handler for ${method} ${url.pathname}`, status: 501, problems: [] })
  }
}

function match(pattern: string, path: string): Record<string, string> | null {
  const names: string[] = []
  const expression = pattern.replace(/:(\w+)/g, (_, name: string) => {
    names.push(name)
    return '([^/]+)'
  })
  const found = new RegExp(`^${expression}$`).exec(path)
  if (found === null) return null
  return Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(found[index + 1] ?? '')]))
}

function answer(body: object): Response {
  const status = 'status' in body && 'problems' in body ? Number(body.status) : 200
  const type = status === 200 ? 'application/json' : 'application/problem+json'
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': type } })
}

import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { type AuditView, type Contract, type PatientToday, type ProblemDetails, patientSources } from '@dosis/api'
import { fakeServer } from '@dosis/api/fake-server'
import type { AdverseEventReport, SessionLog } from '@dosis/domain'
import { readKnowledge } from '@dosis/knowledge'

/** A practice whose answers a test writes itself: for screens and refusals that the real server cannot be brought to. */
export interface ScriptedPractice {
  readonly url: string
  /** What the phone is told; a test may replace it at any time. */
  today: PatientToday
  /** Tokens of links that open. */
  readonly tokens: Set<string>
  isSignedIn: boolean
  /** The server answers 503 to everything. */
  isDown: boolean
  /** What the clock of the practice says; the phone sets its own by it. */
  now: () => Date
  /** Why a log is not taken; undefined = it is. */
  refuse: (log: SessionLog) => ProblemDetails | undefined
  /** Everything that arrived, each delivery once. */
  readonly delivered: SessionLog[]
  readonly reports: AdverseEventReport[]
  readonly close: () => Promise<void>
}

const dist = fileURLToPath(new URL('../../apps/patient/dist', import.meta.url))
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
}

/** As strict as the real server, without the two styles that only the therapist's app needs. */
const contentSecurityPolicy = [
  "default-src 'none'",
  ...['script', 'style', 'connect', 'manifest', 'worker', 'media', 'form-action'].map((what) =>
    what === 'form-action' ? "form-action 'self'" : `${what}-src 'self'`,
  ),
  "img-src 'self' data:",
  "font-src 'self' data:",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

const problem = (status: number, title: string): ProblemDetails => ({
  type: 'about:blank',
  title,
  status,
  problems: [],
})

const all = readKnowledge()
const { version, symptoms, exercises, forms, progressions, constraints, notices } = all
const knowledge: Contract['patientKnowledge']['response'] = {
  version,
  symptoms,
  exercises,
  forms,
  progressions,
  constraints,
  notices,
  sources: patientSources(all),
}

const did = (
  sequence: number,
  at: string,
  event: AuditView['event'],
  name: string | null,
  outcome: AuditView['outcome'] = 0,
): AuditView => {
  const actor = { kind: name === null ? 'patient' : 'professional', name, role: null } as const
  return { sequence, at, event, action: 'R', outcome, actor, patientId: 'proef', detail: null }
}
const whoDidWhat: readonly AuditView[] = [
  did(9, '2026-11-18T08:12:00.000Z', 'patient.read', 'Eva de Vries, fysiotherapeut'),
  did(8, '2026-11-18T07:40:00.000Z', 'phone.log', null),
  did(6, '2026-11-17T13:05:00.000Z', 'plan.confirm', 'Eva de Vries, fysiotherapeut'),
  did(5, '2026-11-17T13:01:00.000Z', 'plan.draft', 'Eva de Vries, fysiotherapeut'),
  did(3, '2026-11-16T09:30:00.000Z', 'harm.release', 'Dr. M. Jansen, sportarts', 4),
]

/** Serves the built app of the patient and answers for the practice. */
export async function openScriptedPractice(today: PatientToday): Promise<ScriptedPractice> {
  const stored = new Set<string>()
  const server = createServer((request, response) => void serve(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const practice: ScriptedPractice = {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    today,
    tokens: new Set(['proef']),
    isSignedIn: false,
    isDown: false,
    now: () => new Date(),
    refuse: () => undefined,
    delivered: [],
    reports: [],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }

  const told = (): PatientToday | ProblemDetails =>
    practice.isSignedIn ? practice.today : problem(401, 'Not signed in')
  const answer = fakeServer({
    openLink: ({ body }) => {
      if (!practice.tokens.has(body.token)) return problem(401, 'This link is not valid')
      practice.isSignedIn = true
      return practice.today
    },
    today: told,
    patientKnowledge: () => (practice.isSignedIn ? knowledge : problem(401, 'Not signed in')),
    sync: ({ body: { items } }) => {
      if (!practice.isSignedIn) return problem(401, 'Not signed in')
      const logs = items.flatMap(({ kind, body }) => (kind === 'log' ? [body as SessionLog] : []))
      for (const log of logs) {
        const refused = practice.refuse(log)
        if (refused !== undefined) return refused
      }
      for (const { kind, body } of items) if (kind === 'report') practice.reports.push(body as AdverseEventReport)
      for (const log of logs) {
        practice.delivered.push(log)
        if (stored.has(log.sessionId)) continue
        stored.add(log.sessionId)
        practice.today = { ...practice.today, logs: [...practice.today.logs, log] }
      }
      return { items: items.map(({ id }) => ({ id, outcome: 'kept' })), today: practice.today }
    },
    whoLooked: ({ query }) => {
      if (!practice.isSignedIn) return problem(401, 'Not signed in')
      const entries = whoDidWhat.filter(({ actor }) => query.by === undefined || actor.kind === 'professional')
      return { entries, before: null }
    },
  })

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://practice')
    response.setHeader('date', practice.now().toUTCString())
    if (!pathname.startsWith('/api/')) return serveFile(pathname, response)
    if (practice.isDown) {
      response.writeHead(503, { 'content-type': 'application/problem+json' })
      response.end(JSON.stringify(problem(503, 'Down')))
      return undefined
    }
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = chunks.length === 0 ? undefined : Buffer.concat(chunks).toString()
    const told = await answer(request.url ?? pathname, {
      method: request.method ?? 'GET',
      ...(body === undefined ? {} : { body }),
    })
    response.writeHead(told.status, {
      'content-type': told.headers.get('content-type') ?? '',
      'cache-control': 'no-store',
    })
    response.end(await told.text())
    return undefined
  }

  return practice
}

async function serveFile(pathname: string, response: ServerResponse): Promise<void> {
  const asked = pathname === '/p/' ? 'index.html' : pathname.replace(/^\/p\//, '')
  const file = path.join(dist, path.normalize(asked))
  const content = file.startsWith(dist) ? await readFile(file).catch(() => undefined) : undefined
  if (content === undefined) {
    response.writeHead(404).end()
    return
  }
  response.writeHead(200, {
    'content-type': types[path.extname(file)] ?? 'application/octet-stream',
    'content-security-policy': contentSecurityPolicy,
    'cache-control': 'no-cache',
  })
  response.end(content)
}

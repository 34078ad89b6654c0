import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestServer, type TestServer } from '../../test-support/test-server.ts'
import { reactAriaStyles } from './security-headers.ts'

let server: TestServer
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'dosis-apps-'))
  for (const app of ['clinic', 'patient']) {
    mkdirSync(path.join(folder, app, 'assets'), { recursive: true })
    writeFileSync(path.join(folder, app, 'index.html'), `<title>${app}</title>`)
    writeFileSync(path.join(folder, app, 'assets', 'index-abc123.js'), `// ${app}`)
    writeFileSync(path.join(folder, app, 'sw.js'), '// service worker')
    writeFileSync(path.join(folder, app, '.secret'), 'secret')
  }
  const apps = { clinic: path.join(folder, 'clinic'), patient: path.join(folder, 'patient') }
  server = await openTestServer({ memory: true }, { apps })
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

const get = (url: string) => server.visitor().send({ method: 'GET', url })

test.each([
  ['/', 'clinic'],
  ['/patients/some-id/plan', 'clinic'],
  ['/p/', 'patient'],
  ['/p/today', 'patient'],
])('answers %s with the page of the app', async (url, app) => {
  const answer = await get(url)
  expect([answer.status, answer.text]).toEqual([200, `<title>${app}</title>`])
  expect(answer.headers['cache-control']).toBe('no-cache')
  expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
})

test('lets a browser keep what is named after its content, and ask again for the rest', async () => {
  expect((await get('/assets/index-abc123.js')).headers['cache-control']).toBe('public, max-age=31536000, immutable')
  expect((await get('/p/assets/index-abc123.js')).text).toBe('// patient')
  expect((await get('/p/sw.js')).headers['cache-control']).toBe('no-cache')
})

test.each([
  '/assets/gone.js',
  '/.secret',
  '/p/.secret',
  '/../package.json',

  '/api',
  '/api/',
])('has no file at %s', async (url) => {
  const answer = await get(url)
  expect([400, 403, 404]).toContain(answer.status)
  expect(answer.text).not.toContain('secret')
})

test('sends strict headers with every page and answer', async () => {
  for (const url of ['/', '/p/', '/api/session', '/healthz', '/nowhere.js']) {
    const { headers } = await get(url)
    expect(headers['content-security-policy']).toContain("default-src 'none';script-src 'self';")
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(headers['content-security-policy']).not.toContain('unsafe')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['referrer-policy']).toBe('no-referrer')
    expect(headers['strict-transport-security']).toBeUndefined()
  }
})

test('allows the two styles that React Aria adds, as they stand in React Aria', () => {
  const root = fileURLToPath(new URL('../../../../node_modules/react-aria', import.meta.url))
  const texts = ['interactions/usePress.mjs', 'overlays/usePreventScroll.mjs'].map((file) =>
    readFileSync(path.join(root, 'dist/private', file), 'utf8'),
  )
  const added = texts.map((text) => /style\.textContent = `([^`]+)`/.exec(text)?.[1] ?? '')
  const filled = added.map((text) => text.replaceAll(/\$\{[^}]+\}/g, 'data-react-aria-pressable').trim())
  expect(filled).toEqual(reactAriaStyles)
})

test('says that it lives and is ready', async () => {
  expect((await get('/healthz')).text).toBe('{"status":"ok","demo":false}')
  expect((await get('/readyz')).text).toBe('{"status":"ready"}')
})

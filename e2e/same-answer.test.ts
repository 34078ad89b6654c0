import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { runDosis } from '@dosis/cli'
import type { Assessment, AssessmentInput, Knowledge } from '@dosis/domain'
import { parseAssessmentInput } from '@dosis/domain/schemas'
import type { BrowserContext, Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signIn } from './clinic.ts'
import { openWorld, type World } from './world.ts'

interface VignetteFile {
  readonly vignettes: readonly { readonly id: string; readonly input: unknown }[]
}

const root = fileURLToPath(new URL('..', import.meta.url))
const { vignettes } = JSON.parse(readFileSync(`${root}/knowledge/cases/vignettes.json`, 'utf8')) as VignetteFile

let world: World
let clinic: BrowserContext
let page: Page

beforeAll(async () => {
  world = await openWorld()
  clinic = await world.laptop()
  page = await clinic.newPage()
  await signIn(page)
  const bundle = await bundleOfEngine()
  const knowledge = (await (await clinic.request.get('/api/knowledge')).json()) as Knowledge
  // A page that nothing guards, so that the engine can be put into it by hand.
  page = await clinic.newPage()
  await page.goto('about:blank')
  await page.addScriptTag({ content: bundle })
  await page.evaluate((given) => Object.assign(globalThis, { knowledge: given }), knowledge)
})
afterAll(() => world?.stop())

test('there are fifteen vignettes', () => {
  expect(vignettes.map(({ id }) => id)).toHaveLength(15)
})

test.each(vignettes)('command line, server and browser give $id the same bytes', async ({ input }) => {
  const said = await answerOfCommandLine(input)
  expect(JSON.parse(said)).toMatchObject({ triage: { level: expect.any(String) } })
  expectSameBytes(await answerOfServer(input), said)
  expectSameBytes(await answerOfBrowser(input), said)
})

test('the command line as a process of its own gives the same bytes as well', async () => {
  const input = vignettes[0]?.input
  expectSameBytes(await answerOfProcess(input), await answerOfCommandLine(input))
})

/** Answers are long: a difference is shown from where it begins. */
function expectSameBytes(answer: string, said: string): void {
  const bytes = Buffer.from(answer)
  const expected = Buffer.from(said)
  const begins = bytes.findIndex((byte, place) => byte !== expected[place])
  const around = begins < 0 ? 0 : Math.max(0, begins - 80)
  expect(answer.slice(around, around + 240)).toBe(said.slice(around, around + 240))
  expect(bytes.equals(expected)).toBe(true)
}

async function answerOfCommandLine(input: unknown): Promise<string> {
  const lines: string[] = []
  const errors: string[] = []
  const code = await runDosis(['assess', '-', '--json'], {
    out: (text) => lines.push(text),
    err: (text) => errors.push(text),
    readStandardInput: () => JSON.stringify(input),
    colours: false,
  })
  expect({ code, errors }).toEqual({ code: 0, errors: [] })
  return lines.join('\n')
}

async function answerOfProcess(input: unknown): Promise<string> {
  const dosis = spawn(process.execPath, [`${root}/apps/cli/bin/dosis.mjs`, 'assess', '-', '--json'])
  dosis.stdin.end(JSON.stringify(input))
  const chunks: Buffer[] = []
  dosis.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  const [code] = await once(dosis, 'close')
  expect(code).toBe(0)
  return Buffer.concat(chunks).toString('utf8').replace(/\n$/, '')
}

async function answerOfServer(input: unknown): Promise<string> {
  const response = await clinic.request.post('/api/assess', { data: input, headers: { origin: world.url } })
  expect({ status: response.status(), said: response.ok() ? '' : await response.text() }).toEqual({
    status: 200,
    said: '',
  })
  return response.text()
}

/** What the bundle leaves on the page. */
interface EnginePage {
  readonly dosis: {
    readonly assess: (input: AssessmentInput, knowledge: Knowledge) => Assessment
    readonly canonicalJson: (value: unknown) => string
  }
  readonly knowledge: Knowledge
}

function answerOfBrowser(input: unknown): Promise<string> {
  const parsed = parseAssessmentInput(input)
  if (!parsed.ok) throw new Error(parsed.problems.map(({ path, message }) => `${path}: ${message}`).join('\n'))
  return page.evaluate((given) => {
    const { dosis, knowledge } = globalThis as unknown as EnginePage
    return dosis.canonicalJson(dosis.assess(given, knowledge))
  }, parsed.value)
}

/** The engine as a browser gets it: bundled by the tool that builds the apps. */
async function bundleOfEngine(): Promise<string> {
  const built = await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: `${root}/e2e/engine-on-a-page.ts`, name: 'dosis', formats: ['iife'], fileName: 'engine' },
    },
  })
  const [output] = Array.isArray(built) ? built : [built]
  if (output === undefined || !('output' in output)) throw new Error('bundleOfEngine: the build gave nothing')
  return output.output.map((chunk) => ('code' in chunk ? chunk.code : '')).join('\n')
}

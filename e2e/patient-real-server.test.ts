import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Call, createClient, type PatientRecord } from '@dosis/api'
import { type RunningServer, startServer } from '@dosis/server'
import { pino } from 'pino'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser, openPhone } from './browser.ts'
import { answerQuestions, choose, comeBack, heading, press } from './patient/app-on-phone.ts'

/** A Monday morning, so that a week of training lies ahead; the clocks of server and phone run on from there. */
const monday = Date.parse('2026-05-04T09:00:00.000+02:00')
const started = Date.now()
const now = () => new Date(monday + Date.now() - started)

let browser: Browser
let server: RunningServer
let folder: string
let call: Call

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dosis-patient-'))
  server = await startServer({ port: 0, data: folder, demo: true, now, log: pino({ level: 'silent' }) })
  browser = await launchBrowser()
  call = createClient(keepCookies(), server.url)
  await call('signIn', { body: { login: 'demo', password: 'demo-therapeut' } })
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  await rm(folder, { recursive: true, force: true })
})

/** A `fetch` that stays signed in. */
function keepCookies(): typeof fetch {
  let cookie = ''
  return async (input, init) => {
    const response = await fetch(input, { ...init, headers: { ...init?.headers, cookie, origin: server.url } })
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie
    return response
  }
}

/** A patient of the demo practice who may train with running and walking. */
async function findRunner(): Promise<PatientRecord> {
  const { patients } = await call('listPatients', { query: {} })
  for (const { patientId } of patients) {
    const record = await call('patient', { params: { patientId } })
    const plan = record.plans.find(({ status }) => status === 'active')?.plan
    const runs = plan?.sessions.some(({ parts }) => parts.some(({ kind }) => kind === 'intervals')) ?? false
    if (runs && record.need !== 'stop') return record
  }
  throw new Error('the demo practice has nobody who runs and walks')
}

test('a session done offline reaches the record of the therapist exactly once, on the real server and its policy', async () => {
  const { patientId, logs: before } = await findRunner()
  const { url } = await call('createPatientLink', { params: { patientId }, body: { linkId: `link-${Date.now()}` } })
  const context = await openPhone(browser)
  await context.clock.install({ time: now() })
  const complaints: string[] = []
  const page = await context.newPage()
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/ERR_INTERNET_DISCONNECTED/.test(message.text())) complaints.push(message.text())
  })
  await page.goto(url)
  await page.waitForURL('**/p/#/')
  await page.getByRole('heading', { level: 1, name: /^Dag / }).waitFor()
  expect(page.url()).not.toContain('open')
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))

  await context.setOffline(true)
  await page.reload()
  await page.getByText('Geen verbinding.').waitFor()
  const start = page
    .getByRole('link', { name: 'Beginnen' })
    .or(page.getByRole('link', { name: 'Vandaag toch trainen' }))
  await start.first().click()
  await choose(page, '2')
  await press(page, 'Volgende')
  await page.getByRole('button', { name: /Volgende|Beginnen/ }).waitFor()
  if (await page.getByRole('heading', { level: 1, name: 'Hoe vaak wilt u het vandaag doen?' }).isVisible()) {
    await press(page, 'Volgende')
  }
  await press(page, 'Beginnen')
  await page.getByText('Daarna: wandelen').waitFor()
  await press(page, 'Stoppen')
  await press(page, 'Het is genoeg voor vandaag')
  await answerQuestions(page)
  await press(page, 'Bewaren')
  await page.getByText('Bewaard op deze telefoon.').waitFor()

  await context.setOffline(false)
  await Promise.all([comeBack(page), comeBack(page)])
  await page.getByText('Verstuurd naar uw therapeut.').waitFor()
  await page.reload()
  await heading(page, 'Dag')
  await context.close()

  const { logs, logsSetAside } = await call('patient', { params: { patientId } })
  const added = logs.filter(({ sessionId }) => !before.some((log) => log.sessionId === sessionId))
  expect(added).toHaveLength(1)
  expect(added[0]).toMatchObject({ completed: false, effortBorg: 13, painBefore: 2, painAfter: 2 })
  expect(logsSetAside ?? []).toEqual([])
  expect(complaints).toEqual([])
})

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import {
  answerQuestions,
  begin,
  choose,
  comeBack,
  heading,
  openAppOnPhone,
  press,
  sessionMilliseconds,
  shortSession,
} from './patient/app-on-phone.ts'
import { openScriptedPractice, type ScriptedPractice } from './patient/scripted-practice.ts'
import { morning } from './patient/screens.ts'

let browser: Browser
let practice: ScriptedPractice
beforeAll(async () => {
  browser = await launchBrowser()
  practice = await openScriptedPractice(shortSession)
  practice.now = () => new Date(morning)
})
afterAll(async () => {
  await browser?.close()
  await practice?.close()
})

test('a session done without a connection, in an app opened without one, is kept and sent exactly once', async () => {
  const { context, page } = await openAppOnPhone(browser, practice)
  await context.setOffline(true)
  await page.reload()
  await page.getByText('Geen verbinding.').waitFor()
  await begin(page)
  await page.clock.runFor(sessionMilliseconds + 1000)
  await answerQuestions(page)
  await press(page, 'Bewaren')
  await page.getByText('Bewaard op deze telefoon.').waitFor()
  await page.getByRole('link', { name: 'Sluiten' }).click()
  await page.getByText('1 training nog niet verstuurd.').waitFor()
  await heading(page, 'Dag Geertruida')
  await page.getByText('1 van 7 keer gedaan').waitFor()
  await page.getByText('U heeft vandaag getraind.').waitFor()

  // Another window of the same phone wakes up at the same moment.
  await page.reload()
  const other = await context.newPage()
  await other.goto(`${practice.url}/p/`)
  await other.getByText('1 training nog niet verstuurd.').waitFor()
  await context.setOffline(false)
  await Promise.all([comeBack(page), comeBack(other), comeBack(page)])
  for (const window of [page, other]) await window.getByText('niet verstuurd').waitFor({ state: 'detached' })
  await context.close()

  expect(practice.delivered).toHaveLength(1)
  expect(practice.delivered[0]).toMatchObject({
    completed: true,
    planId: 'plan-1',
    planVersion: 1,
    effortBorg: 13,
    painBefore: 3,
    painAfter: 2,
    parts: [{ part: 0, kind: 'intervals', level: 3, repetitions: 6, seconds: 180 }],
  })
})

test('a sign of danger stops at once without a connection, stays after the app is closed, and is sent later', async () => {
  const { context, page } = await openAppOnPhone(browser, practice)
  await begin(page)
  await context.setOffline(true)
  await page.clock.runFor(7000)
  await press(page, 'Stoppen')
  await press(page, 'Er is iets mis')
  await choose(page, 'Pijn of druk op de borst')
  await press(page, 'Volgende')
  await heading(page, 'Stop nu')
  await page.getByText('Bel 112 als de pijn op de borst niet binnen enkele minuten weg is').waitFor()
  expect(await page.getByRole('link', { name: 'Bel 112' }).getAttribute('href')).toBe('tel:112')
  await page.getByText('Mijn klacht: pijn of druk op de borst').waitFor()
  await page.getByText('Uw melding is bewaard op deze telefoon.').waitFor()

  await page.goBack()
  await heading(page, 'Stop nu')
  await page.reload()
  await heading(page, 'Stop nu')
  await press(page, 'Sluiten')
  await page.getByText('Train nu niet.').waitFor()
  expect(await page.getByRole('link', { name: 'Beginnen' }).count()).toBe(0)

  await context.setOffline(false)
  await comeBack(page)
  await page.getByText('nog niet verstuurd').waitFor({ state: 'detached' })
  await context.close()
  expect(practice.delivered).toHaveLength(1)
  expect(practice.delivered[0]?.adverseEvent).toMatchObject({ symptoms: ['chest-pain'], severity: 'severe' })
  expect(practice.delivered[0]?.completed).toBe(false)
})

test('a log that the practice refuses stays in sight with the reason, and goes when it is taken', async () => {
  const { context, page } = await openAppOnPhone(browser, practice)
  practice.refuse = () => ({
    type: 'about:blank',
    title: 'Bad input',
    status: 400,
    problems: [{ path: 'logs.0.note', message: 'needs at most 4000 characters' }],
  })
  await begin(page)
  await press(page, 'Stoppen')
  await press(page, 'Het is genoeg voor vandaag')
  await answerQuestions(page)
  await press(page, 'Bewaren')
  await page.getByText('Niet verstuurd.').waitFor()
  await page.getByText('needs at most 4000 characters').waitFor()
  await page.getByRole('link', { name: 'Sluiten' }).click()
  await page.getByText('1 training niet verstuurd.').waitFor()

  practice.refuse = () => undefined
  await press(page, 'Opnieuw proberen')
  await page.getByText('1 training niet verstuurd.').waitFor({ state: 'detached' })
  await context.close()
  expect(practice.delivered).toHaveLength(1)
})

test('a link that ran out asks for a new one, and what was not sent waits for it', async () => {
  const { context, page } = await openAppOnPhone(browser, practice)
  await begin(page)
  await context.setOffline(true)
  await press(page, 'Stoppen')
  await press(page, 'Het is genoeg voor vandaag')
  await answerQuestions(page)
  await press(page, 'Bewaren')
  await page.getByText('Bewaard op deze telefoon.').waitFor()
  practice.isSignedIn = false
  await context.setOffline(false)
  await comeBack(page)
  await heading(page, 'Open Dosis met de link van uw therapeut.')
  await page.getByText('1 training nog niet verstuurd.').waitFor()
  expect(practice.delivered).toHaveLength(0)

  await page.getByRole('textbox').fill(`${practice.url}/p/#/open/proef`)
  await press(page, 'Openen')
  await heading(page, 'Dag Geertruida')
  await page.getByText('nog niet verstuurd').waitFor({ state: 'detached' })
  await context.close()
  expect(practice.delivered).toHaveLength(1)
})

test('a phone without room says so, keeps the log in the open page, and sends it from there', async () => {
  const { context, page } = await openAppOnPhone(browser, practice)
  await begin(page)
  await context.setOffline(true)
  await page.evaluate(() => {
    const full = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
    IDBObjectStore.prototype.put = full
    Storage.prototype.setItem = full
  })
  await press(page, 'Stoppen')
  await press(page, 'Het is genoeg voor vandaag')
  await answerQuestions(page)
  await press(page, 'Bewaren')
  await page.getByText('Nog niet bewaard.').waitFor()
  await context.setOffline(false)
  await comeBack(page)
  await page.getByText('Verstuurd naar uw therapeut.').waitFor()
  await context.close()
  expect(practice.delivered).toHaveLength(1)
})

test('a browser without a database keeps what was not sent beside it', async () => {
  const { context, page } = await openAppOnPhone(browser, practice)
  await context.addInitScript(() => {
    Object.defineProperty(indexedDB, 'open', {
      value: () => {
        throw new DOMException('no database', 'InvalidStateError')
      },
    })
  })
  await page.reload()
  await heading(page, 'Dag Geertruida')
  await begin(page)
  await context.setOffline(true)
  await page.clock.runFor(sessionMilliseconds + 1000)
  await answerQuestions(page)
  await press(page, 'Bewaren')
  await page.getByText('Bewaard op deze telefoon.').waitFor()
  await context.setOffline(false)
  await page.reload()
  await heading(page, 'Dag Geertruida')
  await page.getByText('1 van 7 keer gedaan').waitFor()
  // The page that was left may have sent it too: the id makes that one session, and the server takes it once.
  await expect.poll(() => new Set(practice.delivered.map(({ sessionId }) => sessionId)).size).toBe(1)
  await context.close()
})

test('a session begun under one plan is logged under it, whatever the practice confirmed since', async () => {
  const { context, page } = await openAppOnPhone(browser, practice)
  await begin(page)
  await context.setOffline(true)
  await page.clock.runFor(sessionMilliseconds + 1000)
  practice.today = { ...shortSession, planVersion: 2, planHash: 'another' }
  await context.setOffline(false)
  await comeBack(page)
  await answerQuestions(page)
  await press(page, 'Bewaren')
  await page.getByText('Verstuurd naar uw therapeut.').waitFor()
  await context.close()
  expect(practice.delivered.map(({ planVersion }) => planVersion)).toEqual([1])
})

test.each([-40, 3])('a clock that is %i days wrong spoils no log', async (days) => {
  const wrong = days * 24 * 60 * 60_000
  practice.now = () => new Date(Date.parse(morning) - wrong)
  const { context, page } = await openAppOnPhone(browser, practice)
  await begin(page)
  await press(page, 'Stoppen')
  await press(page, 'Het is genoeg voor vandaag')
  await answerQuestions(page)
  await press(page, 'Bewaren')
  await page.getByText('Verstuurd naar uw therapeut.').waitFor()
  await context.close()
  practice.now = () => new Date(morning)
  const [log] = practice.delivered
  expect(log?.on).toBe(shortSession.today)
  expect(Math.abs(Date.parse(log?.endedAt ?? '') - (Date.parse(morning) - wrong))).toBeLessThan(5 * 60_000)
})

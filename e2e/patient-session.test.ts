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
  playerShows,
  press,
  sessionMilliseconds,
  shortSession,
} from './patient/app-on-phone.ts'
import { openScriptedPractice, type ScriptedPractice } from './patient/scripted-practice.ts'
import { morning, today } from './patient/screens.ts'

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

const hour = 60 * 60_000

test('the link opens, and its token stands neither in the address nor in the history', async () => {
  const { context, page } = await openAppOnPhone(browser, practice)
  expect(page.url()).toBe(`${practice.url}/p/#/`)
  await page.goto('about:blank')
  await page.goBack()
  await heading(page, 'Dag Geertruida')
  expect(page.url()).toBe(`${practice.url}/p/#/`)
  await context.close()
})

test('an app that is reloaded in the middle of a session goes on where it was', async () => {
  const { context, page } = await openAppOnPhone(browser, practice)
  await begin(page)
  await page.clock.runFor(5_000 + 4_000)
  expect(await playerShows(page)).toEqual(['hardlopen', '6'])
  await page.reload()
  await heading(page, 'Pauze')
  const [, left] = await playerShows(page)
  // The player is kept every two seconds.
  expect(['6', '7', '8']).toContain(left)
  await press(page, 'Verder')
  await page.clock.runFor(Number(left) * 1000)
  expect((await playerShows(page))[0]).toBe('wandelen')
  await page.clock.runFor(sessionMilliseconds)
  await answerQuestions(page)
  await press(page, 'Bewaren')
  await page.getByText('Verstuurd naar uw therapeut.').waitFor()
  await context.close()
  const [log] = practice.delivered
  expect(log?.parts).toEqual([{ part: 0, kind: 'intervals', level: 3, repetitions: 6, seconds: 180 }])
})

test('a phone that died finds its session paused; one that died for hours only asks the questions', async () => {
  const { context, page } = await openAppOnPhone(browser, practice)
  await begin(page)
  await page.clock.runFor(5_000 + 10_000 + 12_000)
  await page.goto('about:blank')
  await page.clock.fastForward(hour)
  await page.goto(`${practice.url}/p/`)
  await page.getByText('U was bezig met een training.').waitFor()
  await page.getByRole('link', { name: 'Verder waar u was' }).click()
  await heading(page, 'Pauze')
  const [, left] = await playerShows(page)
  expect(Number(left)).toBeGreaterThanOrEqual(8)
  expect(Number(left)).toBeLessThanOrEqual(10)

  await page.goto('about:blank')
  await page.clock.fastForward(4 * hour)
  await page.goto(`${practice.url}/p/`)
  await page.getByText('U had een training nog niet af.').waitFor()
  await page.getByRole('link', { name: 'Vragen beantwoorden' }).click()
  await page.getByText('U was met deze training gestopt.').waitFor()
  await answerQuestions(page)
  await press(page, 'Bewaren')
  await page.getByText('Verstuurd naar uw therapeut.').waitFor()
  await context.close()
  const [log] = practice.delivered
  expect(log).toMatchObject({ on: today, completed: false })
  expect(log?.parts[0]?.seconds).toBeGreaterThanOrEqual(20)
  expect(log?.parts[0]?.seconds).toBeLessThanOrEqual(22)
  expect(Date.parse(log?.endedAt ?? '') - Date.parse(log?.startedAt ?? '')).toBeLessThan(2 * hour)
})

test('a phone that slept in silence has led nobody: the session waits where it fell asleep', async () => {
  const { context, page } = await openAppOnPhone(browser, practice)
  await begin(page)
  await page.clock.runFor(5_000 + 3_000)
  await page.clock.fastForward(20 * 60_000)
  await heading(page, 'Pauze')
  await page.getByText('De telefoon sliep.').waitFor()
  expect((await playerShows(page))[1]).toBe('7')
  await context.close()
})

test('the Back button of the phone loses no answer and no second', async () => {
  const { context, page } = await openAppOnPhone(browser, practice)
  await begin(page)
  await page.clock.runFor(5_000 + 4_000)
  await page.goBack()
  await page.getByText('U was bezig met een training.').waitFor()
  await page.clock.runFor(60_000)
  await page.getByRole('link', { name: 'Verder waar u was' }).click()
  await heading(page, 'Pauze')
  expect((await playerShows(page))[1]).toBe('6')

  await press(page, 'Stoppen')
  await press(page, 'Het is genoeg voor vandaag')
  await choose(page, '15')
  await press(page, 'Volgende')
  await choose(page, '4')
  await press(page, 'Volgende')
  await page.goBack()
  await heading(page, 'Hoeveel pijn heeft u nu, na de training?')
  expect(await page.getByRole('radio', { name: '4', exact: true }).isChecked()).toBe(true)
  await page.goBack()
  await heading(page, 'Hoe zwaar was het?')
  expect(await page.getByRole('radio', { name: /^15/ }).isChecked()).toBe(true)
  await page.goBack()
  await page.getByRole('link', { name: 'Vragen beantwoorden' }).click()
  await heading(page, 'Was er iets mis?')
  await context.close()
})

test('a language that changes in the middle changes the words and nothing else', async () => {
  const { context, page } = await openAppOnPhone(browser, practice)
  await begin(page)
  await page.clock.runFor(5_000 + 4_000)
  await press(page, 'Stoppen')
  await press(page, 'Het is genoeg voor vandaag')
  await choose(page, '15')
  await page.goto(`${practice.url}/p/#/settings`)
  await press(page, 'English')
  await page.goBack()
  await heading(page, 'How hard was it?')
  expect(await page.getByRole('radio', { name: /^15 ?hard/ }).isChecked()).toBe(true)
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('en')
  await context.close()
})

test('pressing twice says it once, and skips nothing', async () => {
  const { context, page } = await openAppOnPhone(browser, practice)
  await page.getByRole('link', { name: 'Er is iets mis' }).dblclick()
  await choose(page, 'Gevallen')
  await press(page, 'Volgende')
  await choose(page, 'Een beetje')
  await page.getByRole('button', { name: 'Dit melden' }).dblclick()
  await heading(page, 'Uw melding is bewaard.')
  await page.getByText('Rust eerst uit.').waitFor()
  await page.getByText('Uw therapeut ziet uw melding bovenaan de lijst.').waitFor()
  await page.getByRole('link', { name: 'Sluiten' }).click()
  await begin(page)
  await press(page, 'Stoppen')
  await press(page, 'Het is genoeg voor vandaag')
  await answerQuestions(page)
  await page.getByRole('button', { name: 'Bewaren' }).dblclick()
  await page.getByText('Verstuurd naar uw therapeut.').waitFor()
  await context.close()
  expect(practice.reports).toHaveLength(1)
  expect(practice.delivered).toHaveLength(1)
})

test('a finger that trembles does not save before there was room for words', async () => {
  const { context, page } = await openAppOnPhone(browser, practice)
  await begin(page)
  await press(page, 'Stoppen')
  await press(page, 'Het is genoeg voor vandaag')
  await choose(page, '13')
  await press(page, 'Volgende')
  await choose(page, '2')
  await press(page, 'Volgende')
  await choose(page, 'Nee, niets')
  const next = await page.getByRole('button', { name: 'Volgende' }).boundingBox()
  const at = [(next?.x ?? 0) + 100, (next?.y ?? 0) + 20] as const
  await page.touchscreen.tap(...at)
  await page.touchscreen.tap(...at)
  await heading(page, 'Wilt u er iets bij vertellen?')
  expect(practice.delivered).toHaveLength(0)
  await page.waitForTimeout(600)
  await page.touchscreen.tap(...at)
  await page.getByText('Verstuurd naar uw therapeut.').waitFor()
  await context.close()
})

test('a finger that trembles does not close the stop screen', async () => {
  const { context, page } = await openAppOnPhone(browser, practice)
  await page.setViewportSize({ width: 390, height: 640 })
  await page.getByRole('link', { name: 'Er is iets mis' }).click()
  await choose(page, 'Duizelig')
  const next = await page.getByRole('button', { name: 'Volgende' }).boundingBox()
  const at = [(next?.x ?? 0) + 100, (next?.y ?? 0) + 20] as const
  await page.touchscreen.tap(...at)
  await page.touchscreen.tap(...at)
  await page.waitForTimeout(300)
  await heading(page, 'Train nu niet.')
  await page.getByText('Ga zitten of liggen tot het over is.').waitFor()
  await context.close()
  expect(practice.reports.map(({ symptoms }) => symptoms)).toEqual([['dizziness']])
})

test('a plan that is put on hold while somebody trains ends the session, and what was done is kept', async () => {
  const { context, page } = await openAppOnPhone(browser, practice)
  await begin(page)
  await page.clock.runFor(5_000 + 10_000 + 20_000 + 1_000)
  practice.today = { ...shortSession, plan: null, planId: null, planVersion: null, pausedBecause: 'paused' }
  await comeBack(page)
  await page.getByText('Uw plan is stilgezet. Stop voor vandaag.').waitFor()
  await answerQuestions(page)
  await press(page, 'Bewaren')
  await page.getByText('Verstuurd naar uw therapeut.').waitFor()
  await page.getByRole('link', { name: 'Sluiten' }).click()
  await page.getByText('Uw plan staat stil.').waitFor()
  await context.close()
  expect(practice.delivered[0]?.parts[0]).toMatchObject({ repetitions: 1 })
})

test('a session runs in one window at a time, and the other one may take it over', async () => {
  const { context, page } = await openAppOnPhone(browser, practice)
  await begin(page)
  await page.clock.runFor(5_000 + 4_000)
  const other = await context.newPage()
  await other.goto(`${practice.url}/p/#/session/run-walk/play`)
  await other.getByRole('main').getByText('Deze training staat open in een ander venster.').waitFor()
  await press(other, 'Hier verder')
  await heading(other, 'Pauze')
  await page.getByRole('main').getByText('Deze training staat open in een ander venster.').waitFor()
  expect(await page.locator('.p-player').count()).toBe(0)
  await context.close()
})

test('help in an emergency pauses the session, works without a connection, and leads back', async () => {
  const { context, page } = await openAppOnPhone(browser, practice)
  await begin(page)
  await page.clock.runFor(5_000 + 4_000)
  await context.setOffline(true)
  await page.getByRole('link', { name: 'Nood' }).click()
  await heading(page, 'Hulp bij nood')
  expect(await page.getByRole('link', { name: 'Bel 112' }).getAttribute('href')).toBe('tel:112')
  await page.getByText('Pijn of druk op de borst').waitFor()
  await press(page, 'Terug')
  await heading(page, 'Pauze')
  expect((await playerShows(page))[1]).toBe('6')
  await context.close()
})

test('every question can be answered with the keyboard alone', async () => {
  const { context, page } = await openAppOnPhone(browser, practice)
  await begin(page)
  await press(page, 'Stoppen')
  await press(page, 'Het is genoeg voor vandaag')
  await heading(page, 'Hoe zwaar was het?')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowDown')
  expect(await page.getByRole('radio', { name: /^7/ }).isChecked()).toBe(true)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await heading(page, 'Hoeveel pijn heeft u nu, na de training?')
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN')
  expect(await page.title()).toBe('Hoeveel pijn heeft u nu, na de training? · Dosis')
  await context.close()
})

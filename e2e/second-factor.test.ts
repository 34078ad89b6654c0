import { createHmac } from 'node:crypto'
import { clinicTexts } from '@dosis/text'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectNoAxeViolations } from './browser.ts'
import { signIn, t } from './clinic.ts'
import { complaintLines } from './complaints.ts'
import { openWorld, type World } from './world.ts'

/** A therapist turns on the second step, signs in with the phone and with paper, and turns it off. */

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world?.stop())

const password = 'demo-therapeut'
let key = ''
let onPaper: readonly string[] = []

/** What an app for codes shows at the time of the practice (RFC 6238), written apart from the server. */
function codeOfPhone(): string {
  const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...key].map((sign) => signs.indexOf(sign).toString(2).padStart(5, '0')).join('')
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(world.now().getTime() / 30_000)))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const number = mac.readUInt32BE((mac.at(-1) ?? 0) & 0xf) & 0x7fff_ffff
  return String(number % 1_000_000).padStart(6, '0')
}

async function openWithPassword(page: Page): Promise<void> {
  await page.goto('/')
  await page.getByRole('textbox', { name: t.signIn.login }).fill('demo')
  await page.getByRole('textbox', { name: t.signIn.password }).fill(password)
  await page.getByRole('button', { name: t.signIn.enter, exact: true }).click()
  await page.getByText(t.secondFactor.asked).waitFor()
}

async function give(page: Page, code: string): Promise<void> {
  await page.getByRole('textbox', { name: t.secondFactor.askedCode, exact: true }).fill(code)
  await page.getByRole('button', { name: t.signIn.enter, exact: true }).click()
}

test('the second step is turned on in the settings with a code of the phone, and gives codes for on paper', async () => {
  const context = await world.laptop()
  const page = await context.newPage()
  await signIn(page)
  await page.goto('/settings')
  await page.getByRole('button', { name: t.secondFactor.begin, exact: true }).click()
  await page.getByRole('textbox', { name: t.secondFactor.password }).fill(password)
  await page.getByRole('button', { name: t.secondFactor.next, exact: true }).click()
  await page.getByRole('img', { name: t.secondFactor.qr }).waitFor()
  key = (await page.locator('.c-key').innerText()).replaceAll(' ', '')
  await expectNoAxeViolations(page)
  await page.getByRole('textbox', { name: t.secondFactor.code }).fill('000000')
  await page.getByRole('button', { name: t.secondFactor.confirm }).click()
  await page.getByText(t.secondFactor.wrongCode).waitFor()
  await page.getByRole('textbox', { name: t.secondFactor.code }).fill(codeOfPhone())
  await page.getByRole('button', { name: t.secondFactor.confirm }).click()
  await page.getByText(t.secondFactor.paper).waitFor()
  onPaper = await page.locator('.c-paper-codes code').allInnerTexts()
  expect(onPaper).toHaveLength(10)
  await expectNoAxeViolations(page)
  await page.getByRole('button', { name: t.secondFactor.paperDone }).click()
  await page.getByText(t.secondFactor.on(10)).waitFor()
  await context.close()
})

test('sign-in then asks for a code, of the phone or on paper, and a code counts once', async () => {
  await world.goOnTo('2026-05-04', '09:30')
  const context = await world.phone()
  const page = await context.newPage()
  await openWithPassword(page)
  await expectNoAxeViolations(page)
  await give(page, onPaper[0] ?? '')
  await page.getByRole('heading', { level: 1, name: t.patients.title }).waitFor()
  await context.clearCookies()
  await openWithPassword(page)
  await give(page, onPaper[0] ?? '')
  await page.getByText(t.secondFactor.refused).waitFor()
  await give(page, codeOfPhone())
  await page.getByRole('heading', { level: 1, name: t.patients.title }).waitFor()

  await page.goto('/settings')
  await page.getByText(t.secondFactor.on(9)).waitFor()
  await page.getByRole('button', { name: t.secondFactor.end, exact: true }).click()
  await page.getByRole('textbox', { name: t.secondFactor.password }).fill(password)
  await page.getByRole('button', { name: t.secondFactor.end, exact: true }).click()
  await page.getByText(clinicTexts.nl.secondFactor.off).waitFor()
  expect(await page.getByRole('textbox', { name: t.secondFactor.password }).count()).toBe(0)
  await context.close()
})

test('no page complained, but for what was refused on purpose', () => {
  const refused = /status of 400 .*\/api\/second-factor/
  expect(complaintLines(world.complaints).filter((line) => !refused.test(line))).toEqual([])
})

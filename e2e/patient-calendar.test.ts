import { readFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { openAppOnPhone, press, shortSession } from './patient/app-on-phone.ts'
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

test('the days of the plan go into the calendar of the phone, also without a connection', async () => {
  const { context, page } = await openAppOnPhone(browser, practice)
  await context.setOffline(true)
  await page.goto(`${practice.url}/p/#/progress`)
  const download = page.waitForEvent('download')
  await press(page, 'Zet in mijn agenda')
  const file = await download
  const text = await readFile(await file.path(), 'utf8')
  await context.close()

  expect(file.suggestedFilename()).toBe('oefenplan.ics')
  expect(text).toMatch(/^BEGIN:VCALENDAR\r\n[^]*\r\nEND:VCALENDAR$/)
  expect(text).toMatch(/RRULE:FREQ=WEEKLY;UNTIL=\d{8};BYDAY=MO,TU,WE,TH,FR,SA,SU\r\n/)
  expect(text).toContain('SUMMARY:Hardlopen en wandelen')
})

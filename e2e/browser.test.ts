import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectNoAxeViolations, launchBrowser, openLaptop, openPhone } from './browser.ts'

const pageWith = (body: string): string =>
  `data:text/html,${encodeURIComponent(`<!doctype html><html lang="en"><title>Dosis</title><main>${body}</main></html>`)}`

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

test('a phone is narrow, is touched and prefers what it was told', async () => {
  const context = await openPhone(browser, { locale: 'en-GB', colorScheme: 'dark' })
  const page = await context.newPage()
  await page.goto(pageWith('<meta name="viewport" content="width=device-width"><h1>Today</h1>'))
  const seen = await page.evaluate(() => ({
    width: innerWidth,
    touches: navigator.maxTouchPoints > 0,
    language: navigator.language,
    dark: matchMedia('(prefers-color-scheme: dark)').matches,
  }))
  await context.close()
  expect(seen).toEqual({ width: 390, touches: true, language: 'en-GB', dark: true })
})

test('accepts an accessible page and names what is wrong with another', async () => {
  const context = await openLaptop(browser)
  const page = await context.newPage()
  await page.goto(pageWith('<h1>Today</h1><label>Pain <input></label>'))
  await expectNoAxeViolations(page)
  await page.goto(pageWith('<h1>Today</h1><input>'))
  await expect(expectNoAxeViolations(page)).rejects.toThrow('label: Form elements must have labels')
  await context.close()
})

test('a look at the colours alone names words that cannot be read, and links that are words', async () => {
  const context = await openLaptop(browser)
  const page = await context.newPage()
  await page.goto(pageWith('<h1>Today</h1><input><p style="color: #bbb; background: #fff">pale</p>'))
  await expect(expectNoAxeViolations(page, 'colours')).rejects.toThrow('color-contrast')
  await page.goto(pageWith('<p>Read <a href="/" style="color: #222; text-decoration: none">this</a> now.</p>'))
  await expect(expectNoAxeViolations(page, 'colours')).rejects.toThrow('link-in-text-block')
  await page.goto(pageWith('<h1>Today</h1><input>'))
  await expectNoAxeViolations(page, 'colours')
  await context.close()
})

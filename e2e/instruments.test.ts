import { instrumentTexts } from '@dosis/text'
import type { BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectNoAxeViolations } from './browser.ts'
import { addPatient, figureOf, goTo, openPatient, signIn, t } from './clinic.ts'
import { complaintLines } from './complaints.ts'
import { openWorld, type World } from './world.ts'

/** Instruments that are filled in on the screen, with a stopwatch in the hand. */

const i = instrumentTexts.nl
let world: World
let clinic: BrowserContext
let page: Page
/** What was asked of the server about forms, in order. */
const asked: string[] = []

beforeAll(async () => {
  world = await openWorld()
  clinic = await world.laptop()
  clinic.on('request', (request) => {
    if (request.url().endsWith('/instrument-forms')) asked.push(request.url())
  })
  page = await clinic.newPage()
  await signIn(page)
  await addPatient(page, { name: 'Stijn Proef', birthDate: '1950-05-04', sex: 'male' })
  await goTo(page, 'evaluation')
})
afterAll(() => world?.stop())

const fillInButton = (name: string) => page.getByRole('button', { name: i.fillIn(name), exact: true })
/** Opens the form of an instrument, which may stand among the others. */
async function fillIn(name: string): Promise<void> {
  const others = page.getByRole('button', { name: /^Andere instrumenten/, expanded: false })
  await page.getByRole('button', { name: /^Andere instrumenten/ }).waitFor()
  if (!(await fillInButton(name).isVisible())) await others.click()
  await fillInButton(name).click()
  await page.getByRole('heading', { name: i.title(name) }).waitFor()
}
/** Lets the page write down what it has, while its clock is held. */
const settle = () => world.passInSteps(page, 10, 2)
const fieldOf = (name: string) => page.getByRole('textbox', { name, exact: true })
const total = () => page.locator('.c-fill-in-total')
const stopwatchOf = (name: string): Locator => page.getByRole('group', { name: i.stopwatchOf(name) })
const openStopwatch = (name: string) => page.getByRole('button', { name: i.stopwatchOf(name), exact: true }).click()

test('nothing of a form is loaded before an instrument is filled in', async () => {
  await fillInButton('SPPB').waitFor()
  expect(asked).toEqual([])
})

describe('the SPPB with the stopwatch', () => {
  test('the stopwatch starts and stops with the space bar, and writes the time into its field', async () => {
    await fillIn('SPPB')
    expect(asked).toHaveLength(1)
    expect(await total().innerText()).toContain(i.scoreOpen)
    await world.hold(page)
    await openStopwatch('Looptijd')
    const stopwatch = stopwatchOf('Looptijd')
    await page.keyboard.press(' ')
    await stopwatch.getByRole('button', { name: i.stop, exact: true }).waitFor()
    await world.passInSteps(page, 1230, 4)
    await page.keyboard.press(' ')
    await stopwatch.getByRole('button', { name: i.goOn, exact: true }).waitFor()
    expect(await stopwatch.getByRole('timer').innerText()).toBe('4,92\u00a0s')
    await settle()
    expect(await fieldOf('Looptijd').inputValue()).toBe('4,92')
  })

  test('put back to zero, it empties the field; the buttons do what the space bar does', async () => {
    const stopwatch = stopwatchOf('Looptijd')
    await stopwatch.getByRole('button', { name: i.reset, exact: true }).click()
    await settle()
    expect(await fieldOf('Looptijd').inputValue()).toBe('')
    await stopwatch.getByRole('button', { name: i.start, exact: true }).click()
    await world.passInSteps(page, 1205, 4)
    await stopwatch.getByRole('button', { name: i.stop, exact: true }).click()
    await settle()
    expect(await fieldOf('Looptijd').inputValue()).toBe('4,82')
    await stopwatch.getByRole('button', { name: i.close, exact: true }).click()
  })

  test('a stance stops by itself at ten seconds', async () => {
    await openStopwatch('Voeten naast elkaar')
    await page.keyboard.press(' ')
    await world.passInSteps(page, 3000, 4)
    await stopwatchOf('Voeten naast elkaar').getByRole('button', { name: i.start, exact: true }).waitFor()
    await settle()
    expect(await fieldOf('Voeten naast elkaar').inputValue()).toBe('10')
    await stopwatchOf('Voeten naast elkaar').getByRole('button', { name: i.close, exact: true }).click()
    await world.letGo(page)
  })

  test('the score follows as it is typed, by the length of the course', async () => {
    await fieldOf('Semi-tandem').fill('10')
    await fieldOf('Tandem').fill('2,99')
    await fieldOf('Vijf keer opstaan').fill('11,2')
    await page.getByRole('radiogroup', { name: 'Lengte van het parcours' }).getByText('4 m', { exact: true }).click()
    await page.getByText(/^8\spunten$/).waitFor()
    expect(await figureOf(page.locator('.c-fill-in-parts'), 'Balans')).toBe(i.points('2', '4'))
    expect(await figureOf(page.locator('.c-fill-in-parts'), 'Lopen')).toBe(i.points('3', '4'))
    expect(await figureOf(page.locator('.c-fill-in-parts'), 'Opstaan')).toBe(i.points('3', '4'))
    await page.getByRole('radiogroup', { name: 'Lengte van het parcours' }).getByText('3 m', { exact: true }).click()
    await page.getByText(/^7\spunten$/).waitFor()
    await fieldOf('Tandem').fill('3')
    await page.getByText(/^8\spunten$/).waitFor()
    await expectNoAxeViolations(page)
  })

  test('a number out of range is refused with what is expected', async () => {
    await fieldOf('Tandem').fill('11')
    await page
      .locator('.d-field-problem')
      .filter({ hasText: /10\sseconden/ })
      .waitFor()
    expect(await fieldOf('Tandem').getAttribute('aria-invalid')).toBe('true')
    await fieldOf('Tandem').fill('3')
    await page.getByText(/^8\spunten$/).waitFor()
  })

  test('what could not be done has no points', async () => {
    const unable = page.getByRole('checkbox', { name: i.unableFor('Vijf keer opstaan') })
    await unable.check()
    await page.getByText(/^5\spunten$/).waitFor()
    expect(await figureOf(page.locator('.c-fill-in-parts'), 'Opstaan')).toBe(i.points('0', '4'))
    expect(await fieldOf('Vijf keer opstaan').isDisabled()).toBe(true)
    await unable.uncheck()
    await fieldOf('Vijf keer opstaan').fill('11,2')
    await page.getByText(/^8\spunten$/).waitFor()
  })

  test('it is saved with its parts, and stands among the changes', async () => {
    await page.getByRole('button', { name: i.use, exact: true }).click()
    await page.getByRole('button', { name: i.remove('SPPB') }).waitFor()
    await page.getByRole('button', { name: t.evaluation.save(1) }).click()
    await page.getByText(t.evaluation.saved).waitFor()
    const line = page.getByRole('article').filter({ hasText: 'SPPB' })
    expect(await figureOf(line, t.evaluation.baseline)).toContain('8 (')
  })

  test('six weeks later the last score, the change, the error and the group threshold stand beside it', async () => {
    await world.goOnTo('2026-06-15')
    await openPatient(page, 'Stijn Proef')
    await goTo(page, 'evaluation')
    await fillIn('SPPB')
    await fieldOf('Voeten naast elkaar').fill('10')
    await fieldOf('Semi-tandem').fill('10')
    await fieldOf('Tandem').fill('10')
    await page.getByRole('radiogroup', { name: 'Lengte van het parcours' }).getByText('4 m', { exact: true }).click()
    await fieldOf('Looptijd').fill('4,81')
    await fieldOf('Vijf keer opstaan').fill('13,7')
    await page.getByText(/^10\spunten$/).waitFor()
    const beside = page.locator('.c-beside-figures')
    expect(await figureOf(beside, i.previous)).toBe('8 punten')
    expect(await figureOf(beside, i.changeLabel)).toBe('+2 punten')
    expect(await figureOf(beside, i.measurementError)).toBe(i.notInSource)
    expect(await figureOf(beside, i.group)).toBe('1,21 punten')
    expect(await page.locator('.c-beside').innerText()).toContain(i.notMet)
    await page.getByRole('button', { name: i.cancel, exact: true }).click()
    await fillInButton('SPPB').waitFor()
  })
})

test('each activity of the PSK is a line of its own', async () => {
  for (const [activity, hindrance] of [
    ['Wandelen met de hond', '7'],
    ['Stofzuigen', '4'],
  ] as const) {
    await fillIn('PSK')
    await fieldOf('Activiteit').fill(activity)
    await fieldOf('Hinder').fill(hindrance)
    await page.getByRole('button', { name: i.use, exact: true }).click()
    await page.getByRole('button', { name: i.remove(`PSK, ${activity}`) }).waitFor()
  }
  await page.getByRole('button', { name: t.evaluation.save(2) }).click()
  await page.getByText(t.evaluation.saved).waitFor()
  const titles = await page.getByRole('article').getByRole('heading').allInnerTexts()
  expect(titles).toEqual(expect.arrayContaining(['PSK, Wandelen met de hond', 'PSK, Stofzuigen']))
})

test('a reference value outside its ages, and one that awaits review, is said to be missing', async () => {
  await fillIn('6MWT')
  await fieldOf('Afstand').fill('420')
  await page.getByText(i.missing('lengte, gewicht, lichamelijk actief')).waitFor()
  await fieldOf('Lengte').fill('175')
  await fieldOf('Gewicht').fill('80')
  await page.getByRole('radiogroup', { name: 'Lichamelijk actief' }).getByText('nee', { exact: true }).click()
  await page.getByText(i.lowerLimit('').trim(), { exact: false }).waitFor()
  await page.getByRole('button', { name: i.cancel, exact: true }).click()
  await fillIn('Grip right (kg)')
  await page.getByText(i.awaitingReview).waitFor()
  await fieldOf('Poging 2').fill('26,9')
  await page.getByText(/^26,9\skg$/).waitFor()
  await page.getByText(i.met, { exact: true }).waitFor()
  expect(await page.locator('.c-beside').innerText()).not.toContain('percentiel')
})

test('no page complained', () => {
  expect(complaintLines(world.complaints)).toEqual([])
})

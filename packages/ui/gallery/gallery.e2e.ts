import { writeFileSync } from 'node:fs'
import AxeBuilder from '@axe-core/playwright'
import { type Browser, chromium, type Page } from 'playwright-core'
import { sizes, specimens } from './specimens.ts'

/**
 * Run by hand against the served gallery: `node packages/ui/gallery/gallery.e2e.ts http://127.0.0.1:5199`.
 * Every specimen × size × theme × language through axe (WCAG 2.2 A and AA), no sideways scrolling, then the few things
 * that only a browser can show. Prints one line per problem, and ends with exit code 1 if there was any.
 */
const [address = 'http://127.0.0.1:5199', pictures] = process.argv.slice(2)
const problems: string[] = []
let looked = 0

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
await lookAtAll(browser)
await operate(browser)
await browser.close()

process.stdout.write(
  `${problems.map((problem) => `${problem}\n`).join('')}${looked} looked at, ${problems.length} problems\n`,
)
process.exitCode = problems.length > 0 ? 1 : 0

async function open(where: Browser, query: string, size: keyof typeof sizes): Promise<Page> {
  const context = await where.newContext({ viewport: sizes[size], hasTouch: size === 'phone', reducedMotion: 'reduce' })
  const page = await context.newPage()
  page.on('console', (message) => message.type() === 'error' && problems.push(`${query}: console: ${message.text()}`))
  page.on('pageerror', (error) => problems.push(`${query}: ${error.message}`))
  await page.goto(`${address}/?${query}`)
  await page.waitForSelector('main')
  await page.evaluate(() => document.fonts.ready)
  await page.waitForTimeout(450)
  return page
}

async function check(page: Page, name: string): Promise<void> {
  looked += 1
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  for (const { id, nodes } of violations)
    problems.push(`${name}: axe ${id}: ${nodes.map((node) => node.target.join(' ')).join(' | ')}`)
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  if (sideways > 0) problems.push(`${name}: ${sideways} px wider than the screen`)
}

async function lookAtAll(where: Browser): Promise<void> {
  for (const [app, screens] of Object.entries(specimens)) {
    for (const screen of screens) {
      for (const size of Object.keys(sizes) as (keyof typeof sizes)[]) {
        for (const theme of ['light', 'dark']) {
          for (const lang of ['nl', 'en']) {
            const query = `app=${app}&screen=${screen}&theme=${theme}&lang=${lang}`
            const page = await open(where, query, size)
            await check(page, `${query} ${size}`)
            await page.context().close()
          }
        }
      }
    }
  }
}

async function operate(where: Browser): Promise<void> {
  const expect = (holds: boolean, words: string) => {
    looked += 1
    if (!holds) problems.push(words)
  }
  const intake = await open(where, 'app=clinic&screen=intake&theme=light&lang=nl', 'laptop')
  const weight = intake.getByLabel('Gewicht', { exact: true })
  await weight.fill('1500')
  expect(
    await intake.getByText('Hoogstens 300 kg. Niet bewaard. Bewaard is 72,5 kg.').isVisible(),
    'a refused number does not say what is recorded',
  )
  await weight.fill('80,5')
  await weight.press('Tab')
  expect((await weight.inputValue()) === '80,5', 'a decimal comma is not kept')
  await intake.getByRole('button', { name: 'Gewicht wissen: niet bekend' }).click()
  expect((await weight.inputValue()) === '', 'a cleared number is still there')
  await intake.getByRole('button', { name: 'Nierfunctie' }).click()
  expect(
    await intake.getByLabel('Nierfunctie (eGFR)').evaluate((input) => input === document.activeElement),
    'what is still needed does not lead to its field',
  )
  const yes = intake.getByRole('radiogroup', { name: 'Wervelbreuk' })
  await yes.getByRole('radio', { name: 'niet bekend' }).focus()
  await intake.keyboard.press('ArrowRight')
  expect(
    await yes.getByRole('radio', { name: 'ja' }).isChecked(),
    'arrow keys do not move between yes, no and not known',
  )
  await picture(intake, 'used-intake')
  await intake.context().close()

  for (const size of ['laptop', 'phone'] as const) {
    const plan = await open(where, 'app=clinic&screen=plan&theme=light&lang=nl', size)
    const number = plan.getByRole('button', { name: '22', exact: true }).first()
    await number.click()
    expect(
      await plan.locator('.d-popover').getByText('Met de hand gewijzigd').isVisible(),
      `${size}: a number does not show why`,
    )
    await check(plan, `number that shows why, ${size}`)
    await picture(plan, `used-why-${size}`)
    await plan.keyboard.press('Escape')
    expect((await plan.locator('.d-popover').count()) === 0, `${size}: Escape does not close the reasons`)
    await plan.getByRole('button', { name: 'Zo ziet de patiënt het' }).click()
    expect(
      await plan.getByRole('dialog', { name: 'Zo ziet de patiënt het' }).isVisible(),
      `${size}: the dialog has no name`,
    )
    await plan.waitForTimeout(300)
    await check(plan, `dialog, ${size}`)
    await picture(plan, `used-dialog-${size}`)
    await plan.keyboard.press('Escape')
    await plan.waitForTimeout(300)
    expect(
      await plan
        .getByRole('button', { name: 'Zo ziet de patiënt het' })
        .evaluate((button) => button === document.activeElement),
      `${size}: the dialog does not give the focus back`,
    )
    await plan.context().close()
  }
}

async function picture(page: Page, name: string): Promise<void> {
  if (pictures) writeFileSync(`${pictures}/${name}.png`, await page.screenshot())
}

import { mkdirSync } from 'node:fs'
import { launchBrowser, openLaptop, openPhone } from '../browser.ts'
import { answers, checkAccess, morning, walks, wordsOf } from './screens.ts'
import { openScriptedPractice } from './scripted-practice.ts'

/**
 * Pictures of every screen of the patient's app, for looking by hand, with an accessibility check of each:
 * `node e2e/patient/shoot.ts <folder> [phone|laptop] [nl|en] [light|dark] [walk …]`, after a build of the app.
 */
const [folder = '.test-artifacts/patient', device = 'phone', language = 'nl', scheme = 'light', ...wanted] =
  process.argv.slice(2)
mkdirSync(folder, { recursive: true })

const practice = await openScriptedPractice(answers.runWalk)
const browser = await launchBrowser()
const view = {
  locale: language === 'nl' ? ('nl-NL' as const) : ('en-GB' as const),
  colorScheme: scheme === 'dark' ? ('dark' as const) : ('light' as const),
}
let failed = 0
for (const [name, walk] of Object.entries(walks)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  const context = await (device === 'phone' ? openPhone : openLaptop)(browser, view)
  const page = await context.newPage()
  page.on('pageerror', (error) => process.stderr.write(`${name}: ${error.message}\n`))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/401|503/.test(message.text()))
      process.stderr.write(`${name}: ${message.text()}\n`)
  })
  // Time stands still except where a walk lets it run, however long a check takes.
  await page.clock.install({ time: morning })
  await page.clock.pauseAt(new Date(Date.parse(morning) + 1000))
  practice.isSignedIn = false
  let number = 0
  try {
    await walk({
      page,
      practice,
      t: wordsOf(language === 'en' ? 'en' : 'nl'),
      shoot: async (screen) => {
        number += 1
        const file = `${name}-${String(number).padStart(2, '0')}-${screen}.png`
        await page.screenshot({ path: `${folder}/${file}`, fullPage: process.env['WHOLE'] !== undefined })
        await checkAccess(page).catch((error: Error) => {
          failed += 1
          process.stderr.write(`${file}: ${error.message}\n`)
        })
      },
    })
  } catch (error) {
    failed += 1
    await page.screenshot({ path: `${folder}/${name}-failed.png` })
    process.stderr.write(`${name}: ${error instanceof Error ? error.message : String(error)}\n`)
  }
  await context.close()
}
await browser.close()
await practice.close()
process.exitCode = failed > 0 ? 1 : 0

import { chromium } from 'playwright-core'
import { sizes, specimens } from './specimens.ts'

/** Pictures of the gallery: `node packages/ui/gallery/shoot.ts <address> <folder> [filter]`, for looking by hand. */
const [address = 'http://127.0.0.1:5199', folder = '.test-artifacts/gallery', filter = ''] = process.argv.slice(2)
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
for (const [app, screens] of Object.entries(specimens)) {
  for (const screen of screens) {
    for (const [size, viewport] of Object.entries(sizes)) {
      for (const theme of ['light', 'dark']) {
        for (const lang of ['nl', 'en']) {
          const name = `${app}-${screen}-${size}-${theme}-${lang}`
          if (!name.match(filter)) continue
          const page = await browser.newPage({
            viewport,
            deviceScaleFactor: size === 'phone' ? 2 : 1,
            hasTouch: size === 'phone',
          })
          await page.goto(`${address}/?app=${app}&screen=${screen}&theme=${theme}&lang=${lang}`)
          await page.waitForSelector('main')
          await page.evaluate(() => document.fonts.ready)
          await page.waitForTimeout(700)
          await page.screenshot({ path: `${folder}/${name}.png`, fullPage: app === 'clinic' })
          await page.close()
        }
      }
    }
  }
}
await browser.close()

import { readFileSync, writeFileSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { findChromium } from './debian-packages.mjs'

// Draws the icons for home screens from `public/icon.svg`: `node scripts/draw-icons.mjs`, after a change of it.
const svg = readFileSync(new URL('../apps/patient/public/icon.svg', import.meta.url), 'utf8')
// Home screens cut their own shape: the ground fills the square, and the sign keeps clear of the edge.
const full = svg.replace(' rx="14"', '')
const maskable = full.replace('translate(1.6 1.6) scale(1.9)', 'translate(9.6 9.6) scale(1.4)')
/** @type {readonly (readonly [name: string, drawing: string, size: number])[]} */
const icons = [
  ['icon-192.png', svg, 192],
  ['icon-512.png', svg, 512],
  ['icon-maskable.png', maskable, 512],
  ['icon-apple.png', full, 180],
]

const executablePath = findChromium()
if (executablePath === undefined) throw new Error('Chromium is not installed; "npm test" installs it or says how')
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
for (const [name, drawing, size] of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px}</style>${drawing}`)
  const picture = await page.screenshot({ omitBackground: true })
  writeFileSync(new URL(`../apps/patient/public/${name}`, import.meta.url), picture)
}
await browser.close()

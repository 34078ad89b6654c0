import type { PatientToday } from '@dosis/api'
import type { Page } from 'playwright-core'
import { programmes } from './programmes.ts'
import type { ScriptedPractice } from './scripted-practice.ts'

/** What a walk through the app needs; the same as in `screens.ts`. */
interface Walk {
  readonly page: Page
  readonly practice: ScriptedPractice
  readonly t: {
    readonly next: string
    readonly start: string
    readonly ready: string
    readonly table: string
    readonly skipQuestion: string
    readonly whySo: string
    readonly whereFrom: string
    readonly setDone: string
    readonly oneMore: string
    readonly stop: string
    readonly enough: string
  }
  readonly shoot: (name: string) => Promise<void>
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click()
const settle = (page: Page) => page.waitForTimeout(150)

async function open({ page, practice }: Walk, told: PatientToday): Promise<void> {
  practice.today = told
  await page.goto(`${practice.url}/p/#/open/proef`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForURL('**/p/#/')
  await settle(page)
}

/** Skips every question up to the page on which the session begins. */
async function skipToReady({ page, t }: Walk): Promise<void> {
  await page.locator('.d-phone-action a').click()
  await settle(page)
  while (!page.url().endsWith('/ready')) {
    await press(page, t.skipQuestion)
    await settle(page)
  }
}

/** Every programme, from Today to a phase of its player that nothing else shows. */
export const programmeWalks: Readonly<Record<string, (walk: Walk) => Promise<void>>> = {
  programmes: async (walk) => {
    for (const name of Object.keys(programmes) as (keyof typeof programmes)[]) {
      await open(walk, programmes[name])
      await walk.shoot(`card-${name}`)
    }
  },
  why: async (walk) => {
    const { page, t, shoot } = walk
    await open(walk, programmes.continuous)
    await press(page, t.whySo)
    await shoot('why')
    for (const button of await page.getByRole('button', { name: t.whereFrom }).all()) await button.click()
    await settle(page)
    await shoot('where-from')
  },
  continuous: async (walk) => {
    const { page, t, shoot } = walk
    await open(walk, programmes.continuous)
    await page.locator('.d-phone-action a').click()
    await settle(page)
    await shoot('pain-skippable')
    await press(page, t.skipQuestion)
    await settle(page)
    await page.getByRole('textbox').fill('80')
    await shoot('weight')
    await press(page, t.next)
    await settle(page)
    await shoot('heart-rate')
    await press(page, t.skipQuestion)
    await settle(page)
    await shoot('breathless')
    await press(page, t.skipQuestion)
    await settle(page)
    await shoot('continuous-ready')
    await press(page, t.start)
    await page.clock.runFor(65_000)
    await shoot('continuous-move')
  },
  signs: async (walk) => {
    const { page, t, shoot } = walk
    await open(walk, programmes.breathing)
    await page.locator('.d-phone-action a').click()
    await settle(page)
    await press(page, t.skipQuestion)
    await settle(page)
    await press(page, t.skipQuestion)
    await settle(page)
    await page.getByRole('textbox').fill('112')
    await press(page, t.next)
    await settle(page)
    await press(page, t.skipQuestion)
    await settle(page)
    await shoot('stop-heart-rate')
  },
  glucose: async (walk) => {
    const { page, t, shoot } = walk
    await open(walk, programmes.insulin)
    await page.locator('.d-phone-action a').click()
    await settle(page)
    await shoot('low-glucose')
    for (const question of ['low', 'unwell']) {
      await page.locator('label.d-answer').last().click()
      await press(page, t.next)
      await settle(page)
      if (question === 'unwell') await shoot('glucose')
    }
    await page.getByRole('textbox').fill('3')
    await press(page, t.next)
    await settle(page)
    await shoot('not-now')
  },
  hard: async (walk) => {
    const { page, t, shoot } = walk
    await open(walk, programmes.intervals)
    await skipToReady(walk)
    await shoot('intervals-ready')
    await press(page, t.start)
    await page.clock.runFor(8_000)
    await shoot('intervals-hard')
    await page.clock.runFor(241_000)
    await shoot('intervals-easy')
  },
  resistance: async (walk) => {
    const { page, t, shoot } = walk
    await open(walk, programmes.resistance)
    await skipToReady(walk)
    await shoot('resistance-ready')
    await press(page, t.start)
    await settle(page)
    await press(page, t.oneMore)
    await shoot('resistance-set')
  },
  slow: async (walk) => {
    const { page, t, shoot } = walk
    await open(walk, programmes.slow)
    await skipToReady(walk)
    await press(page, t.start)
    await page.clock.runFor(7_000)
    await shoot('slow-tempo')
    await press(page, t.setDone)
    await settle(page)
    await shoot('slow-rest')
  },
  jumps: async (walk) => {
    const { page, t, shoot } = walk
    await open(walk, programmes.impact)
    await skipToReady(walk)
    await press(page, t.start)
    await settle(page)
    await press(page, t.ready)
    await settle(page)
    await shoot('walk-between')
  },
  back: async (walk) => {
    const { page, t, shoot } = walk
    await open(walk, programmes.back)
    await page.locator('.d-phone-action a').click()
    await settle(page)
    await shoot('next-morning')
    await press(page, t.skipQuestion)
    await settle(page)
    await press(page, t.skipQuestion)
    await settle(page)
    await press(page, t.start)
    await page.clock.runFor(6_000)
    await shoot('back-hold')
  },
  breathing: async (walk) => {
    const { page, t, shoot } = walk
    await open(walk, programmes.breathing)
    await skipToReady(walk)
    await shoot('breathing-ready')
    await press(page, t.start)
    await page.clock.runFor(8_000)
    await shoot('breathing')
  },
  balance: async (walk) => {
    const { page, t, shoot } = walk
    await open(walk, programmes.balance)
    await skipToReady(walk)
    await press(page, t.start)
    await page.clock.runFor(70_000)
    await shoot('balance')
  },
  steps: async (walk) => {
    const { page, t, shoot } = walk
    await open(walk, programmes.steps)
    await page.locator('.d-phone-action a').click()
    await settle(page)
    await page.getByRole('textbox').fill('4310')
    await shoot('steps')
    await press(page, t.next)
    await settle(page)
    await press(page, t.skipQuestion)
    await settle(page)
    await shoot('fatigue')
  },
  weeks: async (walk) => {
    const { page, practice, t, shoot } = walk
    for (const name of ['walking', 'steps', 'loads'] as const) {
      await open(walk, programmes[name])
      await page.goto(`${practice.url}/p/#/progress`)
      await settle(page)
      await press(page, t.table)
      await shoot(`weeks-${name}`)
    }
  },
}

import type { PatientToday } from '@dosis/api'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { type AppOnPhone, choose, comeBack, heading, openAppOnPhone, press } from './patient/app-on-phone.ts'
import { programmes } from './patient/programmes.ts'
import { openScriptedPractice, type ScriptedPractice } from './patient/scripted-practice.ts'
import { morning, today } from './patient/screens.ts'

let browser: Browser
let practice: ScriptedPractice
beforeAll(async () => {
  browser = await launchBrowser()
  practice = await openScriptedPractice(programmes.continuous)
  practice.now = () => new Date(morning)
})
afterAll(async () => {
  await browser?.close()
  await practice?.close()
})

const minute = 60_000
/** A player that hears nothing for more than four seconds believes that the phone slept. */
async function pass(page: Page, milliseconds: number): Promise<void> {
  await page.clock.runFor(milliseconds)
}

/** From Today to the first second of the session; every question before it is skipped. */
async function beginSkipping(page: Page): Promise<void> {
  await page.locator('.d-phone-action a').click()
  await page.waitForURL('**/session/**')
  for (;;) {
    const skip = page.getByRole('button', { name: 'Overslaan', exact: true })
    const ready = page.getByRole('heading', { level: 1, name: 'Zo doet u het' })
    await skip.or(ready).first().waitFor()
    if (await ready.isVisible()) break
    await skip.click()
    await page.waitForTimeout(550)
  }
  await press(page, 'Beginnen')
  await page.locator('.p-player').waitFor()
}

/** Skips every question after the session that may be skipped, and saves. */
async function endSkipping(page: Page): Promise<void> {
  for (;;) {
    const skip = page.getByRole('button', { name: 'Overslaan', exact: true })
    const wrong = page.getByRole('heading', { level: 1, name: 'Was er iets mis?' })
    await skip.or(wrong).first().waitFor()
    if (await wrong.isVisible()) break
    await skip.click()
    await page.waitForTimeout(550)
  }
  await choose(page, 'Nee, niets')
  await press(page, 'Volgende')
  await heading(page, 'Wilt u er iets bij vertellen?')
  await page.waitForTimeout(550)
  await press(page, 'Bewaren')
}

async function stopAndEnd(page: Page): Promise<void> {
  await press(page, 'Stoppen')
  await press(page, 'Het is genoeg voor vandaag')
  await endSkipping(page)
}

/** Opens a programme, does it, and hands over what the practice received. */
async function walk(told: PatientToday, steps: (page: Page) => Promise<void>) {
  const { context, page }: AppOnPhone = await openAppOnPhone(browser, practice, told)
  await steps(page)
  await page.getByText('Verstuurd naar uw therapeut.').waitFor()
  await context.close()
  expect(practice.delivered).toHaveLength(1)
  return practice.delivered[0]
}

const word = (page: Page, words: string) => heading(page, words)

test('continuous: how hard stands in the player, and what was skipped is not known', async () => {
  const log = await walk(programmes.continuous, async (page) => {
    await page.getByText('houd uw hartslag tussen 92 en 98 slagen per minuut, en laat het licht aanvoelen').waitFor()
    await beginSkipping(page)
    await pass(page, 6_000)
    await word(page, 'Bewegen')
    await page.locator('.p-while').getByText('tussen 92 en 98').waitFor()
    await pass(page, 20 * minute)
    await endSkipping(page)
  })
  expect(log).toMatchObject({
    completed: true,
    painBefore: null,
    effortBorg: null,
    painAfter: null,
    before: { weightKilograms: null, restingHeartRateBpm: null, breathlessness: null },
    parts: [{ kind: 'continuous', exercise: 'brisk-walking', seconds: 1200 }],
  })
})

test('4×4: hard and moving gently in turn, and each interval is logged', async () => {
  const log = await walk(programmes.intervals, async (page) => {
    await beginSkipping(page)
    await pass(page, 6_000)
    await word(page, 'Flink door')
    await pass(page, 4 * minute)
    await word(page, 'Rustig bewegen')
    await pass(page, 3 * minute)
    await word(page, 'Flink door')
    await stopAndEnd(page)
  })
  expect(log).toMatchObject({ completed: false, parts: [{ repetitions: 1, exercise: 'intervals-4x4' }] })
})

test('resistance: sets with rest, as many times as went well, with the load', async () => {
  const log = await walk(programmes.resistance, async (page) => {
    await beginSkipping(page)
    await word(page, 'Rustig herhalen')
    for (let more = 0; more < 4; more += 1) await press(page, 'Eén meer')
    await press(page, 'Klaar')
    await word(page, 'Rust')
    await page.waitForTimeout(550)
    await press(page, 'Verder')
    await word(page, 'Rustig herhalen')
    await page.waitForTimeout(550)
    await press(page, 'Klaar')
    await word(page, 'Rust')
    await stopAndEnd(page)
  })
  expect(log?.parts).toMatchObject([{ exercise: 'leg-press', sets: 2, repetitionsPerSet: [12, 8], loadKilograms: 40 }])
})

test('slow strength: today is A, the tempo leads, and a set may end when it is enough', async () => {
  const log = await walk(programmes.slow, async (page) => {
    await page.getByText('Vandaag: training A.').waitFor()
    await beginSkipping(page)
    await pass(page, 5_000 + 6 * 8_000 + 1_000)
    await press(page, 'Genoeg voor deze serie')
    await word(page, 'Rust')
    await stopAndEnd(page)
  })
  expect(log).toMatchObject({
    content: 'A',
    parts: [{ exercise: 'leg-press', sets: 1, repetitionsPerSet: [6], loadKilograms: 20 }],
  })
})

test('the session after A is B', async () => {
  const before = programmes.slow
  const done = {
    ...programmes.loads.logs[0],
    sessionId: 'a',
    template: before.plan?.sessions[0]?.id,
    content: 'A',
  } as PatientToday['logs'][number]
  const { context, page } = await openAppOnPhone(browser, practice, { ...before, logs: [done] })
  await page.getByText('Vandaag: training B.').waitFor()
  await page.getByRole('heading', { name: 'Chest press' }).waitFor()
  expect(await page.getByRole('heading', { name: 'Leg press' }).count()).toBe(0)
  await context.close()
})

test('impact: five times ten with walking in between, in the form of the level', async () => {
  const log = await walk(programmes.impact, async (page) => {
    await page.getByText('Niveau 1 van 5').waitFor()
    await beginSkipping(page)
    for (let set = 1; set <= 5; set += 1) {
      await word(page, 'Tellen')
      await page.waitForTimeout(550)
      await press(page, 'Klaar')
      if (set === 5) break
      await word(page, 'Rustig wandelen')
      await page.waitForTimeout(550)
      await press(page, 'Verder')
    }
    await endSkipping(page)
  })
  expect(log).toMatchObject({ completed: true, parts: [{ exercise: 'stamping', level: 1, sets: 5, impacts: 50 }] })
})

test('back endurance: the morning after is asked, and holds wait for the patient', async () => {
  const log = await walk(programmes.back, async (page) => {
    await page.locator('.d-phone-action a').click()
    await heading(page, 'Hoeveel pijn had u op dinsdag 17 november, de ochtend na uw training?')
    await choose(page, '2')
    await press(page, 'Volgende')
    await heading(page, 'Hoeveel pijn heeft u nu?')
    await page.waitForTimeout(550)
    await press(page, 'Overslaan')
    await page.waitForTimeout(550)
    await press(page, 'Beginnen')
    await pass(page, 5_500)
    await word(page, 'Vasthouden')
    await pass(page, 3_000)
    await word(page, 'Loslaten')
    await press(page, 'Opnieuw vasthouden')
    await pass(page, 3_500)
    await word(page, 'Loslaten')
    await page.waitForTimeout(550)
    await press(page, 'Genoeg voor deze serie')
    await word(page, 'Volgende oefening')
    await stopAndEnd(page)
  })
  expect(log).toMatchObject({
    morningAfter: [{ sessionId: 'before', pain: 2 }],
    painBefore: null,
    parts: [{ exercise: 'back-extension-sitting', sets: 1, repetitionsPerSet: [2], holdSeconds: 3 }],
  })
})

test('on the morning itself the pain can be told at once, and goes with the next session', async () => {
  const [before] = programmes.back.logs
  const yesterday = '2026-11-17'
  const logs = before === undefined ? [] : [{ ...before, on: yesterday, startedAt: `${yesterday}T08:00:00.000Z` }]
  const log = await walk({ ...programmes.back, logs }, async (page) => {
    await page.getByRole('link', { name: 'Hoe is de pijn vanochtend?' }).click()
    await heading(page, 'Hoeveel pijn had u op woensdag 18 november, de ochtend na uw training?')
    await choose(page, '4')
    await press(page, 'Bewaren')
    await page.getByRole('link', { name: 'Hoe is de pijn vanochtend?' }).waitFor({ state: 'detached' })
    await page.reload()
    await page.getByRole('link', { name: 'Beginnen', exact: true }).waitFor()
    expect(await page.getByRole('link', { name: 'Hoe is de pijn vanochtend?' }).count()).toBe(0)
    await beginSkipping(page)
    await stopAndEnd(page)
  })
  expect(log?.morningAfter).toEqual([{ sessionId: 'before', pain: 4 }])
})

test('breathing: against the resistance of the plan', async () => {
  const log = await walk(programmes.breathing, async (page) => {
    await beginSkipping(page)
    await pass(page, 6_000)
    await word(page, 'Ademen')
    await page.getByText('Adem krachtig in tegen de weerstand.').waitFor()
    await pass(page, 15 * minute)
    await endSkipping(page)
  })
  expect(log).toMatchObject({ completed: true, parts: [{ percentPiMax: 20, seconds: 900 }] })
})

test('balance: the time goes up, stop is there, and the patient says when it is enough', async () => {
  const log = await walk(programmes.balance, async (page) => {
    await beginSkipping(page)
    await word(page, 'In balans')
    expect(await page.locator('.d-ring').count()).toBe(0)
    await page.getByRole('button', { name: 'Stoppen' }).waitFor()
    await pass(page, 90_000)
    await page.getByText('1:30 gedaan').waitFor()
    await press(page, 'Klaar')
    await endSkipping(page)
  })
  expect(log?.parts).toMatchObject([{ kind: 'continuous', seconds: 90 }])
})

test('brisk walking counts towards the week', async () => {
  const { context, page } = await openAppOnPhone(browser, practice, programmes.walking)
  await heading(page, 'Dag Geertruida')
  expect(await page.getByText('Deze week 35 van 60 minuten.').count()).toBe(1)
  await context.close()
})

test('a step goal without a connection: told once, kept, sent once, with tiredness', async () => {
  const { context, page } = await openAppOnPhone(browser, practice, { ...programmes.steps, logs: [] })
  await context.setOffline(true)
  await page.getByRole('link', { name: 'Stappen invullen' }).click()
  await page.getByRole('textbox').fill('4310')
  await press(page, 'Volgende')
  await heading(page, 'Hoeveel pijn heeft u nu, na de training?')
  await choose(page, '3')
  await press(page, 'Volgende')
  await heading(page, 'Hoe moe bent u nu?')
  await choose(page, '4')
  await press(page, 'Volgende')
  await choose(page, 'Nee, niets')
  await press(page, 'Volgende')
  await heading(page, 'Wilt u er iets bij vertellen?')
  await page.waitForTimeout(550)
  await press(page, 'Bewaren')
  await page.getByText('Bewaard op deze telefoon.').waitFor()
  await context.setOffline(false)
  await Promise.all([comeBack(page), comeBack(page)])
  await page.getByText('Verstuurd naar uw therapeut.').waitFor()
  await context.close()
  expect(practice.delivered).toHaveLength(1)
  expect(practice.delivered[0]).toMatchObject({
    on: today,
    completed: true,
    painAfter: 3,
    fatigue: 4,
    parts: [{ kind: 'steps', steps: 4310 }],
  })
})

test('a fast heart at rest before the session stops it on the phone, without a connection', async () => {
  const { context, page } = await openAppOnPhone(browser, practice, programmes.breathing)
  await context.setOffline(true)
  await page.locator('.d-phone-action a').click()
  await page.waitForTimeout(550)
  await press(page, 'Overslaan')
  await heading(page, 'Hoeveel weegt u vandaag?')
  await page.waitForTimeout(550)
  await press(page, 'Overslaan')
  await heading(page, 'Wat is uw hartslag in rust?')
  await page.getByRole('textbox').fill('112')
  await press(page, 'Volgende')
  await heading(page, 'Hoe kortademig bent u nu?')
  await page.waitForTimeout(550)
  await press(page, 'Overslaan')
  await heading(page, 'Train nu niet.')
  await page.getByRole('link', { name: /^Bel Oefenpraktijk/ }).waitFor()
  await page.waitForTimeout(550)
  await press(page, 'Sluiten')
  await page.getByText('U heeft een klacht gemeld.').waitFor()
  expect(await page.getByRole('link', { name: 'Beginnen' }).count()).toBe(0)
  await context.setOffline(false)
  await comeBack(page)
  await expect.poll(() => practice.delivered.length).toBe(1)
  await context.close()
  expect(practice.delivered[0]).toMatchObject({
    completed: false,
    parts: [],
    before: { weightKilograms: null, restingHeartRateBpm: 112, breathlessness: null },
  })
})

test('with insulin the session waits for the glucose, and begins when it is high enough', async () => {
  const { context, page } = await openAppOnPhone(browser, practice, programmes.insulin)
  const next = async () => {
    await page.waitForTimeout(550)
    await press(page, 'Volgende')
  }
  const measured = async (glucose: string) => {
    await heading(page, 'Meet nu uw glucose. Hoe hoog is die?')
    await page.getByRole('textbox').fill(glucose)
    await next()
  }
  await page.locator('.d-phone-action a').click()
  await heading(page, 'Had u in de laatste 24 uur een te lage glucose?')
  await page.waitForTimeout(550)
  await press(page, 'Ik weet het niet')
  await heading(page, 'Begin nu niet')
  await press(page, 'Antwoord veranderen')
  await choose(page, 'Nee')
  await next()
  await heading(page, 'Voelt u zich nu ziek?')
  await choose(page, 'Nee')
  await next()
  await measured('3,9')
  await heading(page, 'Begin nu niet')
  await page.getByText('Neem nu 15 gram snelle suiker.').waitFor()
  await page.waitForTimeout(550)
  await press(page, 'Ik heb opnieuw gemeten')
  await measured('126')
  await page.getByText('40', { exact: false }).first().waitFor()
  await measured('16,2')
  await heading(page, 'Uw glucose is hoog. Hebt u klachten of ketonen?')
  await choose(page, 'Nee')
  await next()
  await heading(page, 'Hoeveel pijn heeft u nu?')
  await page.goto(`${page.url().split('#')[0]}#/session/general_activity/ready`)
  await page.reload()
  await heading(page, 'Had u in de laatste 24 uur een te lage glucose?')
  await context.close()
  expect(practice.delivered).toMatchObject([
    { completed: false, parts: [], before: { glucoseMillimolesPerLitre: 3.9, isUnwell: false } },
  ])
})

test('back after a gap: one step lower, in words', async () => {
  const { context, page } = await openAppOnPhone(browser, practice, programmes.loads)
  await heading(page, 'Dag Geertruida')
  expect(await page.getByText('U bent er weer. We beginnen een stap terug.').count()).toBe(1)
  await context.close()
})

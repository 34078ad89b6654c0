import type { PatientToday } from '@dosis/api'
import { addDays } from '@dosis/domain'
import type { Page } from 'playwright-core'
import {
  answer,
  impactPlan,
  log,
  onlyOn,
  progress,
  runWalkPart,
  runWalkPlan,
  step,
  strengthPart,
  strengthPlan,
  weeks,
} from './plans.ts'
import { type AxeLook, expectNoAxeViolations } from '../browser.ts'
import { programmeWalks } from './programme-walks.ts'
import type { ScriptedPractice } from './scripted-practice.ts'

/** A Wednesday. The pages' clock is set to its morning, so that a picture does not depend on the day it is made. */
export const today = '2026-11-18'
export const morning = `${today}T08:30:00.000Z`

const sixWeeks = [
  [2, 5, 4.5, 1],
  [3, 4.5, 4, 1],
  [3, 4, 4, 2],
  [1, 4, 3.5, 2],
  [3, 3.5, 3, 3],
  [1, 3, 3, 3],
] as const

const manyWeeks = Array.from({ length: 22 }, (_, week) => {
  const level = Math.min(13, 1 + Math.floor(week * 0.6))
  return week === 9 ? ([0, null, null, null] as const) : ([week % 4 === 1 ? 1 : 3, 4, 6 - week * 0.15, level] as const)
})

const strengthWeeks = [
  [2, 3, 3, null],
  [2, 3, 3.5, null],
  [1, 3, 3, null],
  [2, 2, 2.5, null],
] as const

export const answers = {
  runWalk: answer(today, {
    plan: runWalkPlan(today),
    logs: [log(addDays(today, -1))],
    progress: progress(today, weeks(today, sixWeeks), [step({ action: 'advance', rule: 'run-walk/advance', to: 4 })]),
  }),
  firstDay: answer(today, {
    plan: runWalkPlan(today),
    progress: progress(today, weeks(today, [[0, null, null, null]]), []),
  }),
  restDay: answer(today, {
    plan: runWalkPlan(today, onlyOn(today, false)),
    logs: [log(addDays(today, -1), { effortBorg: 17 })],
    progress: progress(today, weeks(today, sixWeeks), [step({})]),
  }),
  afterGap: answer(today, {
    plan: runWalkPlan(today),
    logs: [log(addDays(today, -16))],
    progress: progress(today, weeks(today, sixWeeks), [
      step({
        action: 'ask',
        rule: 'run-walk/long-gap',
        observed: [{ what: 'daysSinceLastSession', observed: 16, needed: 14 }],
      }),
    ]),
  }),
  strength: answer(today, {
    plan: strengthPlan(today),
    progress: progress(today, weeks(today, strengthWeeks, 2), []),
  }),
  twoSessions: answer(today, { plan: impactPlan(today) }),
  stopped: answer(today, { pausedBecause: 'stop', progress: progress(today, weeks(today, sixWeeks), []) }),
  paused: answer(today, { pausedBecause: 'paused' }),
  rulesChanged: answer(today, { pausedBecause: 'knowledge' }),
  closed: answer(today, { pausedBecause: 'closed', progress: progress(today, weeks(today, manyWeeks), []) }),
  noPlan: answer(today, { pausedBecause: 'no_plan' }),
  manyWeeks: answer(today, {
    plan: runWalkPlan(today),
    logs: [log(addDays(today, -1))],
    progress: progress(today, weeks(today, manyWeeks), [step({})]),
  }),
} as const satisfies Record<string, PatientToday>

/** Short intervals, so that a test can sit them out. */
export const shortRunWalk = answer(today, {
  plan: runWalkPlan(
    today,
    undefined,
    runWalkPart({ runSeconds: 10, walkSeconds: 20, repetitions: 6, minRepetitions: 6, maxRepetitions: 10 }),
  ),
})

const words = {
  nl: {
    start: 'Beginnen',
    next: 'Volgende',
    stop: 'Stoppen',
    pause: 'Pauze',
    wrong: 'Er is iets mis',
    enough: 'Het is genoeg voor vandaag',
    save: 'Bewaren',
    chest: 'Pijn of druk op de borst',
    dizzy: 'Duizelig',
    fell: 'Gevallen',
    skip: 'Nu al verder',
    ready: 'Klaar',
    yes: 'Ja',
    no: 'Nee, niets',
    some: 'Een beetje',
    report: 'Dit melden',
    table: 'In cijfers',
    close: 'Sluiten',
    resume: 'Verder',
    once: 'Opnieuw vasthouden',
    skipQuestion: 'Overslaan',
    whySo: 'Waarom zo?',
    whereFrom: 'Waar komt dit vandaan?',
    setDone: 'Genoeg voor deze serie',
    oneMore: 'Eén meer',
  },
  en: {
    start: 'Start',
    next: 'Next',
    stop: 'Stop',
    pause: 'Pause',
    wrong: 'Something is wrong',
    enough: 'It is enough for today',
    save: 'Save',
    chest: 'Pain or pressure on the chest',
    dizzy: 'Dizzy',
    fell: 'Fell',
    skip: 'Continue now',
    ready: 'Done',
    yes: 'Yes',
    no: 'No, nothing',
    some: 'A little',
    report: 'Report this',
    table: 'In figures',
    close: 'Close',
    resume: 'Continue',
    once: 'Hold again',
    skipQuestion: 'Skip',
    whySo: 'Why like this?',
    whereFrom: 'Where does this come from?',
    setDone: 'Enough for this set',
    oneMore: 'One more',
  },
} as const
export type Words = (typeof words)['nl' | 'en']
export const wordsOf = (language: 'nl' | 'en'): Words => words[language]

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const follow = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).first().click()
const choose = (page: Page, name: string) => page.getByText(name, { exact: true }).click()

/** Opens the app as a patient does, with the link, on what the practice says. */
export async function openApp(page: Page, practice: ScriptedPractice, told: PatientToday): Promise<void> {
  practice.today = told
  await page.goto(`${practice.url}/p/#/open/proef`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForURL('**/p/#/')
}

/** From Today to the moment at which the player runs. */
export async function beginSession(page: Page, t: Words, painBefore = '3'): Promise<void> {
  await page.getByRole('link', { name: t.start }).first().click()
  await choose(page, painBefore)
  await press(page, t.next)
  const times = page.getByText(/^6 (keer|times)/)
  await page.waitForURL(/\/(times|ready)$/)
  if (await times.isVisible()) {
    await times.click()
    await press(page, t.next)
  }
  await press(page, t.start)
  await page.waitForURL(/\/play$/)
}

type Shoot = (name: string) => Promise<void>
interface Walk {
  readonly page: Page
  readonly practice: ScriptedPractice
  readonly t: Words
  readonly shoot: Shoot
}

const settle = (page: Page) => page.waitForTimeout(150)

/** Every screen of the app and every phase of the player, each shown once. */
export const walks: Readonly<Record<string, (walk: Walk) => Promise<void>>> = {
  ...programmeWalks,
  today: async ({ page, practice, shoot }) => {
    for (const name of [
      'runWalk',
      'firstDay',
      'restDay',
      'afterGap',
      'strength',
      'twoSessions',
      'stopped',
      'paused',
      'rulesChanged',
      'closed',
      'noPlan',
    ] as const) {
      await openApp(page, practice, answers[name])
      await shoot(`today-${name}`)
    }
  },
  progress: async ({ page, practice, t, shoot }) => {
    for (const name of ['runWalk', 'firstDay', 'strength', 'manyWeeks', 'closed'] as const) {
      await openApp(page, practice, answers[name])
      await page.goto(`${practice.url}/p/#/progress`)
      await settle(page)
      if (name !== 'firstDay') await press(page, t.table)
      await shoot(`progress-${name}`)
    }
  },
  other: async ({ page, practice, t, shoot }) => {
    await openApp(page, practice, answers.runWalk)
    await page.goto(`${practice.url}/p/#/emergency`)
    await settle(page)
    await shoot('emergency')
    await page.goto(`${practice.url}/p/#/settings`)
    await settle(page)
    await shoot('settings')
    await page.goto(`${practice.url}/p/#/who`)
    await page.locator('.p-who').first().waitFor()
    await shoot('who-looked')
    await page.goto(`${practice.url}/p/#/report`)
    await settle(page)
    await press(page, t.next)
    await shoot('report-no-answer')
    await choose(page, t.fell)
    await press(page, t.next)
    await choose(page, t.some)
    await shoot('report-more')
    await press(page, t.report)
    await settle(page)
    await shoot('report-sent')
    await page.goto(`${practice.url}/p/#/report`)
    await settle(page)
    await choose(page, t.dizzy)
    await press(page, t.next)
    await settle(page)
    await shoot('stop-practice')
    await press(page, t.close)
    practice.isSignedIn = false
    await page.goto(`${practice.url}/p/#/open/oud`)
    await settle(page)
    await shoot('link-refused')
    practice.isDown = true
    await page.goto(`${practice.url}/p/#/open/proef`)
    await page.waitForTimeout(400)
    await shoot('link-no-connection')
    practice.isDown = false
  },
  run: async ({ page, practice, t, shoot }) => {
    await openApp(page, practice, shortRunWalk)
    await follow(page, t.start)
    await shoot('before-pain')
    await choose(page, '3')
    await press(page, t.next)
    await settle(page)
    await shoot('before-times')
    await press(page, t.next)
    await settle(page)
    await shoot('before-ready')
    await press(page, t.start)
    await settle(page)
    await shoot('player-get-ready')
    await page.clock.runFor(6000)
    await shoot('player-run')
    await page.clock.runFor(11_000)
    await shoot('player-walk')
    await press(page, t.pause)
    await settle(page)
    await shoot('player-paused')
    await press(page, t.stop)
    await settle(page)
    await shoot('stop-question')
    await press(page, t.enough)
    await settle(page)
    await shoot('after-effort')
    await choose(page, '13')
    await press(page, t.next)
    await settle(page)
    await choose(page, '2')
    await shoot('after-pain')
    await press(page, t.next)
    await settle(page)
    await shoot('after-wrong')
    await choose(page, t.yes)
    await press(page, t.next)
    await settle(page)
    await shoot('after-which')
    await page.goBack()
    await settle(page)
    await choose(page, t.no)
    await press(page, t.next)
    await settle(page)
    await shoot('after-note')
    await press(page, t.save)
    await settle(page)
    await shoot('saved')
  },
  danger: async ({ page, practice, t, shoot }) => {
    await openApp(page, practice, shortRunWalk)
    await beginSession(page, t)
    await press(page, t.stop)
    await press(page, t.wrong)
    await settle(page)
    await choose(page, t.chest)
    await shoot('what-was-it')
    await press(page, t.next)
    await settle(page)
    await shoot('stop-112')
    await press(page, t.close)
  },
  strength: async ({ page, practice, t, shoot }) => {
    const short = answer(today, {
      plan: {
        ...strengthPlan(today),
        sessions: [
          {
            id: 'strength',
            prescriptions: ['strength'],
            weekdays: [1, 2, 3, 4, 5, 6, 7],
            parts: [
              strengthPart('sit-to-stand', { sets: 2, repetitions: 2 }),
              strengthPart('hip-hinge', { sets: 1, repetitions: 2, holdSeconds: 2, loadKilograms: 2.5 }),
              strengthPart('row-with-band', { sets: 1, repetitions: 2 }),
              strengthPart('back-extension-sitting', {
                sets: 1,
                repetitions: 2,
                secondsDown: null,
                secondsUp: null,
                holdSeconds: 4,
                restSeconds: null,
              }),
              strengthPart('wall-push-up', { sets: 2, secondsDown: null, secondsUp: null, restSeconds: null }),
            ],
          },
        ],
      },
    })
    await openApp(page, practice, short)
    await follow(page, t.start)
    await choose(page, '3')
    await press(page, t.next)
    await settle(page)
    await shoot('strength-ready')
    await press(page, t.start)
    await page.clock.runFor(7500)
    await shoot('strength-up')
    await page.clock.runFor(4000)
    await shoot('strength-down')
    await page.clock.runFor(11_000)
    await shoot('strength-rest')
    await press(page, t.skip)
    await page.clock.runFor(17_000)
    await settle(page)
    await shoot('strength-prepare')
    await press(page, t.start)
    await page.clock.runFor(8000)
    await shoot('hinge-down')
    await page.clock.runFor(2200)
    await shoot('hinge-hold')
    await page.clock.runFor(19_000)
    await press(page, t.start)
    await page.clock.runFor(8000)
    await shoot('row-pull')
    await page.clock.runFor(15_000)
    await press(page, t.start)
    await page.clock.runFor(7000)
    await shoot('hold-only')
    await page.clock.runFor(3000)
    await shoot('hold-release')
    await press(page, t.once)
    await page.clock.runFor(5000)
    await settle(page)
    await shoot('own-time-prepare')
    await press(page, t.start)
    await settle(page)
    await shoot('own-time')
    await press(page, t.ready)
    await settle(page)
    await shoot('own-rest')
  },
  impact: async ({ page, practice, t, shoot }) => {
    await openApp(page, practice, answers.twoSessions)
    await page.locator('.d-phone-action a').click()
    await choose(page, '0')
    await press(page, t.next)
    await settle(page)
    await shoot('impact-ready')
    await press(page, t.start)
    await settle(page)
    for (let count = 0; count < 7; count += 1) await page.locator('.p-impact-counter').click()
    await shoot('impact-count')
    await press(page, t.ready)
    await settle(page)
    await shoot('impact-rest')
  },
}

/**
 * Checks a page whose clock stands still: axe itself waits for timers, so time runs a little while it looks. The page
 * stands at its end, where the bar at the lower edge covers nothing.
 */
export async function checkAccess(page: Page, look?: AxeLook): Promise<void> {
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight))
  let isOver = false
  const checking = expectNoAxeViolations(page, look).finally(() => {
    isOver = true
  })
  checking.catch(() => undefined)
  while (!isOver) {
    await page.waitForTimeout(40)
    await page.clock.runFor(5).catch((error: Error) => {
      // The clock runs in all pages of the context, also in the one that axe opens and closes for its report.
      if (!error.message.includes('has been closed')) throw error
    })
  }
  await checking
}

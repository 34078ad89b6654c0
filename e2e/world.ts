import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Knowledge } from '@dosis/domain'
import { type RunningServer, startServer } from '@dosis/server'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { pino } from 'pino'
import { fillFolder } from '../test-support/templates.ts'
import { launchBrowser, openLaptop, openPhone, type View } from './browser.ts'
import { type Complaint, listenForComplaints } from './complaints.ts'

/** A practice with its own server, its own browser, and a clock that a test moves. */
export interface World {
  readonly url: string
  /** Everything the pages complained about: errors, refused content, requests to elsewhere. */
  readonly complaints: readonly Complaint[]
  /** The moment it is now, for the server and for every page. */
  readonly now: () => Date
  /** Stops the time of one page, so that a player on it moves only when it is told to. */
  readonly hold: (page: Page) => Promise<void>
  readonly letGo: (page: Page) => Promise<void>
  /** Lets time pass in steps on a page that is held, as a phone in the hand would live through it. */
  readonly passInSteps: (page: Page, milliseconds: number, steps: number) => Promise<void>
  /** Goes on to a day and an hour in the practice; never back. Pages that are open then are to be opened again. */
  readonly goOnTo: (day: string, time?: string) => Promise<void>
  readonly laptop: (view?: View) => Promise<BrowserContext>
  readonly phone: (view?: View) => Promise<BrowserContext>
  /** Stops the server and starts it with other knowledge, at the same address and on the same folder. */
  readonly restartUnder: (knowledge: Knowledge) => Promise<void>
  readonly stop: () => Promise<void>
}

/** A Monday in spring, so that the practice is two hours ahead of UTC for all the weeks that follow. */
export const firstDay = '2026-05-04'
const hoursAheadOfUtc = 2
/** A page that has not answered by then never will; a busy machine is slow. */
const answerMilliseconds = 20_000

export const momentAt = (day: string, time = '09:00'): Date => new Date(`${day}T${time}:00.000+0${hoursAheadOfUtc}:00`)

/** The demo practice as it is at a moment, made by the server itself. */
async function makeDemo(data: string, at: Date): Promise<void> {
  const options = { port: 0, data, demo: true, jobs: false, now: () => at, log: pino({ level: 'silent' }) }
  await (await startServer(options)).stop()
}

/** Starts the server as `dosis start` does, on any free port, with the demo practice in a folder of its own. */
export async function openWorld(startsAt: Date = momentAt(firstDay)): Promise<World> {
  const clock = movableClock(startsAt)
  const data = await mkdtemp(join(tmpdir(), 'dosis-e2e-'))
  await fillFolder(`demo-${startsAt.getTime()}`, data, (folder) => makeDemo(folder, startsAt))
  const settings = { data, demo: true, jobsEvery: 5, now: clock.now, log: pino({ level: 'silent' }) }
  const [firstServer, browser] = await openBoth(startServer({ port: 0, ...settings }), launchBrowser())
  const { url } = firstServer
  let server = firstServer
  const contexts = new Set<BrowserContext>()
  const complaints: Complaint[] = []

  const add = async (context: BrowserContext): Promise<BrowserContext> => {
    contexts.add(context)
    context.setDefaultTimeout(answerMilliseconds)
    context.on('close', () => contexts.delete(context))
    await context.clock.install({ time: clock.now() })
    listenForComplaints(context, url, (complaint) => complaints.push(complaint))
    return context
  }
  return {
    url,
    complaints,
    now: clock.now,
    hold: (page) => page.clock.pauseAt(new Date(clock.now().getTime() + 1_000)),
    letGo: (page) => page.clock.resume(),
    passInSteps: async (page, milliseconds, steps) => {
      for (let step = 0; step < steps; step += 1) await page.clock.fastForward(milliseconds)
      clock.add(milliseconds * steps)
    },
    goOnTo: async (day, time) => {
      const moment = momentAt(day, time)
      if (moment < clock.now())
        throw new RangeError(`goOnTo: needs a later moment than ${clock.now().toISOString()}, got ${day}`)
      clock.set(moment)
      await Promise.all([...contexts].map((context) => context.clock.setSystemTime(moment)))
    },
    laptop: async (view) => add(await openLaptop(browser, { baseURL: url, ...view })),
    phone: async (view) => add(await openPhone(browser, { baseURL: url, ...view })),
    restartUnder: async (knowledge) => {
      await server.stop()
      server = await startServer({ port: Number(new URL(url).port), ...settings, knowledge })
    },
    stop: async () => {
      await browser.close()
      await server.stop()
      await rm(data, { recursive: true, force: true })
    },
  }
}

/** Waits for both; when one fails, the other is closed before the failure is passed on. */
async function openBoth(
  starting: Promise<RunningServer>,
  launching: Promise<Browser>,
): Promise<[RunningServer, Browser]> {
  const [server, browser] = await Promise.allSettled([starting, launching])
  if (server.status === 'fulfilled' && browser.status === 'fulfilled') return [server.value, browser.value]
  if (server.status === 'fulfilled') await server.value.stop()
  if (browser.status === 'fulfilled') await browser.value.close()
  throw server.status === 'rejected' ? server.reason : (browser as PromiseRejectedResult).reason
}

/** Runs on as a real clock does, and can be put forward. */
function movableClock(startsAt: Date) {
  let ahead = startsAt.getTime() - Date.now()
  return {
    now: () => new Date(Date.now() + ahead),
    add: (milliseconds: number) => {
      ahead += milliseconds
    },
    set: (moment: Date) => {
      ahead = moment.getTime() - Date.now()
    },
  }
}

import { patientTexts } from '@dosis/text'
import type { Locator, Page } from 'playwright-core'
import type { World } from './world.ts'

/** What a patient does on the phone, told by the words that stand there (Dutch). */

export const p = patientTexts.nl

/** Presses the answer that starts with these words; the input itself is drawn elsewhere. */
async function chooseAnswer(phone: Page, words: string): Promise<void> {
  const starts = new RegExp(`^${words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?!\\d)`)
  await phone.getByRole('main').locator('label').filter({ hasText: starts }).first().click()
}

const onward = (phone: Page, words: string): Promise<void> =>
  phone.getByRole('button', { name: words, exact: true }).click()

export const question = (phone: Page, words: string): Locator => phone.getByRole('heading', { level: 1, name: words })

/** Opens the link of the therapist and ends on today. */
export async function openLink(phone: Page, url: string): Promise<void> {
  await phone.goto(url)
  await phone.getByRole('navigation').getByRole('link', { name: p.today }).waitFor()
}

/** Opens the app again, as from the home screen, so that it asks the practice what holds now. */
export async function openAgain(phone: Page): Promise<void> {
  await phone.goto('about:blank')
  const answer = phone.waitForResponse(/\/api\/phone\/today$/)
  await phone.goto('/p/')
  await answer
  await phone.getByRole('navigation').getByRole('link', { name: p.today }).waitFor()
}

interface Before {
  readonly pain: number
  /** Chosen number of intervals, where the plan leaves room. */
  readonly times?: number
}

/** From today to the first second of the session. */
export async function begin(phone: Page, { pain, times }: Before): Promise<void> {
  await phone.getByRole('link', { name: p.start, exact: true }).first().click()
  await question(phone, p.painNow).waitFor()
  await chooseAnswer(phone, String(pain))
  await onward(phone, p.next)
  if (times !== undefined) {
    await question(phone, p.howMany).waitFor()
    await chooseAnswer(phone, p.times(String(times)))
    await onward(phone, p.next)
  }
  await skipToSteps(phone)
  await onward(phone, p.start)
  await phone.getByRole('button', { name: p.stop, exact: true }).waitFor()
}

/** Skips what a plan may ask besides, such as weight with heart failure. */
async function skipToSteps(phone: Page): Promise<void> {
  for (const asked of [p.weightNow, p.restingHeartRate, p.breathlessNow]) {
    await question(phone, asked).or(question(phone, p.steps)).waitFor()
    if (!(await question(phone, asked).isVisible())) continue
    await phone.waitForTimeout(pressAgainMilliseconds)
    await onward(phone, p.skip)
  }
  await question(phone, p.steps).waitFor()
}

/** A second press at the same place within this time counts as a finger that trembles. */
const pressAgainMilliseconds = 600

/** A player that hears nothing for more than four seconds believes that the phone slept; time passes in shorter steps. */
const stepMilliseconds = 3_500

/** What the player showed when it was looked at. */
export interface Look {
  readonly word: string
  readonly screen: string
}

/**
 * Goes through a session that runs, to its first question: time passes, and whatever waits for a touch is touched.
 * @param looksEverySeconds how often the screen is looked at; a phase that is shorter may be missed
 * @returns what was seen, in order; one look for each word that stays
 */
export async function playToTheEnd(world: World, phone: Page, looksEverySeconds: number): Promise<readonly Look[]> {
  const looks: Look[] = []
  const title = phone.getByRole('heading', { level: 1 })
  const touches = new RegExp(`^(${[p.ready, p.nextHold, p.start, p.skipRest, p.resume].join('|')})$`)
  const waiting = phone.getByRole('button', { name: touches })
  const steps = Math.max(1, Math.floor((looksEverySeconds * 1_000) / stepMilliseconds))
  await world.hold(phone)
  for (;;) {
    const word = (await title.textContent()) ?? ''
    if (word === p.effort) break
    if (looks.at(-1)?.word !== word) looks.push({ word, screen: await phone.getByRole('main').innerText() })
    if (await waiting.isVisible()) await waiting.click()
    else await world.passInSteps(phone, stepMilliseconds, steps)
  }
  await world.letGo(phone)
  return looks
}

interface After {
  readonly effort: number
  readonly pain: number
  readonly note?: string
}

/** Answers the questions after a session in which nothing was wrong, and saves it. */
export async function answerAfter(phone: Page, { effort, pain, note }: After): Promise<void> {
  await chooseAnswer(phone, String(effort))
  await onward(phone, p.next)
  await question(phone, p.painAfter).waitFor()
  await chooseAnswer(phone, String(pain))
  await onward(phone, p.next)
  await question(phone, p.anythingWrong).waitFor()
  await chooseAnswer(phone, p.nothingWrong)
  await onward(phone, p.next)
  await question(phone, p.tellMore).waitFor()
  if (note !== undefined) await phone.getByRole('textbox', { name: p.yourWords }).fill(note)
  await onward(phone, p.save)
  await phone.getByText(p.sent).waitFor()
  await phone.getByRole('link', { name: p.close, exact: true }).click()
}

/** Stops a session that runs because something is wrong, and says what. */
export async function stopBecauseOf(phone: Page, complaint: string): Promise<void> {
  await onward(phone, p.stop)
  await question(phone, p.stopQuestion).waitFor()
  await onward(phone, p.stopReasons.wrong)
  await question(phone, p.whatWrong).waitFor()
  await chooseAnswer(phone, complaint)
  await onward(phone, p.next)
}

/** Reports outside a session that something is wrong, up to how bad it is. */
export async function report(phone: Page, complaint: string, severity: keyof typeof p.severities): Promise<void> {
  await phone.getByRole('link', { name: p.report, exact: true }).click()
  await question(phone, p.whatWrong).waitFor()
  await chooseAnswer(phone, complaint)
  await onward(phone, p.next)
  await question(phone, p.severity).waitFor()
  await chooseAnswer(phone, p.severities[severity])
  await onward(phone, p.reportIt)
}

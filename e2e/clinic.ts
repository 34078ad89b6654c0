import { conditionFact, type DoseKey, type FactDefinition, type Knowledge } from '@dosis/domain'
import { readKnowledge } from '@dosis/knowledge'
import { clinicTexts, terms } from '@dosis/text'
import type { Locator, Page } from 'playwright-core'
export { nl as controls } from '@dosis/ui/messages/nl'
import { nl as controls } from '@dosis/ui/messages/nl'

/** What a therapist does on the screens, told by the words that stand there (Dutch). */

export const t = clinicTexts.nl
export const words = terms.nl
export const knowledge: Knowledge = readKnowledge()

/** Opens the app at the worklist, and signs in as the therapist of the demo practice when asked to. */
export async function signIn(page: Page): Promise<void> {
  await page.goto('/')
  const worklist = page.getByRole('heading', { level: 1, name: t.patients.title })
  const login = page.getByRole('textbox', { name: t.signIn.login })
  await worklist.or(login).waitFor()
  if (await worklist.isVisible()) return
  await login.fill('demo')
  await page.getByRole('textbox', { name: t.signIn.password }).fill('demo-therapeut')
  await page.getByRole('button', { name: t.signIn.enter, exact: true }).click()
  await worklist.waitFor()
}

export interface NewPatient {
  readonly name: string
  readonly birthDate: string
  readonly sex: 'female' | 'male'
}

/** Adds a patient from the worklist and ends on the intake. */
export async function addPatient(page: Page, { name, birthDate, sex }: NewPatient): Promise<void> {
  await page.getByRole('link', { name: t.patients.add }).click()
  await page.getByLabel(t.newPatient.name, { exact: true }).fill(name)
  await page.getByLabel(t.newPatient.birthDate, { exact: true }).fill(birthDate)
  await choose(page.getByRole('radiogroup', { name: t.newPatient.sex, exact: true }), words.sex[sex])
  await page.getByRole('button', { name: t.newPatient.add }).click()
  await page.getByRole('heading', { level: 1, name: t.place.intake }).waitFor()
}

/** Known: yes or no, a number, the code of a choice, codes of choices; an empty list = asked and there are none. */
export type Answer = boolean | number | string | readonly string[]

/** Answers one question of the intake, with the control that stands there. */
export async function answer(page: Page, fact: string, value: Answer): Promise<void> {
  const { question, answer: control } = definitionOf(fact)
  const label = question.nl
  if (control.kind === 'yes_no') {
    return choose(
      page.getByRole('radiogroup', { name: label, exact: true }),
      value === true ? controls.yes : controls.no,
    )
  }
  if (control.kind === 'quantity') {
    const field = page.getByRole('textbox', { name: label, exact: true })
    await field.fill(String(value).replace('.', ','))
    return field.press('Enter')
  }
  if (control.kind === 'choice') {
    const option = control.options.find(({ code }) => code === value)?.label.nl ?? ''
    const menu = page.getByRole('combobox', { name: label, exact: true })
    if (control.options.length > 5) return void (await menu.selectOption({ label: option }))
    return choose(page.getByRole('radiogroup', { name: label, exact: true }), option)
  }
  if (control.kind === 'choices') {
    const list = page.getByRole('group', { name: label, exact: true })
    const codes = value as readonly string[]
    if (codes.length === 0) return choose(list, controls.noneOfThese)
    for (const { code, label: option } of control.options) if (codes.includes(code)) await choose(list, option.nl)
    return undefined
  }
  if (control.kind === 'fractures') {
    return choose(page.getByRole('radiogroup', { name: label, exact: true }), t.intake.none)
  }
  return page.getByRole('textbox', { name: label, exact: true }).fill(String(value))
}

export async function answerAll(page: Page, answers: Readonly<Record<string, Answer>>): Promise<void> {
  for (const [fact, value] of Object.entries(answers)) await answer(page, fact, value)
}

/** Puts all conditions that are still open on no, in one press. */
export async function noOtherConditions(page: Page): Promise<void> {
  await page.getByRole('button', { name: beforeFigure(t.intake.noOtherConditions) }).click()
}

/** The words of a sentence up to its figure. */
const beforeFigure = (words: (count: number) => string): string => words(2).split('2')[0] ?? ''

/** Presses the words of an option, as a hand does; the input itself is drawn elsewhere. */
async function choose(list: Locator, option: string): Promise<void> {
  await list.getByText(option, { exact: true }).click()
}

export function definitionOf(fact: string): Pick<FactDefinition, 'question' | 'answer'> {
  const definition = knowledge.facts[fact]
  if (definition !== undefined) return definition
  const condition = Object.values(knowledge.conditions).find(({ id }) => conditionFact(id) === fact)
  if (condition === undefined) throw new RangeError(`definitionOf: needs a fact of the knowledge, got "${fact}"`)
  const { nl, en } = condition.names
  const asQuestion = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}?`
  return { question: { nl: asQuestion(nl), en: asQuestion(en) }, answer: { kind: 'yes_no' } }
}

/** Chooses a request for help that Dosis knows. */
export async function addRequest(page: Page, request: string): Promise<void> {
  const kind = knowledge.requests[request]
  if (kind === undefined) throw new RangeError(`addRequest: needs a request of the knowledge, got "${request}"`)
  const known = page.getByRole('group', { name: t.intake.knownRequests })
  await known.getByRole('button', { name: kind.names.nl, exact: true }).click()
  await page.getByRole('button', { name: t.intake.removeRequest(kind.names.nl) }).waitFor()
}

/** Waits until the server has all that was typed. */
export async function untilSaved(page: Page): Promise<void> {
  await page.getByText(new RegExp(`^${controls.savedAt('')}`)).waitFor()
}

/** The section with this heading. */
export const section = (page: Page, title: string | RegExp): Locator => page.getByRole('region', { name: title })

/** How many questions can still change the answer. */
export async function countStillNeeded(page: Page): Promise<number> {
  const panel = page.getByRole('region', { name: t.intake.stillNeeded })
  return Number(await panel.getByText(/^\d+$/).first().textContent())
}

export type Place = keyof typeof t.place

/** Goes to another station of the same patient. */
export async function goTo(page: Page, place: Place): Promise<void> {
  const places = page.getByRole('navigation', { name: t.band.places })
  await places.getByRole('link', { name: t.place[place], exact: true }).click()
  await places.locator('[aria-current="page"]').getByText(t.place[place], { exact: true }).waitFor()
}

/** Opens a patient from the worklist, where the therapist sees what is needed. */
export async function openPatient(page: Page, name: string): Promise<void> {
  await signIn(page)
  await page.getByRole('link', { name, exact: true }).click()
  await page.getByRole('navigation', { name: t.band.places }).waitFor()
}

/** Confirms the draft on the screen. */
export async function confirmPlan(page: Page): Promise<void> {
  await page.getByRole('button', { name: t.plan.confirm, exact: true }).click()
  await page.getByText(t.plan.confirmedNow, { exact: true }).waitFor()
}

/** Makes the link for the phone on the page of a confirmed plan. */
export async function linkForPhone(page: Page): Promise<string> {
  await page.getByRole('button', { name: t.plan.makeLink }).click()
  return page.getByRole('textbox', { name: t.plan.linkField }).inputValue()
}

/** Enters scores of today on the evaluation page, by id of the instrument. */
export async function enterScores(page: Page, scores: Readonly<Record<string, number>>): Promise<void> {
  for (const [id, score] of Object.entries(scores)) {
    const instrument = knowledge.instruments[id]
    if (instrument === undefined) throw new RangeError(`enterScores: needs an instrument of the knowledge, got "${id}"`)
    const name = t.instrument[instrument.label] ?? instrument.label
    const field = page.getByRole('textbox', { name: `${name}: ${instrument.measures.nl}`, exact: true })
    const others = page.getByRole('button', { name: beforeFigure(t.evaluation.otherInstruments), expanded: false })
    if (!(await field.isVisible())) await others.click()
    await field.fill(String(score))
    await field.press('Tab')
  }
  await page.getByRole('button', { name: t.evaluation.save(Object.keys(scores).length) }).click()
  await page.getByText(t.evaluation.saved).waitFor()
}

/** What stands beside a name in a list of figures. */
export async function figureOf(place: Locator, name: string): Promise<string> {
  const figure = place.getByRole('term').filter({ hasText: name }).first().locator('xpath=following-sibling::dd[1]')
  return inOneLine(await figure.innerText())
}

const inOneLine = (words: string): string => words.replace(/\s+/g, ' ').trim()

/** The texts of the cells of one row, as they stand in a table. */
export async function cellsOf(row: Locator): Promise<readonly string[]> {
  const cells = await row.locator('th, td').allInnerTexts()
  return cells.map(inOneLine)
}

/** Numbers of a plan that can say why. */
export const numbersOf = (page: Page): Locator =>
  page.getByRole('table', { name: t.plan.gridCaption }).locator('button[aria-describedby]')

/** What a patient needs, by the heading under which the worklist shows the name. */
export async function needOf(page: Page, name: string): Promise<string> {
  const group = page.getByRole('region').filter({ has: page.getByRole('link', { name, exact: true }) })
  return (await group.getByRole('heading', { level: 2 }).textContent()) ?? ''
}

/** Writes one number of a dose in the draft, in the row of its form. */
export async function changeDose(page: Page, form: string, dose: DoseKey, value: number): Promise<void> {
  const name = knowledge.forms[form]?.names.nl ?? form
  const change = page.getByRole('button', { name: new RegExp(`^${t.plan.change}.*${name}$`) })
  if ((await change.getAttribute('aria-expanded')) === 'false') await change.click()
  const field = page.getByRole('textbox', { name: words.dose[dose].name, exact: true })
  await field.fill(String(value).replace('.', ','))
  await field.press('Enter')
}

/** Presses a number of the plan, reads the reasons behind it, and presses somewhere else. */
export async function readWhyNumber(page: Page, number: Locator): Promise<string> {
  await number.click()
  const reasons = page.locator('.d-popover')
  const said = await reasons.innerText()
  await page.getByRole('heading', { level: 1 }).click()
  await reasons.waitFor({ state: 'detached' })
  return said
}

/** The stations of the patient that is open. */
export const openPlaces = (page: Page): Locator => page.getByRole('navigation', { name: t.band.places })

import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  addPatient,
  answer,
  answerAll,
  cellsOf,
  confirmPlan,
  controls,
  countStillNeeded,
  enterScores,
  figureOf,
  goTo,
  knowledge,
  linkForPhone,
  needOf,
  noOtherConditions,
  numbersOf,
  openPatient,
  readWhyNumber,
  section,
  signIn,
  t,
  untilSaved,
  words,
} from './clinic.ts'
import { complaintLines } from './complaints.ts'
import { answerAfter, begin, openAgain, openLink, p, playToTheEnd } from './phone.ts'
import { openWorld, type World } from './world.ts'

/** A man of exactly 45, the upper age limit of the run-walk trial; nobody in here exists. */
const patient = { name: 'Rens Proef-Rozijn', birthDate: '1981-05-04', sex: 'male' } as const
const goal = 'Een half uur met de hond wandelen'
const runWalk = knowledge.forms['run_walk_programme']?.names.nl ?? ''
const runWalkAsStart = `${runWalk.charAt(0).toUpperCase()}${runWalk.slice(1)}`

let world: World
let page: Page
let phone: Page

beforeAll(async () => {
  world = await openWorld()
  page = await (await world.laptop()).newPage()
  phone = await (await world.phone()).newPage()
  await signIn(page)
})
afterAll(() => world?.stop())

// One story: each chapter goes on where the one before it ended.

test('the intake takes facts in any order, and what is still needed grows shorter', async () => {
  await addPatient(page, patient)
  const needed = [await countStillNeeded(page)]
  await answerAll(page, { smartphone: true, 'low-back-pain-plays-a-role': true, 'fear-of-movement': false })
  await answer(page, 'condition-chronic-low-back-pain', true)
  await noOtherConditions(page)
  needed.push(await countStillNeeded(page))
  await answerAll(page, {
    'bone-health-plays-a-role': false,
    'low-back-pain-weeks': 13,
    screening: 'pluis',
    'low-back-pain-most-days': true,
    'low-back-pain-exclusions': [],
    route: 'self',
  })
  needed.push(await countStillNeeded(page))
  await answerAll(page, {
    'self-management-sufficient': true,
    'knows-suitable-exercises': true,
    'can-exercise-safely-alone': true,
    'needs-advice-at-start': false,
    'complaints-hinder-movement': true,
    frail: false,
    'fall-risk-raised': false,
    'comorbidity-complex': false,
    'first-line-care-received': false,
    'organ-systems-limiting': [],
    'treatment-side-effects': false,
    'multiple-complex-problem': false,
  })
  await section(page, t.intake.stillNeeded).getByText(t.intake.nothingNeeded).waitFor()
  expect(needed).toEqual(needed.toSorted((left, right) => right - left))
  expect(needed.at(-1)).toBeLessThan(needed[0] ?? 0)
  await untilSaved(page)
})

test('the assessment allows the run-walk programme, and its reason opens down to the statement', async () => {
  await goTo(page, 'assessment')
  await page.getByRole('heading', { level: 1, name: t.headline.referral.none }).waitFor()
  expect(await section(page, t.assessment.level).innerText()).toContain(words.careLevel.eenvoudig)
  const forms = section(page, t.assessment.forms)
  const row = forms.getByRole('row').filter({ hasText: runWalk })
  expect((await cellsOf(row)).slice(0, 2)).toEqual([runWalk, 'kan'])
  await row.getByRole('button', { name: runWalk }).click()
  const reasons = await forms.innerText()
  expect(reasons).toContain('RX-LBP-06')
  expect(reasons).toContain(knowledge.statements['RX-LBP-06']?.text.nl)
  expect(reasons).toContain(knowledge.documents['runwalk-clbp']?.statusNote?.nl)
})

test('the first scores are entered, the plan is drafted with a reason for every number, and confirmed', async () => {
  await goTo(page, 'evaluation')
  await enterScores(page, { odi: 18, 'vas-pain-mean': 55 })
  await goTo(page, 'plan')
  await page.getByRole('textbox', { name: t.plan.goal }).fill(goal)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: t.plan.removeGoal(goal) }).waitFor()
  const grid = page.getByRole('table', { name: t.plan.gridCaption })
  expect(await readWhyNumber(page, numbersOf(page).filter({ hasText: '3 keer per week' }))).toContain('RX-LBP-02')
  expect(await readWhyNumber(page, numbersOf(page).filter({ hasText: '6–10 herhalingen' }))).toContain('RX-LBP-07')
  await grid.getByRole('button', { name: `${words.dose.speedKilometresPerHour.name}: ${t.plan.youDecide}` }).waitFor()
  await confirmPlan(page)
  await page.getByText(t.plan.confirmedLead(1, '4 mei 2026', 'Thea Proef, fysiotherapeut')).waitFor()
})

test('the link opens the confirmed plan on a phone', async () => {
  await openLink(phone, await linkForPhone(page))
  await phone.getByRole('heading', { level: 1, name: p.greeting('Rens') }).waitFor()
  await phone.getByText(p.goal(goal)).waitFor()
  await phone.getByText(p.levelOf('1', '13'), { exact: true }).waitFor()
  expect(await phone.getByRole('main').innerText()).toContain('0 van 3 keer gedaan')
})

test('a session leads through every repetition, and asks how it went', async () => {
  await begin(phone, { pain: 3, times: 10 })
  const looks = await playToTheEnd(world, phone, 14)
  const round = [p.phase.run, p.phase.walk]
  expect(looks.map(({ word }) => word)).toEqual([p.phase.get_ready, ...Array.from({ length: 10 }, () => round).flat()])
  await answerAfter(phone, { effort: 12, pain: 2, note: 'Het ging rustig.' })
  await phone.getByText(p.doneToday).waitFor()
  await phone.getByText('1 van 3 keer gedaan').waitFor()
})

test('the therapist sees the session with effort and pain', async () => {
  await openPatient(page, patient.name)
  await goTo(page, 'follow-up')
  await page.getByText(t.followUp.weekLead(1, 1, 3)).waitFor()
  const [, newest] = await section(page, t.followUp.sessions).getByRole('row').all()
  if (newest === undefined) throw new Error('no session in the table')
  const [day, done, minutes, effort, before, after] = await cellsOf(newest)
  expect(done).toContain(`${t.followUp.partKind.intervals}: ${t.plan.level(1)}, ${t.followUp.repetitions(10)}`)
  expect(done).toContain('Het ging rustig.')
  expect([day, minutes, effort, before, after]).toEqual(['4 mei', '30', '12', '3', '2'])
  expect(await section(page, t.followUp.proposal).innerText()).toContain(
    t.followUp.sentence.hold({ name: runWalkAsStart, from: 1, to: 1 }),
  )
})

test('after three sessions and a week on the level the rule proposes the next one, with observed beside needed', async () => {
  for (const day of ['2026-05-06', '2026-05-08']) {
    await world.goOnTo(day, '17:00')
    await openAgain(phone)
    await begin(phone, { pain: 2, times: 10 })
    await playToTheEnd(world, phone, 120)
    await answerAfter(phone, { effort: 12, pain: 2 })
  }
  await world.goOnTo('2026-05-11')
  await signIn(page)
  expect(await needOf(page, patient.name)).toBe(t.need.progress)
  await openPatient(page, patient.name)
  const proposal = section(page, t.followUp.proposal)
  await proposal.getByText(t.followUp.sentence.advance({ name: runWalkAsStart, from: 1, to: 2 })).waitFor()
  const rows = await Promise.all((await proposal.getByRole('row').all()).slice(1).map(cellsOf))
  expect(rows).toEqual([
    [words.observation.sessionsThisWeek.name, '3', '2'],
    [words.observation.repetitionsPerSession.name, '10', '10'],
    [words.observation.weeksOnLevel.name, '1', '1'],
  ])
  await proposal.getByRole('button', { name: t.reason.why }).click()
  expect(await proposal.innerText()).toContain('RX-LBP-06')
})

test('the therapist takes it over, and the phone shows the next level', async () => {
  await section(page, t.followUp.proposal).getByRole('button', { name: t.followUp.accept }).click()
  await goTo(page, 'plan')
  await page.getByText(t.plan.confirmedLead(2, '11 mei 2026', 'Thea Proef, fysiotherapeut')).waitFor()
  await openAgain(phone)
  await phone.getByText(p.levelOf('2', '13'), { exact: true }).waitFor()
  expect(await phone.getByRole('main').innerText()).toContain('25 seconden hardlopen')
})

test('after six weeks the evaluation is due; change, error and group threshold stand apart, with the caveat', async () => {
  await world.goOnTo('2026-06-15')
  await signIn(page)
  expect(await needOf(page, patient.name)).toBe(t.need.evaluation)
  await openPatient(page, patient.name)
  await page.getByText(t.evaluation.due('15 juni 2026', true)).waitFor()
  await enterScores(page, { odi: 10, 'vas-pain-mean': 30 })

  const disability = page.getByRole('article').filter({ hasText: 'Oswestry Disability Index' })
  const pain = page.getByRole('article').filter({ hasText: t.instrument['VAS pain (mean)'] ?? '' })
  await disability.getByText('−8').first().waitFor()
  const marks = [controls.measurementError, controls.individualChange, controls.groupThreshold]
  const readMarks = (instrument: Locator) => Promise.all(marks.map((mark) => figureOf(instrument, mark)))
  expect(await figureOf(disability, t.evaluation.change)).toBe('−8 punten')
  expect(await readMarks(disability)).toEqual([controls.notInSource, controls.notInSource, '10 punten'])
  expect(await figureOf(pain, t.evaluation.change)).toBe('−25 mm')
  expect(await readMarks(pain)).toEqual([controls.notInSource, '20 mm', '20 mm'])
  for (const instrument of [disability, pain]) expect(await instrument.innerText()).toContain(words.groupCaveat)
})

test('the therapist decides to go on, and the next evaluation is six weeks away', async () => {
  await page.getByRole('textbox', { name: t.evaluation.note }).fill('Minder pijn; zelfde opbouw.')
  await page.getByRole('button', { name: words.evaluationChoice.continue, exact: true }).click()
  await page.getByText(t.evaluation.decided.continue).waitFor()
  await page.getByText(t.evaluation.due('27 juli 2026', false)).waitFor()
  const history = section(page, t.evaluation.history)
  expect(await history.innerText()).toContain('Minder pijn; zelfde opbouw.')
  await signIn(page)
  expect(await needOf(page, patient.name)).not.toBe(t.need.evaluation)
})

test('no page complained on the way', () => {
  expect(complaintLines(world.complaints)).toEqual([])
})

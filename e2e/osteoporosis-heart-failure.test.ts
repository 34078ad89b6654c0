import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  addPatient,
  addRequest,
  answerAll,
  cellsOf,
  changeDose,
  confirmPlan,
  controls,
  definitionOf,
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
import { answerAfter, begin, openLink, p, playToTheEnd, report } from './phone.ts'
import { openWorld, type World } from './world.ts'

/** Osteoporosis and heart failure on a beta-blocker: two sources, one ceiling. Nobody in here exists. */
const patient = { name: 'Ilse Proef-Iep', birthDate: '1959-03-12', sex: 'female' } as const
const formName = (form: string): string => knowledge.forms[form]?.names.nl ?? ''
const statusOf = (document: string): string => knowledge.documents[document]?.statusNote?.nl ?? ''
const resistance = formName('progressive_resistance')
const strengthInHeartFailure = formName('strength_hf')

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

test('the intake asks about bones and heart', async () => {
  await addPatient(page, patient)
  for (const request of ['strength', 'high-impact', 'static-holds']) await addRequest(page, request)
  await answerAll(page, {
    'condition-osteoporosis': true,
    'condition-hfref': true,
    'condition-hypertension': true,
  })
  await noOtherConditions(page)
  await answerAll(page, {
    'low-back-pain-plays-a-role': false,
    fractures: [],
    'bone-health-plays-a-role': true,
    'dxa-done': true,
    'vfa-done': true,
    't-score': -2.7,
    'fracture-risk-score': 3,
    'glucocorticoid-systemic': false,
    'unsure-about-high-impact-loading': false,
    'only-indication': false,
    'lvef-percent': 35,
    'nyha-class': 2,
    'heart-failure-stable': true,
    'low-risk-according-to-cardiologist': true,
    'unstable-vitals': false,
    'limited-mobility': false,
    'severe-primary-lung-kidney-liver': false,
    'beta-blocker': true,
    'medical-clearance': true,
    screening: 'pluis',
    route: 'specialist-referral',
    'first-line-care-received': false,
    'organ-systems-limiting': [],
    'treatment-side-effects': false,
    'multiple-complex-problem': false,
    'self-management-sufficient': true,
    'knows-suitable-exercises': false,
    'can-exercise-safely-alone': false,
    'needs-advice-at-start': true,
    'fear-of-movement': false,
    'complaints-hinder-movement': false,
    frail: false,
    'fall-risk-raised': false,
    'comorbidity-complex': false,
    'broader-approach': true,
    'shared-decision': true,
    tailored: true,
    'fracture-risk-and-consolidation-weighed': true,
    'short-term': true,
    'stop-criteria-discussed': true,
    'self-management-aim': true,
  })
  await untilSaved(page)
  const needed = section(page, t.intake.stillNeeded)
  await needed.getByText(t.intake.nothingNeeded).waitFor()
  expect(await needed.getByRole('listitem').count()).toBe(0)
})

test('the assessment shows both sources with their status, and where they disagree', async () => {
  await goTo(page, 'assessment')
  await page.getByRole('heading', { level: 1, name: t.headline.referral.none }).waitFor()
  const forms = section(page, t.assessment.forms)
  const rows = await Promise.all((await forms.getByRole('row').all()).slice(1).map(cellsOf))
  const verdictOf = new Map(rows.map(([form, verdict]) => [form, verdict]))
  expect(verdictOf.get(resistance)).toBe(controls.verdict.allowed_with_conditions)
  expect(verdictOf.get(strengthInHeartFailure)).toBe(controls.verdict.allowed)
  expect(verdictOf.get(formName('isometric_prolonged'))).toBe(controls.verdict.not_allowed)
  expect(rows.find(([form]) => form === resistance)?.[2]).toContain(statusOf('osteo-guideline'))
  expect(rows.find(([form]) => form === strengthInHeartFailure)?.[2]).toContain(statusOf('hfref-nma'))
  const mind = await section(page, t.assessment.mustShow).innerText()
  for (const contradiction of ['INC-X-01', 'INC-X-02']) expect(mind).toContain(contradiction)
})

test('every exercise of the library has a verdict, found by its name', async () => {
  await page.getByRole('searchbox', { name: t.assessment.searchExercise }).fill('plank')
  const found = page.getByRole('table', { name: words.permission.title })
  const rows = await Promise.all((await found.getByRole('row').all()).slice(1).map(cellsOf))
  const planks = ['plank', 'plank-worktop', 'side-plank-knees'].map((id) => knowledge.exercises[id]?.names.nl ?? '')
  expect(rows.map(([name, verdict]) => [name, verdict])).toEqual(
    planks.map((name) => [name, controls.verdict.not_allowed]),
  )
})

test('how hard stands in the scales that hold with a beta-blocker, with why the heart rate is not given', async () => {
  await goTo(page, 'plan')
  const grid = page.getByRole('table', { name: t.plan.gridCaption })
  const endurance = grid.getByRole('rowgroup').filter({ hasText: formName('aerobic_continuous') })
  const { scale, absent } = words.intensity
  const given = await endurance.locator('.c-target-list').first().innerText()
  expect(given).toContain(scale.borg6To20.unit)
  expect(given).toContain(scale.talkTest.name)
  expect(given).not.toContain(scale.heartRateBpm.name)
  await endurance.getByRole('button', { name: t.plan.notGiven(5) }).click()
  const withheld = await endurance.locator('.c-targets').innerText()
  expect(withheld).toContain(scale.heartRateBpm.name)
  expect(withheld).toContain(absent.not_known)
  expect(withheld).toContain(definitionOf('tested-on-current-medication').question.nl)
})

test('where the source of a programme is silent the therapist chooses, and reads at once what follows', async () => {
  const heading = page.getByRole('heading', { level: 3, name: new RegExp(`^${resistance}$`, 'i') })
  const strength = page.getByRole('article').filter({ has: heading })
  await strength.getByRole('button', { name: t.plan.programme.choices }).click()
  const step = strength.getByRole('textbox', { name: t.plan.programme.loadStep })
  await step.fill('2,5')
  await step.press('Enter')
  await strength.getByRole('listitem').filter({ hasText: '2,5' }).waitFor()
  expect(await strength.innerText()).toContain('2,5 kg')
})

test('the plan doses within the smallest of both ceilings, and every number opens into its reasons', async () => {
  const chosen = page.getByRole('group', { name: t.plan.chooseForms })
  for (const form of ['aerobic_continuous', 'high_impact']) {
    const option = chosen.locator('label').filter({ hasText: formName(form) })
    await option.click()
    await section(page, t.plan.leftOut).getByText(formName(form)).waitFor()
  }
  const perWeek = await readWhyNumber(page, numbersOf(page).filter({ hasText: '2 keer per week' }))
  expect(perWeek).toContain(`${resistance}: ${words.atMost} 3`)
  expect(perWeek).toContain(`${strengthInHeartFailure}: ${words.atLeast} 2`)
  for (const statement of ['RX-HF-05', 'RX-OST-08']) expect(perWeek).toContain(statement)
  const load = await readWhyNumber(page, numbersOf(page).filter({ hasText: 'belasting 30–80 % 1RM' }))
  expect(load).toContain(t.plan.limitKind.hard)
  expect(load).toContain('RX-HF-05')
  for (const number of await numbersOf(page).all()) {
    expect(await readWhyNumber(page, number), await number.innerText()).toMatch(/RX-(OST|HF)-\d\d/)
  }
})

test('an alternative comes into the plan when it is chosen, and goes out again', async () => {
  const bridge = knowledge.exercises['bridge']?.names.nl ?? ''
  const planned = page.getByRole('table', { name: t.plan.gridCaption }).getByText(bridge)
  const choice = page.getByRole('button', { name: t.plan.chooseExercises(resistance) })
  await choice.click()
  const option = page.getByRole('checkbox', { name: bridge, exact: true })
  expect(await planned.count()).toBe(0)
  await option.click()
  await planned.first().waitFor()
  await option.click()
  await planned.first().waitFor({ state: 'detached' })
  await choice.click()
})

test('heart rate is never the only control, and the tempo is kept within the bounds for the heart', async () => {
  const grid = page.getByRole('table', { name: t.plan.gridCaption })
  const adaptation = knowledge.constraints['beta-blocker-effort']?.adaptation?.nl ?? ''
  await grid.getByRole('button', { name: adaptation, exact: true }).first().click()
  expect(await grid.innerText()).toContain('RX-CS-07')

  const blockOf = (dose: string) => page.getByRole('button', { name: `${resistance}, ${dose.toLowerCase()}: ` })
  await changeDose(page, 'progressive_resistance', 'sets', 4)
  await blockOf(words.dose.sets.name).waitFor()
  await changeDose(page, 'progressive_resistance', 'sets', 2)
  await changeDose(page, 'progressive_resistance', 'secondsDown', 2)
  await changeDose(page, 'progressive_resistance', 'secondsUp', 2)
  await blockOf(words.dose.secondsPerRepetition.name).waitFor()
  expect(await page.getByRole('button', { name: t.plan.confirm, exact: true }).isDisabled()).toBe(true)
  await changeDose(page, 'progressive_resistance', 'secondsDown', 4)
  await changeDose(page, 'progressive_resistance', 'secondsUp', 4)
  await confirmPlan(page)
})

test('the phone leads through the strength session with its tempo and breath', async () => {
  await openLink(phone, await linkForPhone(page))
  await begin(phone, { pain: 0 })
  const looks = await playToTheEnd(world, phone, 3.5)
  const [up, down] = [p.motion.lift.up, p.motion.lift.down].map((word) => looks.find((look) => look.word === word))
  expect(up?.screen).toContain(p.breatheOut)
  expect(down?.screen).toContain(p.breatheIn)
  const sets = looks.flatMap(({ screen }) => screen.match(/Serie \d van \d/) ?? [])
  expect([...new Set(sets)]).toEqual([p.setOf('1', '2'), p.setOf('2', '2')])
  await answerAfter(phone, { effort: 13, pain: 0 })
})

test('a moderate complaint that the phone reports reaches the list', async () => {
  const complaint = knowledge.symptoms['leg-pain-or-injury']?.names.nl ?? ''
  await report(phone, complaint, 'moderate')
  await phone.getByText(p.reportSent).waitFor()
  await signIn(page)
  expect(await needOf(page, patient.name)).toBe(t.need.progress)
  await openPatient(page, patient.name)
  await goTo(page, 'follow-up')
  const proposal = await section(page, t.followUp.proposal).innerText()
  expect(proposal).toContain(words.progressAction.ask)
  expect(proposal).toContain(words.observation.adverseEvents.name)
  const sessions = await page.getByRole('table', { name: t.followUp.sessions }).innerText()
  const weight = `${t.followUp.checkedBefore.names.weightKilograms} ${t.followUp.notKnown}`
  expect(sessions).toContain(t.followUp.checkedBefore.line(weight))
  const events = await section(page, t.followUp.events).innerText()
  expect(events).toContain(complaint)
  expect(events).toContain(words.severity.moderate)
})

test('a phone that was lost is shut out by the therapist at once', async () => {
  await goTo(page, 'plan')
  await page.getByRole('button', { name: t.plan.endLinks }).click()
  await page.getByRole('button', { name: t.plan.endLinksConfirm, exact: true }).last().click()
  await page
    .getByRole('status')
    .filter({ hasText: t.plan.linksEnded('').slice(0, -1) })
    .waitFor()
  await phone.goto('about:blank')
  await phone.goto('/p/')
  await phone.getByRole('heading', { name: p.signedOut }).waitFor()
  expect(await phone.getByRole('link', { name: p.start, exact: true }).count()).toBe(0)
})

test('no page complained on the way', () => {
  expect(complaintLines(world.complaints)).toEqual([])
})

import type { Contract, PatientRecord } from '@dosis/api'
import type { Language } from '@dosis/domain'
import { type ClinicTexts, clinicTexts, evidenceTexts, instrumentTexts } from '@dosis/text'
import { en as controlsEn } from '@dosis/ui/messages/en'
import { nl as controlsNl } from '@dosis/ui/messages/nl'
import type { Page } from 'playwright-core'
import { knowledge } from './clinic.ts'
import { changesBeside, changesThatBlock, underOtherRules } from './rules-changed-screens.ts'

/** Every screen of the therapist's app, and how it is brought about in the demo practice. */

/** The headings of two questions of the evidence, as their files in `knowledge/evidence` have them. */
const questionTitles = {
  hip: {
    nl: 'Krachttraining en botmineraaldichtheid van de totale heup',
    en: 'Strength training and bone mineral density of the total hip',
  },
  heart: {
    nl: 'Niet-medicamenteuze interventies bij hartfalen met verminderde ejectiefractie',
    en: 'Non-drug interventions in heart failure with reduced ejection fraction',
  },
} as const

export const controlsOf = { nl: controlsNl, en: controlsEn } as const

export interface ClinicScreen {
  readonly name: string
  /** Where it is; `page.goto` for screens that must be loaded anew. */
  readonly path: string
  /** The first words of its heading. */
  readonly title: (t: ClinicTexts, language: Language) => string
  /** What is pressed before it looks like this. */
  readonly prepare?: (page: Page, t: ClinicTexts, language: Language) => Promise<void>
  /** What the server answers instead of what it would: by the end of the address; a function changes what it would. */
  readonly instead?: {
    readonly path: RegExp
    readonly status: number
    readonly body: unknown
    readonly changed?: (real: never) => unknown
  }
  /** Nobody is signed in. */
  readonly signedOut?: boolean
  /** What the browser then rightly writes to the console. */
  readonly expectedComplaint?: RegExp
}

/** The record of a patient whose phones told one session in several ways, and something that nobody understands. */
function withAccountsBeside(record: PatientRecord): PatientRecord {
  const [log] = record.logs
  if (log === undefined) throw new RangeError('withAccountsBeside: needs a patient with sessions')
  const note = 'Op de tweede telefoon ingevuld.'
  return {
    ...record,
    logsSetAside: (['conflict', 'dates', 'future', 'plan'] as const).map((because) => ({
      because,
      log: { ...log, note },
    })),
    deliveriesUnread: [{ recordedAt: `${record.today}T09:00:00.000Z`, kind: 'log' }],
  }
}

type Place = keyof ClinicTexts['place']
const of = (patient: string, place: Place) => `/patients/proef-${patient}/${place}`
const place = (name: Place) => (t: ClinicTexts) => t.place[name]
const before = (words: (value: string) => string) => words('|').split('|')[0] ?? ''
const refusal = (status: number) => ({ status, body: { type: 'about:blank', title: '', status, problems: [] } })

const press = (page: Page, name: string | RegExp) =>
  page
    .getByRole('button', typeof name === 'string' ? { name, exact: true } : { name })
    .first()
    .click()

/** The first number of the plan that can say why. */
export const firstNumber = (page: Page, t: ClinicTexts) =>
  page.getByRole('table', { name: t.plan.gridCaption }).locator('button[aria-describedby]').first()

export const clinicScreens: readonly ClinicScreen[] = [
  { name: 'sign-in', path: '/', title: (t) => t.signIn.title, signedOut: true },
  { name: 'patients', path: '/', title: (t) => t.patients.title },
  {
    name: 'patients, rules changed',
    path: '/',
    title: (t) => t.patients.title,
    instead: {
      path: /\/api\/patients$/,
      status: 200,
      body: null,
      changed: ({ patients, ...rest }: Contract['listPatients']['response']) => ({
        ...rest,
        patients: patients.map((row, place) => ({ ...row, need: 'knowledge', planWaits: place === 0 })),
      }),
    },
    prepare: (page, t) => page.getByText(t.patients.planWaits).waitFor(),
  },
  {
    name: 'patients, nobody found',
    path: '/',
    title: (t) => t.patients.title,
    prepare: async (page, t) => {
      await page.getByRole('searchbox', { name: t.patients.search }).fill('Xerxes')
      await page.getByText(t.patients.notFound('Xerxes')).waitFor()
    },
  },
  {
    name: 'patients, nobody yet',
    path: '/',
    title: (t) => t.patients.title,
    instead: { path: /\/api\/patients$/, status: 200, body: { today: '2026-05-04', patients: [] } },
    prepare: (page, t) => page.getByText(t.patients.nobodyWaits).waitFor(),
  },
  { name: 'new patient', path: '/patients/new', title: (t) => t.newPatient.title },
  {
    name: 'new patient, with what is missing',
    path: '/patients/new',
    title: (t) => t.newPatient.title,
    prepare: async (page, t) => {
      await press(page, t.newPatient.add)
      await page.getByText(t.newPatient.needsName).waitFor()
    },
  },
  { name: 'intake, little known', path: of('appel', 'intake'), title: place('intake') },
  { name: 'intake, filled', path: of('olijf', 'intake'), title: place('intake') },
  {
    name: 'intake, details and history open',
    path: of('limoen', 'intake'),
    title: place('intake'),
    prepare: async (page, t) => {
      await press(page, t.intake.changeDetails)
      await press(page, new RegExp(`^${before((count) => t.intake.history(Number(count))).split('(')[0]}`))
      // The press brought it into sight, which leaves another field half under the header of the patient.
      await page.evaluate(() => window.scrollTo(0, 0))
    },
  },
  {
    name: 'assessment, reasons open',
    path: of('framboos', 'assessment'),
    title: (t) => t.headline.goOn,
    prepare: async (page, t) => {
      const forms = page.getByRole('table', { name: t.assessment.formsCaption })
      await forms.locator('button[aria-expanded="false"]').first().click()
      await press(page, t.reason.why)
    },
  },
  {
    name: 'assessment, sources disagree',
    path: of('olijf', 'assessment'),
    title: (t) => t.headline.referral.refer_msrz,
  },
  {
    name: 'assessment, red flag',
    path: of('granaatappel', 'assessment'),
    title: (t) => before((flag) => t.headline.redFlag([flag])),
  },
  { name: 'plan, draft', path: of('druif', 'plan'), title: (t) => t.plan.draftTitle },
  {
    name: 'plan, draft with a reason open',
    path: of('druif', 'plan'),
    title: (t) => t.plan.draftTitle,
    prepare: async (page, t) => {
      await firstNumber(page, t).click()
      await page.locator('.d-popover').waitFor()
    },
  },
  {
    name: 'plan, draft with a dose being changed',
    path: of('druif', 'plan'),
    title: (t) => t.plan.draftTitle,
    prepare: (page, t) => press(page, new RegExp(`^${t.plan.change}\\b`)),
  },
  { name: 'plan, draft that cannot be confirmed', path: of('olijf', 'plan'), title: (t) => t.plan.draftTitle },
  { name: 'plan, confirmed', path: of('framboos', 'plan'), title: (t) => t.plan.title },
  {
    name: 'plan, waiting because rules changed',
    path: of('framboos', 'plan'),
    title: (t) => t.plan.title,
    instead: underOtherRules(changesThatBlock),
    prepare: async (page, t) => {
      await page.getByText(t.knowledgeChange.waits).waitFor()
      await page.getByText(t.knowledgeChange.why).click()
    },
  },
  {
    name: 'plan, being kept after rules changed',
    path: of('framboos', 'plan'),
    title: (t) => t.plan.title,
    instead: underOtherRules(changesBeside),
    prepare: (page, t) => press(page, t.knowledgeChange.keep),
  },
  {
    name: 'plan, link for the phone',
    path: of('bes', 'plan'),
    title: (t) => t.plan.title,
    prepare: async (page, t) => {
      await press(page, t.plan.makeLink)
      await page.getByRole('textbox', { name: t.plan.linkField }).waitFor()
    },
  },
  {
    name: 'plan, being closed',
    path: of('kers', 'plan'),
    title: (t) => t.plan.title,
    prepare: (page, t) => press(page, t.plan.statusAction.close),
  },
  { name: 'plan, held by a red flag', path: of('granaatappel', 'plan'), title: (t) => t.plan.title },
  { name: 'follow-up', path: of('bes', 'follow-up'), title: place('follow-up') },
  {
    name: 'follow-up, a proposal declined',
    path: of('bes', 'follow-up'),
    title: place('follow-up'),
    prepare: (page, t) => press(page, new RegExp(`^${t.followUp.decline}`)),
  },
  {
    name: 'follow-up, accounts that do not count',
    path: of('bes', 'follow-up'),
    title: place('follow-up'),
    instead: { path: /\/api\/patients\/[^/]+$/, status: 200, body: null, changed: withAccountsBeside },
    prepare: (page, t) => press(page, t.followUp.setAside(4)),
  },
  { name: 'follow-up, no sessions', path: of('appel', 'follow-up'), title: place('follow-up') },
  { name: 'follow-up, stopped', path: of('mandarijn', 'follow-up'), title: place('follow-up') },
  { name: 'evaluation, due', path: of('honingmeloen', 'evaluation'), title: place('evaluation') },
  {
    name: 'evaluation, an instrument being filled in with the stopwatch',
    path: of('honingmeloen', 'evaluation'),
    title: place('evaluation'),
    prepare: async (page, _, language) => {
      const words = instrumentTexts[language]
      await press(page, words.fillIn('SPPB'))
      const chair = knowledge.instruments['sppb']?.form?.inputs.find(({ id }) => id === 'chair')?.names[language] ?? ''
      await press(page, words.stopwatchOf(chair))
      await page.getByRole('timer').waitFor()
    },
  },
  { name: 'evaluation, not due', path: of('bes', 'evaluation'), title: place('evaluation') },
  { name: 'evaluation, closed', path: of('citroen', 'evaluation'), title: place('evaluation') },
  { name: 'evidence', path: '/evidence', title: (_, language) => evidenceTexts[language].title },
  {
    name: 'evidence, pooled again, with settings and tables open',
    path: '/evidence/osteoporosis-strength-hip-bmd',
    title: (_, language) => questionTitles.hip[language],
    prepare: async (page, _, language) => {
      const e = evidenceTexts[language]
      await page.locator('.c-answer').waitFor()
      await press(page, e.settings)
      await press(page, e.asTable)
      await press(page, e.agreementOpen)
    },
  },
  {
    name: 'evidence, as the source prints it',
    path: '/evidence/heart-failure-non-drug',
    title: (_, language) => questionTitles.heart[language],
  },
  { name: 'evidence, own data', path: '/evidence/own', title: (_, language) => evidenceTexts[language].own },
  {
    name: 'evidence, own data refused',
    path: '/evidence/own',
    title: (_, language) => evidenceTexts[language].own,
    prepare: async (page, _, language) => {
      const e = evidenceTexts[language]
      await page.getByRole('textbox', { name: e.paste, exact: true }).fill('study;estimate;se\nA;x;1')
      await press(page, e.start)
      await page.getByText(e.refused).waitFor()
    },
  },
  { name: 'settings', path: '/settings', title: (t) => t.settings.title },
  {
    name: 'keys',
    path: '/settings',
    title: (t) => t.settings.title,
    prepare: async (page, t) => {
      await page.keyboard.press('?')
      await page.getByRole('dialog', { name: t.shortcuts.title }).waitFor()
    },
  },
  { name: 'no such page', path: '/nowhere', title: (t) => t.notFound.title },
  {
    name: 'no such patient',
    path: of('nobody', 'plan'),
    title: (t) => t.notFound.title,
    expectedComplaint: /status of 404 .*\/api\/patients\/proef-nobody/,
  },
  {
    name: 'patients, the server fails',
    path: '/',
    title: (t) => t.error.notRead,
    instead: { path: /\/api\/patients$/, ...refusal(503) },
    expectedComplaint: /status of 503 .*\/api\/patients\)/,
  },
  {
    name: 'session ended',
    path: '/',
    title: (t) => t.signIn.title,
    instead: { path: /\/api\/patients$/, ...refusal(401) },
    prepare: (page, t) => page.getByText(t.signIn.ended).waitFor(),
  },
]

/** Brings a screen about on a page whose app speaks this language. */
export async function openScreen(page: Page, screen: ClinicScreen, language: Language): Promise<void> {
  const t = clinicTexts[language]
  const { path, instead, prepare } = screen
  await page.unrouteAll()
  if (instead !== undefined) {
    const { status, body, changed } = instead
    await page.route(instead.path, async (route) => {
      const json = changed === undefined ? body : changed((await (await route.fetch()).json()) as never)
      await route.fulfill({ status, json })
    })
  }
  if (path === '/' || instead !== undefined) await page.goto(path)
  else await followPath(page, path)
  await page.getByText(screen.title(t, language)).first().waitFor()
  await prepare?.(page, t, language)
  await page.locator('.d-loading').waitFor({ state: 'detached' })
}

/** Goes to another page within the app, as a link does; by way of the settings, so that nothing is left of the one before. */
async function followPath(page: Page, path: string): Promise<void> {
  const follow = (to: string) => page.evaluate((url) => window.history.pushState(null, '', url), to)
  if (!page.url().startsWith('http')) await page.goto('/settings')
  await follow('/settings')
  await page.locator('.d-switch').last().waitFor()
  await follow(path)
  await page.waitForFunction((url) => window.location.pathname === url, path)
}

/** Chooses the language with the switch that stands on the page. */
export async function speak(page: Page, language: Language): Promise<void> {
  await page.getByRole('main').or(page.locator('.c-sign-in-foot')).first().waitFor()
  const name = { nl: 'Nederlands', en: 'English' }[language]
  await page.getByRole('button', { name, exact: true }).last().click()
  await page.locator(`html[lang="${language}"]`).waitFor({ state: 'attached' })
}

type Bilingual = { readonly nl: string; readonly en: string }
const isBilingual = (value: object): value is Bilingual =>
  'nl' in value && 'en' in value && typeof value.nl === 'string' && typeof value.en === 'string'

/** Every text that says something else in the other language, from two objects of one shape. */
function pairs(nl: unknown, en: unknown): readonly Bilingual[] {
  if (typeof nl === 'string' && typeof en === 'string') return [{ nl, en }]
  if (typeof nl !== 'object' || nl === null || typeof en !== 'object' || en === null) return []
  return Object.entries(nl).flatMap(([key, value]) => pairs(value, (en as Record<string, unknown>)[key]))
}

function bilingualIn(value: unknown): readonly Bilingual[] {
  if (typeof value !== 'object' || value === null) return []
  return isBilingual(value) ? [value] : Object.values(value).flatMap(bilingualIn)
}

const longEnough = 12
const all = [
  ...pairs(clinicTexts.nl, clinicTexts.en),
  ...pairs(evidenceTexts.nl, evidenceTexts.en),
  ...pairs(controlsNl, controlsEn),
  ...bilingualIn(knowledge),
].filter(({ nl, en }) => nl !== en)

/** Sentences and names that may not stand on a screen in this language: those of the other one. */
export const foreignTo: Readonly<Record<Language, readonly string[]>> = {
  nl: all.map(({ en }) => en).filter((words) => words.length >= longEnough),
  en: all.map(({ nl }) => nl).filter((words) => words.length >= longEnough),
}

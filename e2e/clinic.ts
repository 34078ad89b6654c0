import type { Page } from 'playwright-core'
import { clinicTexts } from '@dosis/text'

const t = clinicTexts.nl

/** Signs in as the therapist of the demo practice, as a user does. */
export async function signIn(page: Page): Promise<void> {
  await page.goto('/')
  await page.getByRole('textbox', { name: t.signIn.login }).fill('demo')
  await page.getByRole('textbox', { name: t.signIn.password }).fill('demo-therapeut')
  await page.getByRole('button', { name: t.signIn.enter, exact: true }).click()
  await page.getByRole('heading', { level: 1, name: t.patients.title }).waitFor()
}

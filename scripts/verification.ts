import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A test by its file and title as written there, or a case of `knowledge/cases`. */
export type Verification = { readonly file: string; readonly test: string } | { readonly case: string }

export const root = fileURLToPath(new URL('..', import.meta.url))

/** `everybody` is a property over generated people (test-support/over-everybody.ts). */
const title = /\b(?:test|it|everybody)(?:\.each\([^\n]*\))?\(\s*(['"`])(.*?)\1,/g

/** What is wrong with one verification; `null` when the test or case that it names is there. */
export function problemOf(verification: Verification): string | null {
  const keys = Object.keys(verification).join(' ')
  if (keys !== 'case' && keys !== 'file test')
    return `${keys}: needs case, or file and test (quote a title with a comma)`
  if ('case' in verification) {
    const file = `knowledge/cases/${verification.case}.yaml`
    return existsSync(root + file) ? null : `${file} does not exist`
  }
  const { file, test } = verification
  if (!existsSync(root + file)) return `${file} does not exist`
  const titles = [...readFileSync(root + file, 'utf8').matchAll(title)].map(([, , written]) => written)
  return titles.includes(test) ? null : `${file} has no test named "${test}"`
}

/** Whether a file of tests makes its own people or logs. */
export function generates(file: string): boolean {
  const text = readFileSync(root + file, 'utf8')
  return text.includes("from 'fast-check'") || text.includes('/over-everybody.ts')
}

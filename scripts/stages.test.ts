import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

/** Runs stages in a process of their own, which ends with the exit code of `npm test`. */
function runInProcess(stages: string): { lines: string[]; exitCode: number } {
  const module = fileURLToPath(new URL('stages.mjs', import.meta.url))
  const program = `import { close, runStages } from ${JSON.stringify(module)}; close(await runStages(${stages}))`
  try {
    const output = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
      encoding: 'utf8',
      stdio: 'pipe',
    })
    return { lines: output.trimEnd().split('\n'), exitCode: 0 }
  } catch (error) {
    const { stdout, status } = error as { stdout: string; status: number }
    return { lines: stdout.trimEnd().split('\n'), exitCode: status }
  }
}

const passing = `{ name: 'Passing', run: async () => ({ passed: 12, failed: 0, skipped: 0 }) }`
const failing = `{ name: 'Failing', run: async () => ({ passed: 1, failed: 2, skipped: 0 }) }`
const mistaken = `{ name: 'Mistaken', run: async () => { throw new Error('oops') } }`
const empty = `{ name: 'Empty', run: async () => ({ passed: 0, failed: 0, skipped: 0 }) }`

test('the last line is the sum of all stages', () => {
  const { lines, exitCode } = runInProcess(`[${passing}, ${passing}]`)
  expect(lines.at(-1)).toBe('24 passed, 0 failed')
  expect(exitCode).toBe(0)
})

test('a stage that fails, or breaks off, hides no later one', () => {
  const { lines, exitCode } = runInProcess(`[${failing}, ${mistaken}, ${passing}]`)
  expect(lines.at(-1)).toBe('13 passed, 3 failed')
  expect(exitCode).toBe(1)
})

test('a run without a single test is a failure', () => {
  const { lines, exitCode } = runInProcess(`[${empty}]`)
  expect(lines.at(-1)).toBe('0 passed, 0 failed')
  expect(exitCode).toBe(1)
})

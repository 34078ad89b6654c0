import { writeFileSync } from 'node:fs'
import type { SerializedError } from 'vitest'
import type { Reporter, TestModule } from 'vitest/node'

/** Writes how many tests passed and failed to the file named by DOSIS_TEST_COUNTS, for the total of `npm test`. */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const file = process.env['DOSIS_TEST_COUNTS']
    if (file === undefined) throw new Error('DOSIS_TEST_COUNTS names no file to write the counts to')

    const tests = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state))
    const count = (state: string): number => tests.filter((found) => found === state).length
    // A file that does not load, or a hook that throws outside a test, fails without a failed test to show for it.
    const brokenModules = modules.filter(
      (module) => !module.ok() && ![...module.children.allTests('failed')].length,
    ).length
    writeFileSync(
      file,
      JSON.stringify({
        passed: count('passed'),
        failed: count('failed') + brokenModules + unhandledErrors.length,
        skipped: count('skipped') + count('pending'),
      }),
    )
  }
}

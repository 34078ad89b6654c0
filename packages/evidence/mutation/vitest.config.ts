import { defineConfig } from 'vitest/config'

/** Fewer draws per property: what they then notice, all draws would notice too, so that the score is a lower bound. */
const mostRuns = 60

/**
 * The mutation tester counts how often every place is passed, which costs thirty times what the arithmetic itself does.
 * Only the first run of the tests needs the counts; this leaves them out when a mutant is at work.
 */
const faster = {
  name: 'evidence:faster-mutants',
  enforce: 'pre' as const,
  transform(code: string, path: string) {
    if (path.endsWith('.test.ts'))
      return code.replaceAll(/numRuns: ([\d_]+)/g, (_all, runs: string) => {
        return `numRuns: ${Math.min(mostRuns, Number(runs.replaceAll('_', '')))}`
      })
    return code.replace(
      'function stryCov_9fa48() {',
      'function stryCov_9fa48() { if (stryNS_9fa48().hitLimit !== undefined) { stryCov_9fa48 = () => {}; return }',
    )
  },
}

/**
 * The tests of this package as the mutation tester runs them: in its copy of the package, one process, and with a
 * property that fails once reported at once (a mutant is dead then; the smallest counterexample does not matter).
 * MUTATION_TESTS names the tests: with `--testFiles`, Stryker 10 never switches on a mutant of code that runs on import.
 */
export default defineConfig({
  plugins: [faster],
  test: {
    environment: 'node',
    include: (process.env['MUTATION_TESTS'] ?? 'src/**/*.test.ts').split(','),
    exclude: ['**/node_modules/**', 'src/readme.test.ts'],
    setupFiles: ['mutation/end-on-failure.js'],
    testTimeout: 60_000,
  },
})

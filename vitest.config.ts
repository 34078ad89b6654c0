import { defineConfig } from 'vitest/config'
import { SlowestFirst } from './scripts/slowest-first.ts'

/** Twice the cores: a test of a server or a browser waits for it half of the time. */
const workersThatWait = 4
const never = ['**/node_modules/**', '**/dist/**']

/** Three projects, so that each can run alone: `vitest run --project unit`. */
export default defineConfig({
  test: {
    environment: 'node',
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: SlowestFirst },
    exclude: never,
    globalSetup: ['test-support/templates.ts'],
    // Files share what they import: loading it again for each cost more than some of the tests.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            'packages/**/*.test.{ts,tsx}',
            'knowledge/**/*.test.ts',
            'scripts/**/*.test.ts',
            'test-support/**/*.test.ts',
            'apps/{cli,clinic,patient}/**/*.test.{ts,tsx}',
          ],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'server',
          include: ['apps/server/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: workersThatWait,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: workersThatWait,
        },
      },
    ],
  },
})

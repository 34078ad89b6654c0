import { defineConfig } from 'vitest/config'

/**
 * The tests of this package as the mutation tester runs them: in its copy of the package, one process, and with a
 * property that fails once reported at once (a mutant is dead then; the smallest counterexample does not matter).
 */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['src/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'src/readme.test.ts'],
    setupFiles: ['mutation/end-on-failure.js'],
    testTimeout: 20_000,
  },
})

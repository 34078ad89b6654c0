import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const here = import.meta.dirname

/** Fewer draws per property: what they then notice, all draws would notice too, so that the score is a lower bound. */
const mostRuns = 60

/** Runs the mutants that `scripts/mutation-sample.ts` has prepared in MUTATION_HOME. */
export default defineConfig({
  root: here,
  plugins: [
    {
      name: 'evidence:collected-tests',
      enforce: 'pre',
      resolveId: (id, importer) =>
        id === 'vitest' && importer !== undefined && /\.test\.ts(\?|$)/.test(importer)
          ? join(here, 'test-interface.ts')
          : undefined,
      transform: (code, path) =>
        /\.test\.ts(\?|$)/.test(path)
          ? code.replaceAll(/numRuns: ([\d_]+)/g, (_all, runs: string) => {
              return `numRuns: ${Math.min(mostRuns, Number(runs.replaceAll('_', '')))}`
            })
          : undefined,
    },
  ],
  server: { fs: { strict: false } },
  test: {
    environment: 'node',
    pool: 'forks',
    isolate: false,
    fileParallelism: false,
    include: ['run-mutants.ts'],
    setupFiles: ['../../packages/evidence/mutation/end-on-failure.js'],
    reporters: ['dot'],
    disableConsoleIntercept: true,
  },
})

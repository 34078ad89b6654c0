import { dirname, join } from 'node:path'
import { defineConfig } from 'vitest/config'

const here = import.meta.dirname

/** Fewer draws per property: what they then notice, all draws would notice too, so that the score is a lower bound. */
const mostRuns = 60

const home = process.env['MUTATION_HOME'] as string

/** The copy, and the tests of the engine that stand elsewhere with what they share. */
const loadedAnew = [
  home,
  ...['knowledge/cases', 'knowledge/constraints', 'knowledge/progressions', 'test-support'].map((folder) =>
    join(here, '../..', folder),
  ),
]

/** Runs the mutants that `scripts/mutation-sample.ts` has prepared in MUTATION_HOME. */
export default defineConfig({
  root: here,
  plugins: [
    {
      name: 'collected-tests',
      enforce: 'pre',
      resolveId: (id, importer) => {
        const [file = '', anew] = (importer ?? '').split('?anew=')
        const version = anew === undefined ? '' : `?anew=${anew}`
        // Tests elsewhere ask the copy of the engine in which the changes are prepared.
        const engine = process.env['MUTATION_ENGINE']
        if (id === '@dosis/engine') return engine === undefined ? undefined : `${engine}${version}`
        if (importer === undefined) return undefined
        if (id === 'vitest' && /(\.test|\/over-everybody)\.ts(\?|$)/.test(importer))
          return join(here, 'test-interface.ts')
        // What is loaded anew, for a change in code that runs on import, loads anew what it imports.
        const isAnew = version !== '' && loadedAnew.some((folder) => file.startsWith(folder))
        return isAnew && id.startsWith('.') && id.endsWith('.ts') ? `${join(dirname(file), id)}${version}` : undefined
      },
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
    // Kept on disk, a test would go on asking the copy of an earlier run for the engine.
    fsModuleCache: false,
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

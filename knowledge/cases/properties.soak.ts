// `node knowledge/cases/properties.soak.ts [--patients 1000000] [--seed 1]`: the properties of the engine on many more
// people and courses than the tests take, and on others each time. `DOSIS_RUNS=1000000 npm run soak` says it to all of them.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const { values } = parseArgs({ options: { patients: { type: 'string' }, seed: { type: 'string' } }, strict: false })
const patients = Number(values['patients'] ?? process.env['DOSIS_RUNS'] ?? 200_000)
const seed = Number(values['seed'] ?? process.env['DOSIS_SEED'] ?? Math.floor(Date.now() / 1000))
if (!Number.isInteger(patients) || patients < 1 || !Number.isInteger(seed)) {
  process.stderr.write('properties: --patients needs a whole number from 1 on, --seed a whole number\n')
  process.exit(2)
}
const root = fileURLToPath(new URL('../..', import.meta.url))
const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url))
const files = [
  'knowledge/cases/properties.test.ts',
  'knowledge/constraints/for-any-person.test.ts',
  'knowledge/progressions/for-any-course.test.ts',
]
process.stdout.write(`${patients} patients for each file of properties, seed ${seed}\n`)
const { status } = spawnSync(process.execPath, [vitest, 'run', '--project', 'unit', ...files], {
  cwd: root,
  env: { ...process.env, DOSIS_RUNS: String(patients), DOSIS_SEED: String(seed) },
  stdio: 'inherit',
})
process.exitCode = status ?? 1

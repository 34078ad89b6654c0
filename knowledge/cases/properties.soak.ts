// `node knowledge/cases/properties.soak.ts [--patients 200000]`: the properties of the engine on many more patients than
// the tests take; `--patients 1000000` before a release.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const { values } = parseArgs({ options: { patients: { type: 'string' } }, strict: false })
const patients = Number(values['patients'] ?? 200_000)
if (!Number.isInteger(patients) || patients < 1) {
  process.stderr.write('properties: --patients needs a whole number from 1 on\n')
  process.exit(2)
}
const root = fileURLToPath(new URL('../..', import.meta.url))
const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url))
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', '--project', 'unit', '--testTimeout', '86400000', 'knowledge/cases/properties.test.ts'],
  { cwd: root, env: { ...process.env, DOSIS_PATIENTS: String(patients) }, stdio: 'inherit' },
)
process.exitCode = status ?? 1

// A process of its own that starts the engine and assesses its first patients; prints milliseconds as JSON.
import { readFileSync } from 'node:fs'
import type { AssessmentInput, Knowledge } from '@dosis/domain'

const [file = ''] = process.argv.slice(2)
const times: [step: string, milliseconds: number][] = []
let before = performance.now()
const passed = (step: string): void => {
  const now = performance.now()
  times.push([step, now - before])
  before = now
}

const { assess } = await import('@dosis/engine')
passed('load the engine')
const knowledge = JSON.parse(readFileSync(file, 'utf8')) as Knowledge
passed('read the knowledge (JSON)')
const nobody: AssessmentInput = { on: '2026-05-04', treatmentStart: null, facts: {}, requests: [], measurements: {} }
const bare = { withoutStillNeeded: true }
assess(nobody, knowledge, bare)
passed('first assessment, knowledge made ready')
assess(nobody, knowledge, bare)
passed('second assessment')
assess(nobody, knowledge)
passed('an empty intake, with all that is still needed')
process.stdout.write(JSON.stringify(times))

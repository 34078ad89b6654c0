// `node bench/engine/run.ts [--patients 200000] [--cores 2]`: how long a patient takes (median and p99, with the time in
// which memory is cleared), how many a second on all cores, what starting costs, and how much a browser loads.
// `--patients 1000000` assesses and plans a million.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type AssessmentInput, canonicalJson, firstLoaded, inOneLanguage } from '@dosis/domain'
import { knowledgeJson, readKnowledge } from '@dosis/knowledge'
import { addTime, emptyHistogram, quantile } from './histogram.ts'
import { onCores } from './on-cores.ts'
import { engineInClinic, gzipBytes } from './size.ts'
import { taskNames, tasks } from './tasks.ts'

const { values } = parseArgs({ options: { patients: { type: 'string' }, cores: { type: 'string' } } })
const patients = Number(values.patients ?? 200_000)
const cores = Number(values.cores ?? availableParallelism())
if (!Number.isInteger(patients) || !Number.isInteger(cores) || patients < 1 || cores < 1) {
  process.stderr.write('run: --patients and --cores need whole numbers from 1 on\n')
  process.exit(2)
}

const print = (...cells: readonly string[]): boolean =>
  process.stdout.write(`${cells.map((cell, at) => (at === 0 ? cell.padEnd(44) : cell.padStart(14))).join('')}\n`)
const milliseconds = (time: number): string => `${time.toPrecision(3)} ms`
const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`

const read = performance.now()
const knowledge = readKnowledge()
const yamlTime = performance.now() - read
const json = knowledgeJson(knowledge)
const load = loadavg()
  .map((one) => one.toFixed(1))
  .join(' ')
print(`${cores} cores, load ${load}, knowledge ${knowledge.version.slice(0, 12)}`)

print('\neach patient', 'median', 'p99', 'p99.9', 'longest', 'processor', 'a second', 'heap')
for (const task of taskNames) {
  const isLast = task === taskNames.at(-1)
  const count = isLast ? patients : Math.min(patients, 40_000)
  let told = performance.now()
  const { histogram, processorTime, perSecond, heapMegabytes } = await onCores(
    task,
    { patients: count, cores, knowledge: json },
    (done, heap) => {
      if (performance.now() - told < 5000) return
      told = performance.now()
      process.stderr.write(`  ${task}: ${done} of ${count}, heap ${heap.toFixed(0)} MB\n`)
    },
  )
  print(
    `${task} (${count})`,
    milliseconds(quantile(histogram, 0.5)),
    milliseconds(quantile(histogram, 0.99)),
    milliseconds(quantile(histogram, 0.999)),
    milliseconds(histogram.longest),
    milliseconds(processorTime),
    Math.round(perSecond).toString(),
    `${heapMegabytes.toFixed(0)} MB`,
  )
}

const nobody: AssessmentInput = { on: '2026-05-04', treatmentStart: null, facts: {}, requests: [], measurements: {} }
print('\nan empty intake, again and again', 'median', 'p99')
for (const task of taskNames) {
  const histogram = emptyHistogram()
  for (let time = 0; time < 1500; time++) {
    const start = performance.now()
    tasks[task](nobody, knowledge)
    if (time >= 500) addTime(histogram, performance.now() - start)
  }
  print(task, milliseconds(quantile(histogram, 0.5)), milliseconds(quantile(histogram, 0.99)))
}

const folder = mkdtempSync(join(tmpdir(), 'dosis-bench-'))
try {
  const file = join(folder, 'knowledge.json')
  writeFileSync(file, json)
  const start = fileURLToPath(new URL('./start.ts', import.meta.url))
  const runs = Array.from({ length: 5 }, () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [start, file], { encoding: 'utf8' })
    if (status !== 0) throw new Error(`start.ts failed: ${stderr}`)
    return JSON.parse(stdout) as [step: string, milliseconds: number][]
  })
  print('\nstart in a process of its own', 'median of 5')
  for (const [at, [step]] of (runs[0] ?? []).entries()) {
    const times = runs.map((run) => run[at]?.[1] ?? Number.NaN).toSorted((left, right) => left - right)
    print(step, milliseconds(times[2] ?? Number.NaN))
  }
  print('read and check the knowledge (YAML; server)', milliseconds(yamlTime))
} finally {
  rmSync(folder, { recursive: true })
}

const engine = (await engineInClinic()).reduce((sum, code) => sum + gzipBytes(code), 0)
print('\nin the clinic, after gzip', 'knowledge', 'engine', 'together')
for (const language of ['nl', 'en', null] as const) {
  const bytes = gzipBytes(language === null ? json : canonicalJson(inOneLanguage(firstLoaded(knowledge), language)))
  const name = language === null ? 'both languages' : `one language, as it is loaded: ${language}`
  print(name, kilobytes(bytes), kilobytes(engine), kilobytes(bytes + engine))
}

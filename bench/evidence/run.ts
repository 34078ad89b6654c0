// `node bench/evidence/run.ts`: our evidence engine beside R on the same machine in one run, as ratios, and how our own
// time and memory grow. R needs metafor; meta and netmeta are used when they are there. Ends with code 1 when a step
// grows faster than it is meant to.
import { spawnSync } from 'node:child_process'
import { loadavg } from 'node:os'
import { exponentMargin, growthWithTreatments, growthWithTrials, pairwiseGrowth, type StepGrowth } from './growth.ts'
import { type PeerTimes, timesInR } from './peer.ts'
import { bcgTasks, largeNetworkResult, networkTasks, type Task } from './tasks.ts'
import { timeOf } from './time-of.ts'

const [labelWidth, cellWidth] = [42, 16]
const print = (label = '', ...cells: readonly string[]): boolean =>
  process.stdout.write(
    `${label.padEnd(labelWidth)}${cells.map((cell) => cell.padEnd(cellWidth)).join('')}`.trimEnd() + '\n',
  )
const milliseconds = (time: number): string => `${time.toLocaleString('en', { maximumSignificantDigits: 3 })} ms`

function printRatios(title: string, tasks: readonly Task[], inR: PeerTimes | undefined): void {
  print(title, 'ours', 'our first call', 'R', 'ratio')
  for (const { name, ours, peer } of tasks) {
    const { median, first } = timeOf(ours)
    const theirs = inR?.times.get(name)
    const missing = inR?.versions.has(peer) === true ? 'failed' : 'not installed'
    const [time, ratio] =
      theirs === undefined ? [missing, '–'] : [milliseconds(theirs), `${Math.round(theirs / median)} ×`]
    print(name, milliseconds(median), milliseconds(first), time, ratio, peer)
  }
  print()
}

function printGrowth(title: string, rows: readonly StepGrowth[]): void {
  const sizes = rows[0]?.sizes ?? []
  print(title, ...sizes.map(String), 'exponent', 'meant')
  for (const { step, times, timeExponent, timeLimit } of rows) {
    print(step, ...times.map(milliseconds), timeExponent.toFixed(2), `≤ ${timeLimit}`)
  }
  print('  memory of the result')
  for (const { step, kilobytes, memoryExponent } of rows) {
    print(
      step,
      ...kilobytes.map((size) => `${size.toLocaleString('en', { maximumSignificantDigits: 2 })} kB`),
      memoryExponent.toFixed(2),
    )
  }
  print()
}

print(`load ${loadavg()[0]?.toFixed(1)}, Node ${process.version}`)
const inR = timesInR([...bcgTasks, ...networkTasks])
print(
  inR === undefined
    ? 'R with metafor: not installed'
    : ['R', 'metafor', 'meta', 'netmeta']
        .map((name) => `${name} ${inR.versions.get(name) ?? 'not installed'}`)
        .join(', '),
)
print()
printRatios('13 trials (BCG)', bcgTasks, inR)
printRatios('networks', networkTasks, inR)
if (inR !== undefined) {
  const [tauSquared, effect] = largeNetworkResult()
  const [theirTauSquared = Number.NaN, theirEffect = Number.NaN] = inR.largeNetwork
  print('30 × 200, the same model in both', 'ours', 'metafor')
  print('tau²', tauSquared.toPrecision(8), theirTauSquared.toPrecision(8))
  print('first pair', effect.toPrecision(8), theirEffect.toPrecision(8))
  print()
}

print('network, all outputs (REML)', 'time', 'peak memory')
for (const [treatments, trials] of [
  [5, 30],
  [10, 60],
  [30, 200],
  [100, 1000],
  [300, 5000],
] as const) {
  const program = new URL('memory.ts', import.meta.url).pathname
  const { stdout } = spawnSync(process.execPath, [program, String(treatments), String(trials)], { encoding: 'utf8' })
  const [time = Number.NaN, megabytes = Number.NaN] = stdout.split(' ').map(Number)
  print(`${treatments} treatments × ${trials} trials`, milliseconds(time), `${Math.round(megabytes)} MB`)
}
print()

const growth = {
  'pairwise, trials': pairwiseGrowth(),
  'network of 10 treatments, trials': growthWithTrials(),
  'network of 1,000 trials, treatments': growthWithTreatments(),
}
for (const [title, rows] of Object.entries(growth)) printGrowth(title, rows)
const steep = Object.entries(growth).flatMap(([title, rows]) =>
  rows.filter((row) => row.timeExponent > row.timeLimit + exponentMargin).map(({ step }) => `${title}: ${step}`),
)
for (const step of steep) print(`grows faster than meant: ${step}`)
print(`load ${loadavg()[0]?.toFixed(1)}`)
process.exitCode = steep.length > 0 ? 1 : 0

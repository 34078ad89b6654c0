// `node bench/evidence/run.ts`: our evidence engine beside R's metafor on the same machine in one run, as ratios, and how
// our own time grows. R is used when `Rscript` and metafor are installed; else only our times are printed.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { effectSizes, poolable } from '@dosis/evidence/effect-size'
import {
  analyseNetwork,
  compareTreatments,
  decomposeDesigns,
  drawRankograms,
  rankTreatments,
  splitComparisons,
} from '@dosis/evidence/network'
import { eggerTest, influence, leaveOneOut, pool, qProfileInterval, trimAndFill } from '@dosis/evidence/pairwise'
import { networkOf } from './networks.ts'

/** Median milliseconds of a call, after a warm-up. */
function timeOf(call: () => unknown, repeats = 15): number {
  const once = elapsed(call)
  const inner = Math.max(1, Math.round(20 / Math.max(once, 1e-4)))
  // A loop that keeps no result, as R's does not.
  const many = (): void => {
    for (let at = 0; at < inner; at++) call()
  }
  many()
  const times = Array.from({ length: repeats }, () => elapsed(many) / inner)
  return times.toSorted((a, b) => a - b)[repeats >> 1] ?? Number.NaN
}

function elapsed(call: () => unknown): number {
  const start = performance.now()
  call()
  return performance.now() - start
}

const file = new URL('../../packages/evidence/fixtures/reference/pub01_bcg_rr.json', import.meta.url)
const { data } = JSON.parse(readFileSync(file, 'utf8')) as { data: { raw: { rows: (string | number)[][] } } }
const trials = data.raw.rows.map(([study, , a, b, c, d]) => ({
  study: String(study),
  events1: Number(a),
  total1: Number(a) + Number(b),
  events2: Number(c),
  total2: Number(c) + Number(d),
}))
const bcg = poolable(effectSizes('RR', trials))

const tasks: readonly { readonly name: string; readonly ours: () => unknown; readonly r: string }[] = [
  {
    name: 'effect sizes, 13 trials',
    ours: () => effectSizes('RR', trials),
    r: 'escalc("RR", ai=ai, bi=bi, ci=ci, di=di)',
  },
  { name: 'REML', ours: () => pool(bcg), r: 'rma(yi, vi)' },
  { name: 'DerSimonian–Laird', ours: () => pool(bcg, { method: 'DL' }), r: 'rma(yi, vi, method="DL")' },
  { name: 'Q-profile interval', ours: () => qProfileInterval(bcg), r: 'confint(fit)' },
  { name: 'leave one out', ours: () => leaveOneOut(bcg), r: 'leave1out(fit)' },
  { name: 'influence', ours: () => influence(bcg), r: 'influence(fit)' },
  { name: 'Egger', ours: () => eggerTest(bcg), r: 'regtest(fit, model="lm")' },
  { name: 'trim and fill', ours: () => trimAndFill(bcg, { method: 'DL' }), r: 'trimfill(rma(yi, vi, method="DL"))' },
]

/** Milliseconds of each task in R by its name; undefined when R or metafor is not there. */
function timesInR(): { readonly version: string; readonly times: ReadonlyMap<string, number> } | undefined {
  const column = (key: 'events1' | 'total1' | 'events2' | 'total2'): string =>
    trials.map((trial) => trial[key]).join(',')
  const script = `
suppressMessages(library(metafor))
ai <- c(${column('events1')}); bi <- c(${column('total1')}) - ai
ci <- c(${column('events2')}); di <- c(${column('total2')}) - ci
e <- escalc("RR", ai=ai, bi=bi, ci=ci, di=di); yi <- e$yi; vi <- e$vi; fit <- rma(yi, vi)
time <- function(f) { f(); median(sapply(1:9, function(i) { s <- proc.time()[[3]]; for (j in 1:20) f(); (proc.time()[[3]] - s) / 20 * 1000 })) }
cat("version", as.character(packageVersion("metafor")), "\\n")
${tasks.map(({ r }, at) => `cat(${at}, time(function() ${r}), "\\n")`).join('\n')}`
  const { status, stdout } = spawnSync('Rscript', ['-e', script], { encoding: 'utf8' })
  if (status !== 0) return undefined
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
  const version = lines.find(([key]) => key === 'version')?.[1] ?? ''
  const times = lines.flatMap(([key, time]) => {
    const name = tasks[Number(key)]?.name
    return name === undefined ? [] : [[name, Number(time)] as const]
  })
  return { version, times: new Map(times) }
}

const print = (...cells: readonly string[]): boolean =>
  process.stdout.write(`${cells.map((cell) => cell.padEnd(30)).join('')}\n`)
const milliseconds = (time: number): string => `${time.toPrecision(3)} ms`

const inR = timesInR()
print('13 trials (BCG)', 'ours', inR === undefined ? 'R: not installed' : `metafor ${inR.version}`, 'ratio')
for (const { name, ours } of tasks) {
  const own = timeOf(ours)
  const theirs = inR?.times.get(name)
  print(
    name,
    milliseconds(own),
    theirs === undefined ? '–' : milliseconds(theirs),
    theirs === undefined ? '–' : `${Math.round(theirs / own)} ×`,
  )
}

print('\ntrials pooled (REML)', 'time')
for (const count of [10, 100, 1000, 10_000]) {
  const studies = networkOf(2, count).map(({ study, estimate, standardError }) => ({
    study,
    estimate,
    variance: standardError ** 2,
  }))
  print(String(count), milliseconds(timeOf(() => pool(studies))))
}

print('\nnetwork, all outputs', 'time', 'memory of the process')
for (const [treatments, count] of [
  [5, 30],
  [10, 60],
  [30, 200],
  [100, 1000],
  [300, 5000],
] as const) {
  const contrasts = networkOf(treatments, count)
  const time = timeOf(
    () => {
      const analysis = analyseNetwork(contrasts, { tauSquared: 'DL' })
      compareTreatments(analysis)
      splitComparisons(analysis)
      decomposeDesigns(analysis)
      rankTreatments(analysis, 'random', { smallValues: 'desirable' })
      drawRankograms(analysis, 'random', { smallValues: 'desirable', seed: 1 })
    },
    treatments > 50 ? 3 : 9,
  )
  print(
    `${treatments} treatments × ${count} trials`,
    milliseconds(time),
    `${Math.round(process.memoryUsage().rss / 1e6)} MB`,
  )
}

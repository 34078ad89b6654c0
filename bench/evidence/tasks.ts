import { effectSizes, poolable } from '@dosis/evidence/effect-size'
import {
  analyseNetwork,
  type Contrast,
  compareTreatments,
  contributionMatrix,
  contributionsOf,
  decomposeDesigns,
  drawRankograms,
  leagueTable,
  rankTreatments,
  splitComparisons,
} from '@dosis/evidence/network'
import {
  eggerTest,
  influence,
  leaveOneOut,
  pool,
  qProfileInterval,
  regress,
  trimAndFill,
} from '@dosis/evidence/pairwise'
import { contrastsOf, networkOf, trialsOf } from './networks.ts'
import { bcgTrials, sennContrasts } from './read-case.ts'

/** The same work in our engine and in an R package. */
export interface Task {
  readonly name: string
  readonly ours: () => unknown
  /** R package that does the same. */
  readonly peer: 'metafor' | 'meta' | 'netmeta'
  /** Expression in R, over the variables of `prepareInR`. */
  readonly r: string
}

const bcg = poolable(effectSizes('RR', bcgTrials))
const latitude = { name: 'latitude', values: bcgTrials.map((trial) => trial.latitude) }
const year = { name: 'year', values: bcgTrials.map((trial) => trial.year) }
const many = networkOf(2, 102).map(({ study, estimate, standardError }) => ({
  study,
  estimate,
  variance: standardError ** 2,
}))

export const bcgTasks: readonly Task[] = [
  {
    name: 'effect sizes',
    ours: () => effectSizes('RR', bcgTrials),
    peer: 'metafor',
    r: 'escalc("RR", ai=ai, bi=bi, ci=ci, di=di)',
  },
  { name: 'REML', ours: () => pool(bcg), peer: 'metafor', r: 'rma(yi, vi)' },
  {
    name: 'DerSimonian–Laird',
    ours: () => pool(bcg, { method: 'DL' }),
    peer: 'metafor',
    r: 'rma(yi, vi, method="DL")',
  },
  {
    name: 'regression on 2 moderators, KNHA',
    ours: () => regress(bcg, [latitude, year], { interval: 'knapp-hartung' }),
    peer: 'metafor',
    r: 'rma(yi, vi, mods=~ablat+year, test="knha")',
  },
  { name: 'Q-profile interval', ours: () => qProfileInterval(bcg), peer: 'metafor', r: 'confint(fit)' },
  { name: 'leave one out', ours: () => leaveOneOut(bcg), peer: 'metafor', r: 'leave1out(fit)' },
  { name: 'influence', ours: () => influence(bcg), peer: 'metafor', r: 'influence(fit)' },
  { name: 'Egger', ours: () => eggerTest(bcg), peer: 'metafor', r: 'regtest(fit, model="lm")' },
  {
    name: 'trim and fill',
    ours: () => trimAndFill(bcg, { method: 'DL' }),
    peer: 'metafor',
    r: 'trimfill(rma(yi, vi, method="DL"))',
  },
  {
    name: 'REML, program meta',
    ours: () => pool(bcg, { preset: 'meta' }),
    peer: 'meta',
    r: 'meta::metagen(yi, sqrt(vi))',
  },
  { name: 'REML, 102 trials', ours: () => pool(many), peer: 'metafor', r: 'rma(many.yi, many.vi)' },
]

const large = trialsOf(30, 200)
const largeContrasts = contrastsOf(large)
const senn = analyseNetwork(sennContrasts)
const rank = { smallValues: 'desirable' } as const

/** What a reader of a network asks for, in one call. */
export function allOutputs(contrasts: readonly Contrast[]): void {
  const analysis = analyseNetwork(contrasts)
  compareTreatments(analysis)
  splitComparisons(analysis)
  decomposeDesigns(analysis)
  rankTreatments(analysis, 'random', rank)
  drawRankograms(analysis, 'random', { ...rank, seed: 1 })
}

export const networkTasks: readonly Task[] = [
  {
    name: 'Senn: fit, pairs, designs (REML)',
    ours: () => {
      const analysis = analyseNetwork(sennContrasts)
      compareTreatments(analysis)
      decomposeDesigns(analysis)
    },
    peer: 'netmeta',
    r: 'netmeta(senn.te, senn.se, senn.one, senn.two, senn.study, method.tau="REML")',
  },
  { name: 'Senn: splits', ours: () => splitComparisons(senn), peer: 'netmeta', r: 'netsplit(senn)' },
  { name: 'Senn: decomposition', ours: () => decomposeDesigns(senn), peer: 'netmeta', r: 'decomp.design(senn)' },
  { name: 'Senn: P-scores', ours: () => rankTreatments(senn, 'random', rank), peer: 'netmeta', r: 'netrank(senn)' },
  {
    name: 'Senn: rankogram, 1,000 draws',
    ours: () => drawRankograms(senn, 'random', { ...rank, seed: 1 }),
    peer: 'netmeta',
    r: 'rankogram(senn, nsim=1000)',
  },
  {
    name: 'Senn: contributions, shortest path',
    ours: () => {
      for (const model of ['common', 'random'] as const) {
        contributionMatrix(contributionsOf(senn, model, 'shortestPath'), senn.network.treatments.length)
      }
    },
    peer: 'netmeta',
    r: 'netcontrib(senn)',
  },
  { name: 'Senn: league table', ours: () => leagueTable(senn, 'random'), peer: 'netmeta', r: 'netleague(senn)' },
  {
    name: '30 × 200: fit, all pairs (REML)',
    ours: () => compareTreatments(analyseNetwork(largeContrasts)),
    peer: 'metafor',
    // The same model as a multivariate one: contrasts with the first arm of each trial, their covariance, and half of
    // tau² shared by the contrasts of a trial.
    r: '{ fit30 <- rma.mv(net.yi, net.V, mods=net.X, intercept=FALSE, random=~arm|study, struct="CS", rho=0.5); predict(fit30, newmods=net.pairs, intercept=FALSE) }',
  },
  {
    name: '30 × 200: the same, sparse in R',
    ours: () => compareTreatments(analyseNetwork(largeContrasts)),
    peer: 'metafor',
    r: '{ fit30 <- rma.mv(net.yi, net.V, mods=net.X, intercept=FALSE, random=~arm|study, struct="CS", rho=0.5, sparse=TRUE); predict(fit30, newmods=net.pairs, intercept=FALSE) }',
  },
  {
    name: '30 × 200: all outputs (REML)',
    ours: () => allOutputs(largeContrasts),
    peer: 'netmeta',
    r: '{ net30 <- netmeta(all.te, all.se, all.one, all.two, all.study, method.tau="REML"); netsplit(net30); decomp.design(net30); netrank(net30); rankogram(net30, nsim=1000) }',
  },
]

/** tau² and the random effect of the first against the second treatment of 30 × 200, to compare with R's. */
export function largeNetworkResult(): readonly [number, number] {
  const analysis = analyseNetwork(largeContrasts, { treatments: treatmentsOfLarge })
  return [analysis.tauSquared, compareTreatments(analysis)[0]?.random.estimate ?? Number.NaN]
}

const treatmentsOfLarge = Array.from({ length: 30 }, (_, index) => `t${index}`)
const numbers = (values: readonly number[]): string => `c(${values.join(',')})`
const names = (values: readonly string[]): string => `c(${values.map((value) => JSON.stringify(value)).join(',')})`

/** The variables that the expressions of the tasks use. */
export function prepareInR(): string {
  const rows = large.flatMap(({ study, arms: [base, ...others] }) =>
    others.flatMap((arm, at) => (base === undefined ? [] : [{ study, base, arm, at: at + 1 }])),
  )
  const column = (treatment: string): number => treatmentsOfLarge.indexOf(treatment) + 1
  const network = (prefix: string, contrasts: readonly Contrast[]): string => `
${prefix}.te <- ${numbers(contrasts.map(({ estimate }) => estimate))}
${prefix}.se <- ${numbers(contrasts.map(({ standardError }) => standardError))}
${prefix}.one <- ${names(contrasts.map(({ treatment1 }) => treatment1))}
${prefix}.two <- ${names(contrasts.map(({ treatment2 }) => treatment2))}
${prefix}.study <- ${names(contrasts.map(({ study }) => study))}`
  return `
ai <- ${numbers(bcgTrials.map(({ events1 }) => events1))}
bi <- ${numbers(bcgTrials.map(({ total1 }) => total1))} - ai
ci <- ${numbers(bcgTrials.map(({ events2 }) => events2))}
di <- ${numbers(bcgTrials.map(({ total2 }) => total2))} - ci
ablat <- ${numbers(latitude.values)}
year <- ${numbers(year.values)}
many.yi <- ${numbers(many.map(({ estimate }) => estimate))}
many.vi <- ${numbers(many.map(({ variance }) => variance))}
e <- escalc("RR", ai=ai, bi=bi, ci=ci, di=di)
yi <- as.numeric(e$yi); vi <- as.numeric(e$vi); fit <- rma(yi, vi)
study <- ${numbers(rows.map((row) => Number(row.study.slice('trial '.length))))}
arm <- ${numbers(rows.map(({ at }) => at))}
net.yi <- ${numbers(rows.map((row) => row.arm.value - row.base.value))}
net.V <- outer(study, study, "==") * ${numbers(rows.map(({ base }) => base.variance))}
diag(net.V) <- diag(net.V) + ${numbers(rows.map((row) => row.arm.variance))}
net.X <- matrix(0, length(net.yi), 30)
net.X[cbind(seq_along(net.yi), ${numbers(rows.map((row) => column(row.arm.treatment)))})] <- 1
net.X[cbind(seq_along(net.yi), ${numbers(rows.map((row) => column(row.base.treatment)))})] <- -1
net.X <- net.X[, -1]
pair <- t(combn(30, 2))
net.pairs <- matrix(0, nrow(pair), 30)
net.pairs[cbind(seq_len(nrow(pair)), pair[, 1])] <- 1
net.pairs[cbind(seq_len(nrow(pair)), pair[, 2])] <- -1
net.pairs <- net.pairs[, -1]
${network('senn', sennContrasts)}
${network('all', largeContrasts)}
if (has["netmeta"]) senn <- netmeta(senn.te, senn.se, senn.one, senn.two, senn.study, method.tau="REML")`
}

/** Prints tau² and the first pair of 30 × 200 in R, after the tasks. */
export const largeNetworkResultInR =
  'sprintf("%.15g %.15g", fit30$tau2, predict(fit30, newmods=net.pairs[1, , drop=FALSE], intercept=FALSE)$pred[1])'

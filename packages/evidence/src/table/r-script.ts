import type { Measure } from '../effect-size/index.ts'
import { levelsOf, type Moderator } from '../pairwise/design.ts'
import type { Conventions } from '../pairwise/index.ts'
import type { StudyEffect } from '../study-effect.ts'
import { comment, factor, number, quote, vector } from './r-text.ts'

/** A pairwise analysis as it was done. */
export interface PairwiseScript {
  readonly title: string
  readonly measure: Measure
  readonly studies: readonly StudyEffect[]
  readonly conventions: Conventions
  /** The subgroup of each study, when subgroups were pooled, each with its own tau². */
  readonly subgroups?: readonly string[]
  /** Characteristics of a meta-regression. */
  readonly moderators?: readonly Moderator[]
  /** Whether single studies were left out, added one by one, and diagnosed. */
  readonly sensitivity?: boolean
  /** Whether small-study effects were looked at. */
  readonly bias?: boolean
}

/**
 * An R script that repeats a pairwise analysis with metafor from the effects and variances that were pooled, so that
 * anybody can check the numbers. Tight limits for the iterations: metafor's defaults stop at about seven digits.
 */
export function pairwiseRScript(script: PairwiseScript): string {
  const { title, measure, studies, conventions, sensitivity = false, bias = false } = script
  const { method } = conventions
  const isRandom = method !== 'common'
  const hasSeveral = studies.length > 1
  return [
    ...comment(title),
    '# install.packages("metafor")',
    'library(metafor)',
    ...dataLines(script),
    '# limits in the unit of these data: those of metafor are absolute',
    'spread <- mean(data$vi) + mean((data$yi - mean(data$yi))^2)',
    'exact <- list(threshold = 1e-13 * spread, maxiter = 10000, tol = 1e-14 * spread)',
    `fit <- rma(yi, vi, data = data, slab = study, measure = ${quote(measure === 'SMD' ? 'SMD' : 'GEN')},`,
    `           ${settings(conventions)})`,
    ...intervalLines(conventions),
    'print(fit, digits = 10)',
    ...(isRandom && hasSeveral
      ? [...predictionLines(conventions), 'print(confint(fit, control = list(tol = exact$tol)), digits = 10)']
      : []),
    ...(script.subgroups === undefined ? [] : subgroupLines(conventions)),
    ...(script.moderators === undefined ? [] : regressionLines(conventions, script.moderators)),
    ...(hasSeveral ? ['print(leave1out(fit), digits = 6)'] : []),
    ...(sensitivity && hasSeveral ? ['print(cumul(fit), digits = 6)', 'print(influence(fit), digits = 6)'] : []),
    ...(bias && studies.length > 2 ? biasLines : []),
    '',
  ].join('\n')
}

const testOf = {
  normal: 'z',
  t: 't',
  'knapp-hartung': 'knha',
  'knapp-hartung-floor': 'adhoc',
  'knapp-hartung-wider': 'knha',
  'knapp-hartung-iqwig': 'knha',
} as const

function settings({ method, interval, level }: Conventions): string {
  const estimator = method === 'common' ? 'FE' : method
  // metafor has Knapp–Hartung for random effects and common effects alike.
  return `method = ${quote(estimator)}, test = ${quote(testOf[interval])}, level = ${number(level * 100)}, control = exact`
}

function dataLines({ studies, subgroups, moderators = [] }: PairwiseScript): string[] {
  const columns = [
    `study = ${vector(studies.map(({ study }) => quote(study)))}`,
    `yi = ${vector(studies.map(({ estimate }) => number(estimate)))}`,
    `vi = ${vector(studies.map(({ variance }) => number(variance)))}`,
    ...(subgroups === undefined ? [] : [`subgroup = ${factor(subgroups, levelsOf(subgroups))}`]),
    ...moderators.map((moderator, at) => `${moderatorName(at)} = ${moderatorValues(moderator)}`),
  ]
  const names = moderators.map(({ name }, at) => `# ${moderatorName(at)} is ${name.replaceAll(/[\r\n]+/g, ' ')}`)
  return [...names, 'data <- data.frame(', columns.map((column) => `  ${column}`).join(',\n'), ')']
}

/** Names of columns may hold anything, so the script has its own. */
const moderatorName = (at: number): string => `x${at + 1}`

function moderatorValues(moderator: Moderator): string {
  if ('values' in moderator) return vector(moderator.values.map(number))
  const { categories, reference } = moderator
  const levels = levelsOf(categories)
  const first = reference ?? levels[0] ?? ''
  return factor(categories, [first, ...levels.filter((level) => level !== first)])
}

/** The two rules for Knapp–Hartung that metafor does not have. */
function intervalLines({ interval }: Conventions): string[] {
  if (interval !== 'knapp-hartung-wider' && interval !== 'knapp-hartung-iqwig') return []
  const width = 'width <- function(one) one$ci.ub - one$ci.lb'
  if (interval === 'knapp-hartung-wider') {
    return [
      width,
      '# the normal interval where that is wider',
      'normal <- update(fit, test = "z")',
      'if (width(normal) > width(fit)) fit <- normal',
    ]
  }
  return [
    width,
    '# the factor is at least 1 where the interval would be narrower than that of DerSimonian and Laird',
    'if (width(fit) < width(update(fit, method = "DL", test = "z"))) fit <- update(fit, test = "adhoc")',
  ]
}

/** Where the effect of a next study lies, by the convention of the analysis. */
function predictionLines({ prediction, level }: Conventions): string[] {
  if (prediction === 'as-interval') return ['print(predict(fit), digits = 10)']
  const tail = number((1 + level) / 2)
  const quantile = {
    HTS: `qt(${tail}, fit$k - 2)`,
    V: `qt(${tail}, fit$k - 1)`,
    HK: `qt(${tail}, fit$k - 1)`,
    S: `qnorm(${tail})`,
  }[prediction]
  const test = prediction === 'HK' ? 'knha' : 'z'
  return [
    `base <- update(fit, test = ${quote(test)})`,
    `reach <- ${quantile} * sqrt(base$se^2 + base$tau2)`,
    `cat("prediction interval (${prediction}):", format(c(coef(fit)) + c(-reach, reach), digits = 10), "\\n")`,
  ]
}

function subgroupLines(conventions: Conventions): string[] {
  return [
    'groups <- lapply(split(data, data$subgroup), function(part)',
    `  rma(yi, vi, data = part, ${settings(conventions)}))`,
    'print(t(sapply(groups, function(one) c(k = one$k, estimate = c(one$beta), lower = one$ci.lb, upper = one$ci.ub, tau2 = one$tau2))), digits = 10)',
    '# whether the subgroups differ',
    'between <- rma(sapply(groups, coef), sei = sapply(groups, function(one) one$se), method = "FE")',
    'cat("between subgroups: Q =", format(between$QE, digits = 10), ", p =", format(between$QEp, digits = 10), "\\n")',
  ]
}

function regressionLines(conventions: Conventions, moderators: readonly Moderator[]): string[] {
  const formula = moderators.map((_, at) => moderatorName(at)).join(' + ')
  return [
    `regression <- rma(yi, vi, mods = ~ ${formula}, data = data, ${settings(conventions)})`,
    'print(regression, digits = 10)',
  ]
}

const biasLines = [
  'print(regtest(data$yi, data$vi, model = "lm"), digits = 10)',
  'print(ranktest(data$yi, data$vi), digits = 10)',
  'print(trimfill(fit), digits = 10)',
]

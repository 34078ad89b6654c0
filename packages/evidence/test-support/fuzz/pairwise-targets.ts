import fc from 'fast-check'
import * as pairwise from '../../src/pairwise/index.ts'
import type { StudyEffect } from '../../src/study-effect.ts'
import { countFault, firstFault, type FuzzTarget, target, type TargetDescription } from './fuzz-target.ts'
import { anyPooling, anyStudies, anyTables, badStudies, badTables } from './pairwise-inputs.ts'
import { between, level, mostly } from './values.ts'

const groups = (studies: readonly unknown[]) => studies.map((_, index) => 'abc'.charAt(index % 3))

const clustered = (studies: readonly StudyEffect[]) =>
  studies.map((study, index) => ({ ...study, cluster: groups(studies)[index] as string }))

/** A target for studies with options: bad rows are named, and every study is accounted for. */
function ofStudies<Options, Result>(
  name: string,
  options: fc.Arbitrary<Options>,
  compute: (studies: readonly StudyEffect[], options: Options) => Result | Promise<Result>,
  more: Pick<
    TargetDescription<[StudyEffect[], Options], Result>,
    'fault' | 'mayBeInfinite' | 'weight' | 'refusesArguments'
  > = {},
): FuzzTarget {
  return target({
    area: 'pairwise',
    name,
    inputs: fc.tuple(anyStudies, options),
    compute: ([studies, given]) => compute(studies, given),
    badRows: ([studies]) => badStudies(studies),
    mustRefuse: ([studies]) => (studies.length === 0 ? 'there is no study' : undefined),
    ...more,
  })
}

/** A fault when a list has not one member for each study. */
const onePerStudy = <Result extends readonly unknown[]>([studies]: [StudyEffect[], unknown], result: Result) =>
  countFault('studies', result.length, studies.length)

const counted = <Result extends { readonly studyCount: number }>(
  [studies]: [StudyEffect[], unknown],
  { studyCount }: Result,
) => countFault('studies', studyCount, studies.length)

/** Numbers that may stand for a characteristic of the studies. */
const moderatorValues = fc.array(mostly(fc.oneof(between(-5, 5), fc.integer({ min: 1950, max: 2026 })), 250), {
  minLength: 9,
  maxLength: 9,
})

const moderatorsOf = (studies: readonly unknown[], values: readonly number[], withGroups: boolean) => [
  { name: 'number', values: values.slice(0, studies.length) },
  ...(withGroups ? [{ name: 'group', categories: groups(studies) }] : []),
]

const regressionOptions = fc.record({
  values: moderatorValues,
  withGroups: fc.boolean(),
  intercept: fc.boolean(),
  pooling: anyPooling,
})

const smallStudy = fc.record({
  model: fc.constantFrom('classic' as const, 'meta-regression' as const),
  method: fc.constantFrom('common' as const, 'DL' as const, 'REML' as const, 'ML' as const, 'PM' as const),
  level,
})

const studyTargets: readonly FuzzTarget[] = [
  ofStudies('pool', anyPooling, pairwise.pool, {
    weight: 4,
    fault: (input, result) =>
      firstFault(
        counted(input, result),
        countFault('weights', result.weights.length, input[0].length),
        !(result.lower <= result.estimate && result.estimate <= result.upper) && 'the estimate is outside its interval',
        !(result.standardError > 0) && 'the standard error is not above 0',
        !(result.tauSquared >= 0) && 'tau² is below 0',
      ),
  }),
  ofStudies('fitStatistics', anyPooling, (studies, options) =>
    pairwise.fitStatistics(studies, pairwise.pool(studies, options)),
  ),
  ofStudies('qProfileInterval', anyPooling, pairwise.qProfileInterval),
  ofStudies(
    'profileLikelihoodInterval',
    fc.record({ method: fc.constantFrom('ML' as const, 'REML' as const), level }),
    pairwise.profileLikelihoodInterval,
  ),
  ofStudies('leaveOneOut', anyPooling, pairwise.leaveOneOut, { fault: onePerStudy }),
  ofStudies(
    'poolCumulatively',
    fc.tuple(anyPooling, fc.array(between(-9, 9), { minLength: 9, maxLength: 9 }), fc.boolean()),
    (studies, [options, order, sorts]) =>
      pairwise.poolCumulatively(studies, sorts ? order.slice(0, studies.length) : undefined, options),
    {
      fault: (input, result) =>
        firstFault(
          onePerStudy(input, result),
          countFault('places', new Set(result.map(({ index }) => index)).size, input[0].length),
        ),
    },
  ),
  ofStudies('baujat', anyPooling, pairwise.baujat, { fault: onePerStudy }),
  ofStudies('influence', anyPooling, pairwise.influence, { fault: onePerStudy }),
  ofStudies(
    'poolSubgroups',
    fc.tuple(anyPooling, fc.constantFrom('common' as const, 'separate' as const)),
    (studies, [options, tauSquared]) => pairwise.poolSubgroups(studies, groups(studies), { ...options, tauSquared }),
    {
      fault: ([studies], { subgroups }) =>
        countFault(
          'studies',
          subgroups.reduce((total, { studyCount }) => total + studyCount, 0),
          studies.length,
        ),
    },
  ),
  ofStudies('eggerTest', smallStudy, (studies, options) => pairwise.eggerTest(studies, options)),
  ofStudies(
    'eggerTest by sample size',
    fc.tuple(
      smallStudy,
      fc.constantFrom(
        'variance' as const,
        'inverse standard error' as const,
        'inverse variance' as const,
        'sample size' as const,
        'inverse sample size' as const,
        'root sample size' as const,
        'inverse root sample size' as const,
      ),
      fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 9, maxLength: 9 }),
    ),
    (studies, [options, predictor, sizes]) =>
      pairwise.eggerTest(studies, { ...options, predictor, sampleSizes: sizes.slice(0, studies.length) }),
  ),
  ofStudies('beggTest', fc.constant(undefined), (studies) => pairwise.beggTest(studies)),
  ofStudies('failSafeNumbers', fc.constantFrom({}, { alpha: 0.01 }, { target: 0.1 }), pairwise.failSafeNumbers, {
    mayBeInfinite: /^\.orwin$/,
  }),
  ofStudies(
    'trimAndFill',
    fc.tuple(
      anyPooling,
      fc.record(
        {
          estimator: fc.constantFrom('L0' as const, 'R0' as const, 'Q0' as const),
          side: fc.constantFrom('left' as const, 'right' as const),
        },
        { requiredKeys: [] },
      ),
    ),
    (studies, [pooling, options]) => pairwise.trimAndFill(studies, { ...pooling, ...options }),
    {
      fault: ([studies], { filled, missingStudies, pooled }) =>
        firstFault(
          countFault('filled studies', filled.length, missingStudies),
          countFault('studies', pooled.studyCount, studies.length + filled.length),
        ),
    },
  ),
  ofStudies('petPeese', fc.constant(undefined), (studies) => pairwise.petPeese(studies)),
  ofStudies(
    'stepSelectionModel',
    fc.record({
      alternative: fc.constantFrom('greater' as const, 'less' as const, 'two-sided' as const),
      steps: fc.constantFrom([0.025], [0.05], [0.025, 0.5], [0.001, 0.05, 0.5]),
      method: fc.constantFrom('ML' as const, 'common' as const),
      level,
    }),
    pairwise.stepSelectionModel,
    {
      fault: ([studies], { steps }) =>
        countFault(
          'studies',
          steps.reduce((total, { studyCount }) => total + studyCount, 0),
          studies.length,
        ),
    },
  ),
  ofStudies('poolAllSubsets', anyPooling, pairwise.poolAllSubsets, {
    fault: ([studies], { members }) => countFault('subsets', members.length, 2 ** studies.length - 1 - studies.length),
  }),
  ofStudies(
    'poolThreeLevel',
    fc.record({
      method: fc.constantFrom('REML' as const, 'ML' as const),
      interval: fc.constantFrom('normal' as const, 't' as const),
      level,
    }),
    (studies, options) => pairwise.poolThreeLevel(clustered(studies), options),
    { weight: 2, fault: counted },
  ),
  ofStudies(
    'robustThreeLevel',
    fc.record({ correction: fc.constantFrom('CR0' as const, 'CR1' as const, 'CR2' as const), level }),
    (studies, options) => pairwise.robustThreeLevel(clustered(studies), options),
  ),
  target({
    area: 'pairwise',
    name: 'regress and predictEffects',
    weight: 2,
    inputs: fc.tuple(anyStudies, regressionOptions),
    compute: ([studies, { values, withGroups, intercept, pooling }]) => {
      const regression = pairwise.regress(studies, moderatorsOf(studies, values, withGroups), { ...pooling, intercept })
      const size = regression.coefficients.length
      return { regression, predicted: pairwise.predictEffects(regression, [Array.from({ length: size }, () => 0.5)]) }
    },
    badRows: ([studies]) => badStudies(studies),
    mustRefuse: ([studies, { values }]) =>
      studies.length === 0 || values.slice(0, studies.length).some((value) => !Number.isFinite(value))
        ? 'there is no study, or one without a finite value of the moderator'
        : undefined,
    fault: ([studies], { regression }) =>
      firstFault(
        countFault('studies', regression.studyCount, studies.length),
        countFault('leverages', regression.leverages.length, studies.length),
      ),
  }),
  target({
    area: 'pairwise',
    name: 'poolThreeLevel with moderators',
    inputs: fc.tuple(anyStudies, regressionOptions),
    compute: ([studies, { values, withGroups, intercept }]) =>
      pairwise.poolThreeLevel(clustered(studies), { moderators: moderatorsOf(studies, values, withGroups), intercept }),
    badRows: ([studies]) => badStudies(studies),
    fault: ([studies], { studyCount }) => countFault('studies', studyCount, studies.length),
  }),
]

const countOptions = fc.record(
  {
    program: fc.constantFrom('metafor' as const, 'meta' as const, 'RevMan 5' as const),
    exact: fc.boolean(),
    increment: fc.constantFrom(0.5, 0.1),
    to: fc.constantFrom('only0' as const, 'if0all' as const, 'all' as const, 'none' as const),
    includeUninformative: fc.boolean(),
    level,
  },
  { requiredKeys: [] },
)

const anyRates = fc
  .array(
    fc.record({
      events1: mostly(fc.integer({ min: 0, max: 40 }), 40),
      time1: mostly(between(0.1, 1e4), 40),
      events2: mostly(fc.integer({ min: 0, max: 40 }), 40),
      time2: mostly(between(0.1, 1e4), 40),
    }),
    { maxLength: 8 },
  )
  .map((rows) => rows.map((row, index) => ({ study: `s${index + 1}`, ...row })))

const badRates = (rates: readonly { events1: number; time1: number; events2: number; time2: number }[]) =>
  rates.flatMap(({ events1, time1, events2, time2 }, index) =>
    [events1, time1, events2, time2].every(Number.isFinite) && events1 >= 0 && events2 >= 0 && time1 > 0 && time2 > 0
      ? []
      : [index + 1],
  )

const countTargets: readonly FuzzTarget[] = [
  target({
    area: 'pairwise',
    name: 'mantelHaenszel and tests of association',
    weight: 3,
    inputs: fc.tuple(fc.constantFrom('OR' as const, 'RR' as const, 'RD' as const), anyTables(), countOptions),
    compute: ([measure, tables, options]) => {
      const pooled = pairwise.mantelHaenszel(measure, tables, options)
      return {
        pooled,
        test: pairwise.cochranMantelHaenszelTest(tables),
        homogeneity: measure === 'OR' ? pairwise.oddsRatioHomogeneity(tables, pooled.estimate) : undefined,
      }
    },
    badRows: ([, tables]) => badTables(tables),
    fault: ([, tables], { pooled }) => countFault('studies', pooled.studyCount, tables.length),
  }),
  target({
    area: 'pairwise',
    name: 'poolPeto',
    inputs: fc.tuple(anyTables(), level),
    compute: ([tables, given]) => pairwise.poolPeto(tables, given),
    badRows: ([tables]) => badTables(tables),
    fault: ([tables], { givenStudyCount }) => countFault('studies', givenStudyCount, tables.length),
  }),
  target({
    area: 'pairwise',
    name: 'harbordTest and petersTest',
    weight: 2,
    inputs: fc.tuple(anyTables(), smallStudy, fc.boolean()),
    compute: ([tables, options, isHarbord]) =>
      isHarbord ? pairwise.harbordTest(tables, options) : pairwise.petersTest(tables, options),
    badRows: ([tables]) => badTables(tables),
  }),
  target({
    area: 'pairwise',
    name: 'mantelHaenszelRates',
    inputs: fc.tuple(fc.constantFrom('IRR' as const, 'IRD' as const), anyRates, level),
    compute: ([measure, rates, given]) => pairwise.mantelHaenszelRates(measure, rates, given),
    badRows: ([, rates]) => badRates(rates),
  }),
]

/** Everything that pools studies. */
export const pairwiseTargets: readonly FuzzTarget[] = [...studyTargets, ...countTargets]

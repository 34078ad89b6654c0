import fc from 'fast-check'
import * as certainty from '../../src/certainty/index.ts'
import { countFault, type FuzzTarget, target } from './fuzz-target.ts'
import { between, mostly, strangeName } from './values.ts'

const number = (min: number, max: number) => mostly(between(min, max), 200)
const ordered = (min: number, max: number): fc.Arbitrary<certainty.IntervalLimits> =>
  fc
    .tuple(number(min, max), number(min, max), fc.boolean())
    .map(([one, other, swaps]) =>
      swaps && one > other
        ? { lower: one, upper: other }
        : { lower: Math.min(one, other), upper: Math.max(one, other) },
    )
const optional = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined })

const override = <Level>(levels: fc.Arbitrary<Level>) =>
  fc.record({ level: levels, reason: fc.oneof({ weight: 200, arbitrary: fc.constant('for a reason') }, strangeName) })

const lowering = fc.constantFrom<certainty.Lowering>(0, 1, 2, 3)

/** Leaves out what is undefined, as optional members want it. */
function defined<Value extends object>(value: Value): { [Key in keyof Value]: Exclude<Value[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as never
}

const grade: fc.Arbitrary<certainty.GradeInput> = fc
  .record({
    design: fc.constantFrom('randomised' as const, 'non-randomised' as const),
    riskOfBias: fc.record({
      studies: fc.array(
        fc.record({
          study: strangeName,
          bias: fc.constantFrom('low' as const, 'some' as const, 'high' as const),
          weightPercent: number(0, 100),
        }),
        { minLength: 1, maxLength: 5 },
      ),
      changesWithoutHighRisk: fc.boolean(),
    }),
    inconsistency: fc
      .record({
        studies: fc.array(
          fc.tuple(strangeName, ordered(-3, 3), number(-3, 3)).map(([study, limits, estimate]) => ({
            study,
            estimate,
            ...limits,
          })),
          { minLength: 1, maxLength: 5 },
        ),
        threshold: number(-1, 1),
        confidence: ordered(-3, 3),
        prediction: optional(ordered(-5, 5)),
        iSquaredPercent: optional(number(0, 100)),
        iSquaredWithoutOnePercent: optional(number(0, 100)),
      })
      .map(defined),
    indirectness: fc.record(
      {
        population: fc.constantFrom('direct' as const, 'serious' as const, 'very-serious' as const),
        outcome: fc.constantFrom('direct' as const, 'serious' as const),
      },
      { requiredKeys: [] },
    ),
    imprecision: fc
      .record({
        measure: fc.constantFrom(
          'RR' as const,
          'OR' as const,
          'HR' as const,
          'RD' as const,
          'MD' as const,
          'SMD' as const,
        ),
        effect: number(0.1, 3),
        confidence: ordered(0.1, 4),
        thresholds: optional(fc.array(number(-2, 2), { maxLength: 3 })),
        participants: optional(mostly(fc.integer({ min: 0, max: 9000 }), 30)),
        detectableDifference: optional(number(0.01, 2)),
      })
      .map(defined),
    publicationBias: fc
      .record({
        studies: mostly(fc.integer({ min: 0, max: 40 }), 40),
        smallStudyP: optional(number(0, 1)),
        knownMissingStudies: optional(mostly(fc.integer({ min: 0, max: 4 }), 40)),
        isSuspected: fc.boolean(),
      })
      .map(defined),
    upgrades: optional(
      fc.record({ relativeEffect: optional(number(0.05, 20)), hasDoseResponse: fc.boolean() }).map(defined),
    ),
    overrides: fc.record({ inconsistency: override(lowering), imprecision: override(lowering) }, { requiredKeys: [] }),
  })
  .map((input) => defined(input) as certainty.GradeInput)

const zone = fc
  .tuple(fc.constantFrom('ratio' as const, 'difference' as const), number(0.01, 4))
  .map(([scale, size]) => ({ scale, size }))

const shares: fc.Arbitrary<certainty.ContributionShares> = fc
  .tuple(between(0, 1), between(0, 1), mostly(fc.constant(0), 20))
  .map(([one, other, off]) => {
    const [low, high] = [Math.min(one, other), Math.max(one, other)]
    return { 1: 100 * low, 2: 100 * (high - low) + off, 3: 100 * (1 - high) }
  })

const measureWithRisk = fc
  .tuple(fc.constantFrom('RR' as const, 'OR' as const, 'HR' as const, 'RD' as const), ordered(0.05, 1), number(0.05, 1))
  .map(([measure, limits, estimate]) => ({
    measure,
    ...limits,
    estimate: Math.min(limits.upper, Math.max(limits.lower, estimate)),
  }))

const sumOfDomains = (rating: certainty.GradeRating): string | undefined =>
  countFault('domains', rating.domains.length, 5)

const answers = (criterion: certainty.Criterion): fc.Arbitrary<unknown> =>
  fc.record({
    answer: fc.constantFrom('unknown', 'varies', criterion === 'certainty-of-evidence' ? 'low' : 'yes'),
    reason: strangeName,
    evidence: fc.constantFrom('systematic', 'single-studies', 'none'),
  })

/** Everything from an estimate to a decision. */
export const certaintyTargets: readonly FuzzTarget[] = [
  target({
    area: 'certainty',
    name: 'rateGrade',
    weight: 3,
    inputs: grade,
    compute: certainty.rateGrade,
    mustRefuse: ({ inconsistency: { studies, threshold } }) =>
      [threshold, ...studies.map(({ estimate }) => estimate)].every(Number.isFinite)
        ? undefined
        : 'an estimate or the threshold is not finite',
    fault: (_, rating) => sumOfDomains(rating),
  }),
  target({
    area: 'certainty',
    name: 'rateCinema',
    weight: 3,
    inputs: fc.record({
      effect: number(-3, 4),
      confidence: ordered(-3, 4),
      prediction: optional(ordered(-5, 6)),
      zone,
      coherence: fc.oneof(
        fc.record({
          evidence: fc.constant('mixed' as const),
          direct: ordered(-3, 4),
          indirect: ordered(-3, 4),
          splitP: number(0, 1),
        }),
        fc
          .record({
            evidence: fc.constantFrom('only-direct' as const, 'only-indirect' as const),
            globalP: optional(number(0, 1)),
          })
          .map(defined),
      ),
      riskOfBias: shares,
      indirectness: shares,
      contributionRule: fc.constantFrom('majority' as const, 'average' as const, 'highest' as const),
    }),
    compute: ({ zone: { scale, size }, ...input }) =>
      certainty.rateCinema(defined({ ...input, zone: certainty.importanceZone(scale, size) }) as certainty.CinemaInput),
    fault: (_, { domains }) => countFault('domains', domains.length, 6),
  }),
  target({
    area: 'certainty',
    name: 'anticipatedEffect and summaryRow',
    weight: 2,
    inputs: fc.tuple(
      measureWithRisk,
      fc.array(number(0, 1), { maxLength: 3 }),
      grade,
      mostly(fc.integer({ min: 0, max: 60 }), 20),
      mostly(fc.integer({ min: 0, max: 90_000 }), 20),
      mostly(fc.constantFrom(100, 1000, 100_000), 20),
    ),
    compute: ([effect, risks, input, studies, participants, per]) => [
      certainty.summaryRow({
        outcome: 'falls',
        importance: 'critical',
        studies,
        participants,
        effect,
        assumedRisks: risks.map((risk, at) => ({ name: `risk ${at}`, risk })),
        rating: certainty.rateGrade(input),
      }),
      certainty.anticipatedEffect(effect, risks[0] ?? 0.1, per),
    ],
  }),
  target({
    area: 'certainty',
    name: 'optimalInformationSize',
    inputs: number(0.01, 3),
    compute: (difference) => certainty.optimalInformationSize(difference),
    refusesArguments: true,
  }),
  target({
    area: 'certainty',
    name: 'recordDecision',
    inputs: fc.record({
      question: strangeName,
      hasSystematicSearch: fc.boolean(),
      criteria: fc.record(Object.fromEntries(certainty.criteria.map((criterion) => [criterion, answers(criterion)])), {
        requiredKeys: [],
      }),
      conclusion: fc.oneof(
        fc.record({
          kind: fc.constant('recommendation' as const),
          direction: fc.constantFrom('for' as const, 'against' as const),
          strength: fc.constantFrom('strong' as const, 'conditional' as const),
          text: strangeName,
          conditions: fc.array(strangeName, { maxLength: 2 }),
        }),
        fc.record({ kind: fc.constant('no-recommendation' as const), reason: strangeName }),
        fc.record({
          kind: fc.constant('informal-statement' as const),
          label: fc.constant('informal' as const),
          text: strangeName,
          reason: strangeName,
        }),
      ),
    }),
    compute: (input) => certainty.recordDecision(input as certainty.DecisionInput),
    fault: ({ criteria }, { missing }) =>
      countFault('criteria', missing.length + Object.keys(criteria).length, certainty.criteria.length),
  }),
]

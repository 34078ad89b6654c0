import fc from 'fast-check'
import * as plot from '../../src/plot/index.ts'
import { type FuzzTarget, target } from './fuzz-target.ts'
import { between, mostly, oddNumber, scalePower, strangeName } from './values.ts'

const label = fc.oneof({ weight: 4, arbitrary: fc.constantFrom('Jansen 2001', 'De Vries e.a. 2019', 'B') }, strangeName)
const number = (min: number, max: number) => mostly(between(min, max), 60)
const language = fc.constantFrom('nl' as const, 'en' as const)
const judgement = fc.constantFrom('low' as const, 'some' as const, 'high' as const, 'unclear' as const)

/** Estimates with limits, all of one scale. */
const estimates = fc
  .tuple(
    fc.array(fc.record({ label, estimate: number(-3, 3), error: number(0, 2), weightPercent: number(0, 100) }), {
      maxLength: 12,
    }),
    scalePower,
  )
  .map(([rows, power]) =>
    rows.map(({ estimate, error, ...row }) => ({
      ...row,
      estimate: estimate * 10 ** power,
      lower: (estimate - error) * 10 ** power,
      upper: (estimate + error) * 10 ** power,
      standardError: error * 10 ** power,
    })),
  )

const shared = fc.record({ title: label, effect: label, language, isRatio: fc.boolean() })

interface Named<Input> {
  readonly name: string
  readonly inputs: fc.Arbitrary<Input>
  readonly draw: (input: Input) => plot.Figure
}

/** A target for a picture: the shapes, its table and its text in SVG and HTML. */
function ofPlot<Input>({ name, inputs, draw }: Named<Input>): FuzzTarget {
  return target({
    area: 'plot',
    name,
    inputs,
    compute: (input) => {
      const figure = draw(input)
      return {
        figure,
        svg: plot.toSvg(figure),
        table: plot.toHtmlTable(figure.table, figure.title),
        page: plot.toHtmlPage(figure, 'nl'),
      }
    },
    fault: (_, { figure: { width, height }, svg }) =>
      width > 0 && height > 0 && svg.startsWith('<svg') && svg.endsWith('</svg>') ? undefined : 'it is no picture',
  })
}

const treatments = fc.uniqueArray(fc.constantFrom('A', 'B', 'C', 'Training <kracht>', 'x'.repeat(80), ''), {
  minLength: 0,
  maxLength: 5,
})

const leagueInputs = fc.tuple(treatments, estimates, shared).map(([names, rows, more]) => ({
  ...more,
  treatments: names,
  network: names.flatMap((treatment, at) =>
    names.slice(0, at).flatMap((comparator, other) => {
      const row = rows[(at * 5 + other) % Math.max(1, rows.length)]
      return row === undefined ? [] : [{ treatment, comparator, ...row }]
    }),
  ),
}))

const rankInputs = fc.tuple(
  fc.array(
    fc.record({ treatment: label, probabilities: fc.array(number(0, 1), { maxLength: 5 }), sucra: number(0, 1) }),
    {
      maxLength: 6,
    },
  ),
  language,
)

const squares = fc.integer({ min: 0, max: 5 }).chain((size) => {
  const matrix = fc.array(fc.array(number(-9, 9), { minLength: size, maxLength: size }), {
    minLength: size,
    maxLength: size,
  })
  return fc.record({
    title: label,
    designs: fc.array(label, { minLength: size, maxLength: size }),
    change: matrix,
    hat: matrix,
    language,
  })
})

const riskOfBias = fc.record({
  title: label,
  domains: fc.array(label, { minLength: 3, maxLength: 3 }),
  studies: fc.array(
    fc.record(
      {
        study: label,
        judgements: fc.array(judgement, { minLength: 3, maxLength: 3 }),
        overall: judgement,
        weight: number(0, 100),
      },
      { requiredKeys: ['study', 'judgements'] },
    ),
    { maxLength: 8 },
  ),
  language,
})

/** All pictures. */
export const plotTargets: readonly FuzzTarget[] = [
  ofPlot({
    name: 'forestPlot',
    inputs: fc.tuple(estimates, shared, fc.boolean(), fc.option(number(-1, 1), { nil: undefined })),
    draw: ([rows, more, isPooled, threshold]) =>
      plot.forestPlot({
        ...more,
        ...(threshold === undefined ? {} : { threshold }),
        rows: rows.map((row, at) =>
          isPooled && at === rows.length - 1
            ? { kind: 'pooled' as const, ...row, prediction: { lower: row.lower, upper: row.upper } }
            : { kind: 'study' as const, ...row },
        ),
      }),
  }),
  ofPlot({
    name: 'funnelPlot',
    inputs: fc.tuple(estimates, shared, fc.boolean(), number(-1, 1)),
    draw: ([points, more, hasContours, centre]) => plot.funnelPlot({ ...more, points, hasContours, centre }),
  }),
  ofPlot({
    name: 'baujatPlot',
    inputs: fc.record({
      title: label,
      language,
      points: fc.array(fc.record({ label, contribution: number(0, 9), influence: number(0, 9) }), { maxLength: 12 }),
    }),
    draw: plot.baujatPlot,
  }),
  ofPlot({
    name: 'bubblePlot',
    inputs: fc.tuple(
      shared,
      fc.array(fc.record({ label, moderator: number(1950, 2030), estimate: number(-3, 3), weight: number(0, 1) }), {
        maxLength: 12,
      }),
      estimates,
    ),
    draw: ([more, points, line]) =>
      plot.bubblePlot({
        ...more,
        moderator: 'jaar',
        points,
        regression: line.map(({ estimate, lower, upper }, at) => ({ moderator: 1950 + at, estimate, lower, upper })),
      }),
  }),
  ofPlot({
    name: 'contributionBars',
    inputs: fc.record({
      title: label,
      language,
      bars: fc.array(
        fc.record({
          label,
          parts: fc.array(fc.record({ label, share: number(0, 1), riskOfBias: judgement }), { maxLength: 5 }),
        }),
        { maxLength: 6 },
      ),
    }),
    draw: plot.contributionBars,
  }),
  ofPlot({ name: 'leagueHeatMap', inputs: leagueInputs, draw: plot.leagueHeatMap }),
  ofPlot({ name: 'netHeatPlot', inputs: squares, draw: plot.netHeatPlot }),
  ofPlot({
    name: 'networkGraph',
    inputs: fc.tuple(
      treatments,
      label,
      fc.array(mostly(fc.integer({ min: 1, max: 900 }), 30), { minLength: 5, maxLength: 5 }),
      fc.array(mostly(fc.integer({ min: 1, max: 9 }), 30), { minLength: 10, maxLength: 10 }),
      language,
    ),
    draw: ([names, title, patients, studies, given]) =>
      plot.networkGraph({
        title,
        language: given,
        treatments: names.map((treatment, at) => ({ treatment, patients: patients[at] ?? 1 })),
        comparisons: names.flatMap((one, at) =>
          names
            .slice(0, at)
            .map((other, place) => ({ treatments: [one, other] as const, studies: studies[at + place] ?? 1 })),
        ),
        multiArm: names.length > 2 ? [names.slice(0, 3)] : [],
      }),
  }),
  ofPlot({
    name: 'rankogram and sucraCurves',
    inputs: fc.tuple(rankInputs, fc.boolean()),
    draw: ([[ranked, given], isCurve]) =>
      (isCurve ? plot.sucraCurves : plot.rankogram)({ title: 'ranks', treatments: ranked, language: given }),
  }),
  ofPlot({
    name: 'trafficLightPlot and riskOfBiasSummary',
    inputs: fc.tuple(riskOfBias, fc.boolean()),
    draw: ([input, isSummary]) => (isSummary ? plot.riskOfBiasSummary : plot.trafficLightPlot)(input),
  }),
  target({
    area: 'plot',
    name: 'forestPlot decimals and level',
    inputs: fc.tuple(oddNumber, mostly(fc.constantFrom(90, 95, 99), 9)),
    compute: ([decimals, level]) =>
      plot.toSvg(plot.forestPlot({ title: 't', effect: 'MD', rows: [], decimals, level })),
    refusesArguments: true,
  }),
]

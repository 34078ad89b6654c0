import { expect, test } from 'vitest'
import {
  baujatPlot,
  bubblePlot,
  contributionBars,
  darkPalette,
  type Figure,
  findTextFaults,
  type ForestRow,
  forestPlot,
  funnelPlot,
  type Judgement,
  leagueHeatMap,
  lightPalette,
  netHeatPlot,
  networkGraph,
  orderForCircle,
  rankogram,
  riskOfBiasSummary,
  sucraCurves,
  toHtmlPage,
  toSvg,
  trafficLightPlot,
} from './index.ts'

const judgements: readonly Judgement[] = ['low', 'some', 'high', 'unclear']
const longNames = [
  'Continue training',
  'Intervaltraining met hoge intensiteit (4×4 minuten)',
  'Krachttraining gecombineerd met continue training en ademspiertraining',
  'Wandelen onder begeleiding van een fysiotherapeut',
  'Gebruikelijke zorg',
]
const domains = ['Randomisatie en verborgen toewijzing', 'Ontbrekende uitkomstgegevens', 'Meting van de uitkomst']

/** Numbers between 0 and 1 that scatter, the same in every run. */
const scattered = (at: number): number => (Math.sin(at * 12.9898 + 4.1) * 43758.5453) % 1
const share = (at: number): number => Math.abs(scattered(at))
const studyName = (at: number): string =>
  at % 4 === 1 ? 'Vanderschueren-Oosterlinck & Papadopoulos-van den Heuvel 2025' : `Proef ${2000 + at}`
const treatmentsOf = (count: number): string[] =>
  Array.from(
    { length: count },
    (_, at) => longNames[at] ?? `Behandeling ${at + 1}${at % 3 === 0 ? ' met een lange omschrijving' : ''}`,
  )

const points = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    label: studyName(at),
    estimate: scattered(at) * 1.3,
    standardError: 0.08 + share(at + 99) * 0.4,
    weight: 1 + share(at + 7),
    moderator: 10 + share(at + 5) * 40,
    contribution: share(at + 3) * 8,
    influence: share(at + 1),
  }))

function forest(count: number, isRatio: boolean): Figure {
  const studies = points(count).map(
    ({ label, estimate, standardError }, at): ForestRow => ({
      kind: 'study',
      label,
      estimate,
      lower: estimate - 1.96 * standardError,
      upper: estimate + 1.96 * standardError,
      weightPercent: 100 / count,
      data: ['20', '24'],
      riskOfBias: domains.map((_, domain) => judgements[(at + domain) % 4] ?? 'low'),
    }),
  )
  return forestPlot({
    title: 'Botmineraaldichtheid van de heup na zes maanden oefentherapie',
    rows: [
      { kind: 'heading', label: longNames[2] ?? '' },
      ...studies,
      {
        kind: 'pooled',
        label: 'Samen',
        estimate: 0.42,
        lower: 0.14,
        upper: 0.7,
        prediction: { lower: -0.31, upper: 1.15 },
      },
      { kind: 'note', label: 'Heterogeniteit: tau² = 0,08; Chi² = 15,83, df = 9 (p = 0,07); I² = 43%' },
    ],
    columns: ['n training', 'n controlegroep zonder training'],
    domains: ['D1', 'D2', 'D3'],
    effect: isRatio ? 'RR' : 'SMD',
    isRatio,
    favours: { left: 'controle', right: 'oefentherapie met begeleiding van een fysiotherapeut' },
    threshold: 0.3,
    language: 'nl',
  })
}

function network(count: number): Figure[] {
  const treatments = treatmentsOf(count)
  const comparisons = treatments.slice(1).flatMap((treatment, at) => [
    {
      treatments: [treatments[0] ?? '', treatment] as const,
      studies: 1 + (at % 9),
      riskOfBias: judgements[at % 3] ?? 'low',
    },
    ...(at % 3 === 2 ? [{ treatments: [treatments[at] ?? '', treatment] as const, studies: 2 }] : []),
  ])
  const ranked = treatments.map((treatment, at) => ({
    treatment,
    probabilities: treatments.map(() => 1 / count),
    sucra: share(at),
  }))
  const estimates = treatments.flatMap((treatment, at) =>
    treatments.slice(at + 1).map((comparator, other) => {
      const estimate = scattered(at * 31 + other)
      return { treatment, comparator, estimate, lower: estimate - 0.5, upper: estimate + 0.5 }
    }),
  )
  const order = orderForCircle(treatments, comparisons)
  return [
    networkGraph({
      title: `Netwerk van ${count} behandelingen`,
      treatments: order.map((treatment, at) => ({ treatment, patients: Math.round(share(at) * 900) })),
      comparisons,
      multiArm: [treatments.slice(0, 3)],
      language: 'nl',
    }),
    rankogram({ title: 'Rangorde', treatments: ranked, language: 'nl' }),
    sucraCurves({ title: 'SUCRA', treatments: ranked, language: 'nl' }),
    ...(count <= 20
      ? [
          leagueHeatMap({
            title: 'Vergelijkingstabel',
            treatments,
            network: estimates,
            direct: estimates.slice(0, count),
            effect: 'MD',
            language: 'nl',
          }),
        ]
      : []),
  ]
}

function others(count: number): Figure[] {
  const all = points(count)
  const designs = treatmentsOf(Math.min(count, 12)).map((name) => `${name} – Gebruikelijke zorg`)
  const studies = all.map(({ label, weight }, at) => ({
    study: label,
    judgements: domains.map((_, domain) => judgements[(at * 3 + domain) % 4] ?? 'low'),
    overall: judgements[at % 3] ?? 'low',
    weight,
  }))
  const regression = [10, 30, 50].map((moderator) => ({ moderator, estimate: 0.2, lower: -0.3, upper: 0.7 }))
  return [
    funnelPlot({ title: 'Trechter', points: all, effect: 'SMD', centre: 0.3, hasContours: true, language: 'nl' }),
    baujatPlot({ title: 'Baujat', points: all, language: 'nl' }),
    bubblePlot({
      title: 'Breedtegraad',
      points: all,
      regression,
      moderator: 'Breedtegraad (graden)',
      effect: 'log RR',
      language: 'nl',
    }),
    trafficLightPlot({ title: 'Risico op vertekening', domains, studies, language: 'nl' }),
    riskOfBiasSummary({ title: 'Risico op vertekening', domains, studies, language: 'nl' }),
    netHeatPlot({
      title: 'Inconsistentie',
      designs,
      change: designs.map((_, row) => designs.map((__, column) => scattered(row * 17 + column) * 12)),
      hat: designs.map((_, row) => designs.map((__, column) => share(row + column))),
      language: 'nl',
    }),
    contributionBars({
      title: 'Bijdragen',
      bars: designs.map((label, at) => ({
        label,
        parts: [share(at), 1 - share(at)].map((part, of) => ({
          label: `Studie ${of}`,
          share: part,
          riskOfBias: judgements[of] ?? 'low',
        })),
      })),
      language: 'nl',
    }),
  ]
}

const figures = (count: number): Figure[] => [
  forest(count, false),
  forest(count, true),
  ...others(count),
  ...network(Math.min(count, 30)),
]

for (const count of [1, 3, 20, 60]) {
  test(`with ${count} studies and long Dutch names no text is cut or lies over another`, () => {
    expect(figures(count).flatMap(findTextFaults)).toEqual([])
  })
}

test('the search for faults finds text that is cut and text that overlaps', () => {
  const text = (words: string, x: number) => ({ kind: 'text' as const, x, y: 20, text: words, size: 12 })
  const figure = {
    ...forest(3, false),
    shapes: [text('Proef een', 10), text('Proef twee', 30), text('te ver', 995)],
    width: 1000,
  }
  expect(findTextFaults(figure)).toEqual(['"te ver" reaches out of the picture', '"Proef een" lies over "Proef twee"'])
})

test('every picture has a title, a description and its numbers as a table', () => {
  for (const figure of figures(20)) {
    const svg = toSvg(figure)
    expect(svg).toContain(`<title id="figure-title">`)
    expect(figure.description.length).toBeGreaterThan(10)
    expect(figure.table.rows.length).toBeGreaterThan(0)
    for (const row of figure.table.rows) expect(row).toHaveLength(figure.table.columns.length)
    expect(svg).not.toMatch(/NaN|undefined|style=/)
  }
})

test('the same input gives the same picture, and the dark one differs in colour alone', () => {
  const [one, other] = [forest(20, false), forest(20, false)]
  expect(toSvg(one)).toBe(toSvg(other))
  const shape = (svg: string): string => svg.replaceAll(/#[0-9a-f]{6}/g, '#')
  expect(shape(toSvg(one, { theme: 'dark' }))).toBe(shape(toSvg(one)))
  expect(toSvg(one, { theme: 'dark' })).not.toBe(toSvg(one))
})

test('names cannot break out of the picture', () => {
  const figure = trafficLightPlot({
    title: '<script>"&',
    domains: ['a<b'],
    studies: [{ study: '</text><x>', judgements: ['low'] }],
  })
  expect(toSvg(figure)).not.toMatch(/<script|<\/text><x>/)
  expect(toHtmlPage(figure, 'en')).toContain('&lt;script&gt;&quot;&amp;')
})

test('extreme values are drawn without end or error', () => {
  for (const scale of [1e-200, 1e-9, 1e9, 1e200]) {
    const figure = funnelPlot({
      title: 'x',
      points: [{ label: 'a', estimate: scale, standardError: scale }],
      effect: 'MD',
      centre: 0,
    })
    expect(toSvg(figure)).not.toContain('NaN')
  }
})

test('text and lines contrast with the paper in both themes', () => {
  for (const palette of [lightPalette, darkPalette]) {
    for (const name of ['ink', 'secondary', 'tertiary', 'accent', 'good', 'some', 'bad', 'unclear'] as const) {
      expect(contrast(palette[name], palette.paper), name).toBeGreaterThanOrEqual(4.5)
    }
  }
})

/** Contrast ratio of two colours (WCAG 2.2). */
function contrast(one: string, other: string): number {
  const luminance = (hex: string): number => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

import { describe, expect, test } from 'vitest'
import { checkDocument, type DocumentFinding, type FindingKind, readEvidenceJson, readPrintedText } from './index.ts'

const inText = (text: string) => checkDocument([readPrintedText('text', text)])
const inJson = (json: unknown) => checkDocument([readEvidenceJson('file.json', json)])
const kinds = (found: readonly DocumentFinding[]): readonly FindingKind[] => found.map(({ kind }) => kind)

/** A GRADE row that agrees with itself; tests change one thing. */
const row = {
  id: 'row',
  outcome: 'falls',
  design: 'randomised trials',
  studies: { table: 2 },
  riskOfBias: { rating: 'serious', reasons: ['PEDro score 4'] },
  inconsistency: { rating: 'not_serious', reasons: [] },
  indirectness: { rating: 'not_serious', reasons: [] },
  imprecision: { rating: 'very_serious', reasons: ['wide CIs'] },
  participants: { intervention: 111, control: 108 },
  effect: {
    measure: 'RR',
    estimate: 0.9,
    ciLow: 0.35,
    ciHigh: 2.31,
    eventsIntervention: 17,
    eventsControl: 19,
    percentIntervention: 15.3,
    percentControl: 17.6,
    absolutePer1000: { estimateFewer: 18, lowerFewer: 114, upperMore: 230 },
  },
  totalInText: 219,
  certainty: 'very_low',
  downgrade: { statedLevels: 3, statedReasons: ['risk of bias', 'imprecision'] },
}
const rowWith = (change: object) => inJson({ rows: [{ ...row, ...change }] })
const effectWith = (change: object) => rowWith({ effect: { ...row.effect, ...change } })

test('a row that agrees with itself stays unmentioned', () => {
  expect(rowWith({})).toEqual([])
})

describe('people and effects', () => {
  test('an absolute effect that does not follow from ratio and control risk', () => {
    const absolutePer1000 = { estimateFewer: 18, lowerFewer: 114, upperMore: 320 }
    const [found] = effectWith({ absolutePer1000 })
    expect(found).toMatchObject({
      kind: 'absolute-effect-does-not-follow',
      calculation: '1000 × 19/108, RR 2.31: 230 ≠ 320',
    })
  })

  test('more events than people', () => {
    expect(kinds(effectWith({ eventsControl: 109, percentControl: null }))).toContain('count-exceeds-group')
  })

  test('a group of no or of half a person', () => {
    for (const control of [0, 107.5]) {
      expect(kinds(rowWith({ participants: { intervention: 111, control }, totalInText: 111 + control }))).toContain(
        'group-size-impossible',
      )
    }
  })

  test('an SMD surer than its people allow', () => {
    const [found] = inText('SMD 0.47 (95% CI 0.36 to 0.58; n = 823)')
    expect(found).toMatchObject({
      kind: 'interval-too-narrow',
      calculation: '(0.58 − 0.36) / 3.92 = 0.05867 < 0.06972',
    })
    expect(inText('SMD 0.47 (95% CI 0.33 to 0.61; n = 823)')).toEqual([])
  })

  test('pooled and crude effects on opposite sides', () => {
    expect(kinds(effectWith({ eventsIntervention: 22, percentIntervention: 19.8 }))).toEqual([
      'direction-against-counts',
    ])
  })

  test('a mean that is not of its groups', () => {
    const baseline = (mean: number, size?: object) => ({
      baseline: [
        { id: 'all', measure: 'pain, VAS', mean, sd: 10 },
        { id: 'groups', measure: 'VAS per group', control: 40, intervention: 30, ...size },
      ],
    })
    expect(inJson(baseline(35))).toEqual([])
    expect(kinds(inJson(baseline(38.4)))).toEqual(['mean-outside-groups'])
    expect(kinds(inJson(baseline(42)))).toEqual(['mean-outside-groups'])
    expect(inJson(baseline(32.5, { n: { control: 10, intervention: 30 } }))).toEqual([])
    expect(inJson(baseline(35, { n: { control: 10, intervention: 30 } }))[0]?.correction).toBe('32.5')
  })
})

describe('sums', () => {
  test('of the flow of a search', () => {
    const flow = { hits: 907, excluded: 833, fullText: 74, excludedFullText: 65, included: 9 }
    expect(inJson({ search: flow })).toEqual([])
    expect(inJson({ search: { ...flow, fullText: 70 } }).map(({ calculation }) => calculation)).toEqual([
      '833 + 70 = 903 ≠ 907',
      '65 + 9 = 74 ≠ 70',
    ])
  })

  test('of which the total belongs to another outcome', () => {
    const other = {
      ...row,
      id: 'other',
      outcome: 'pain',
      participants: { intervention: 90, control: 80 },
      totalInText: 170,
    }
    const effect = { measure: 'SMD', estimate: 0.27, ciLow: -0.04, ciHigh: 0.58 }
    const found = inJson({
      rows: [
        { ...row, totalInText: 170 },
        { ...other, effect },
      ],
    })
    expect(found[0]?.explanation.en).toContain('it is the total of pain')
    expect(found[0]?.correction).toBe('219')
  })

  test('of costs over people', () => {
    const costs = (meanCostExercise: number) => ({
      study: 'A',
      exercise: 71,
      totalCostExercise: 664923,
      meanCostExercise,
    })
    expect(inJson(costs(9365))).toEqual([])
    expect(inJson(costs(9356))[0]).toMatchObject({ kind: 'mean-of-total', correction: '9365' })
  })
})

describe('ratings', () => {
  test.each([
    ['levels that do not add up', { downgrade: { ...row.downgrade, statedLevels: 2 } }, ['levels-do-not-add-up']],
    [
      'levels beyond what exists',
      { downgrade: { ...row.downgrade, statedLevels: 4 } },
      ['levels-more-than-exist', 'levels-do-not-add-up'],
    ],
    [
      'a domain lowered and not named',
      { downgrade: { statedLevels: 3, statedReasons: ['imprecision'] } },
      ['lowering-not-named'],
    ],
    [
      'a domain named and not lowered',
      { downgrade: { statedLevels: 3, statedReasons: ['risk of bias', 'imprecision', 'heterogeneity'] } },
      ['lowering-not-rated'],
    ],
    ['a certainty that does not follow', { certainty: 'low' }, ['certainty-does-not-follow']],
    [
      'a footnote in the cell of another domain',
      { riskOfBias: { rating: 'serious', reasons: ['low numbers of patients'] } },
      ['footnote-misplaced'],
    ],
    [
      'one study in the footnote, two in the row',
      { riskOfBias: { rating: 'serious', reasons: ['only one study, PEDro score 4'] } },
      ['footnote-against-studies'],
    ],
    [
      'another importance in the question',
      { importanceInTable: 'critical', importanceInPico: 'important' },
      ['judged-differently'],
    ],
    ['another number of studies in the text', { studies: { table: 2, text: 'three trials' } }, ['printed-differently']],
    [
      'a footnote that does not exist',
      { riskOfBias: { rating: 'serious', reasons: [], marks: ['z'] }, footnotes: { a: 'PEDro score 4' } },
      ['footnote-missing'],
    ],
    [
      'a footnote at the certainty only',
      { certaintyMarks: ['a'], footnotes: { a: 'PEDro score 4' } },
      ['footnote-unused'],
    ],
  ] as const)('%s', (_name, change, expected) => {
    expect(kinds(rowWith(change))).toEqual(expected)
  })

  test('of studies that were not randomised start low, and may have been raised', () => {
    expect(
      kinds(
        rowWith({
          design: 'observational studies',
          imprecision: { rating: 'not_serious', reasons: [] },
          downgrade: {},
        }),
      ),
    ).toEqual([])
    const [found] = rowWith({ design: 'cohort', certainty: 'low', downgrade: {} })
    expect(found).toMatchObject({ kind: 'certainty-does-not-follow', severity: 'note' })
  })
})

describe('relevance', () => {
  const effect = { measure: 'SMD', estimate: 0.42, ciLow: 0.14, ciHigh: 0.7 }
  const said = (clinicalRelevance: object) => kinds(rowWith({ effect, clinicalRelevance }))
  test('that agrees with its threshold stays unmentioned', () => {
    expect(said({ text: 'relevant', conclusionTable: 'relevant', threshold: 'SMD >= 0.3' })).toEqual([])
    expect(said({ text: 'not_relevant', threshold: 'SMD > 0.5' })).toEqual([])
  })

  test('that does not, or differs between tables, is reported', () => {
    expect(said({ text: 'relevant', threshold: 'SMD > 0.5' })).toEqual(['relevance-against-threshold'])
    expect(said({ text: 'not_relevant', threshold: 'SMD >= 0.42' })).toEqual([])
    expect(said({ text: 'not_relevant', threshold: 'SMD >= 0.3' })).toEqual(['relevance-against-threshold'])
    expect(said({ text: 'relevant', conclusionTable: 'not_determined' })).toEqual(['judged-differently'])
    expect(said({ text: 'relevant', conclusionTable: 'relevant', etdTable: null })).toEqual(['row-missing'])
  })

  test('in a text, beside an interval with no effect', () => {
    const text = 'SMD 0.33 (95% BI -0.06 tot 0.72; n= 143). Dit effect overschrijdt de drempelwaarde (SMD > 0.5).'
    expect(kinds(inText(text))).toEqual(['relevance-against-threshold', 'relevant-without-effect'])
    expect(inText(text.replace('overschrijdt de', 'overschrijdt niet de'))).toEqual([])
  })
})

describe('a forest plot beside the row that sums it up', () => {
  const arm = (mean: number, n: number) => ({ mean, sd: 0.103, n })
  const plot = {
    title: 'BMD',
    measure: 'SMD',
    studies: [
      { study: 'A, 2010, low', experimental: arm(0.05, 60), control: arm(0, 60), weightPercent: 50 },
      { study: 'A, 2010, high', experimental: arm(0.05, 51), control: arm(0, 48), weightPercent: 50 },
    ],
    total: { nExperimental: 111, nControl: 108, smd: 0.5, ciLow: 0.23, ciHigh: 0.77 },
    heterogeneity: { chi2: 0, df: 1, p: 1, i2Percent: 0 },
  }
  const effect = { measure: 'SMD', estimate: 0.5, ciLow: 0.23, ciHigh: 0.77 }
  const both = (change: object, plotChange: object = {}) =>
    checkDocument([
      readEvidenceJson('rows.json', { rows: [{ ...row, effect, forest: 'plot.json', ...change }] }),
      readEvidenceJson('plot.json', { ...plot, ...plotChange }),
    ])

  test('stays unmentioned when both say the same, by rows or by studies', () => {
    expect(both({})).toEqual([])
    expect(both({ studies: { table: 1 } })).toEqual([])
  })

  test('is reported when studies, people, effect, scale or heterogeneity differ', () => {
    expect(kinds(both({ studies: { table: 4 } }))).toEqual(['printed-differently'])
    expect(kinds(both({ participants: { intervention: 110, control: 109 } }))).toEqual([
      'printed-differently',
      'printed-differently',
    ])
    expect(kinds(both({ effect: { ...effect, estimate: 0.51, ciLow: 0.24, ciHigh: 0.78 } }))).toEqual([
      'printed-differently',
    ])
    expect(kinds(both({ effect: { ...effect, scaleMin: 0, scaleMax: 0.04 } }))).toEqual(['value-outside-scale'])
    const inconsistency = { rating: 'very_serious', reasons: [] }
    const downgrade = { statedLevels: 3, statedReasons: ['risk of bias', 'imprecision', 'inconsistency'] }
    expect(kinds(both({ inconsistency, downgrade }))).toEqual(['levels-do-not-add-up', 'rating-against-heterogeneity'])
  })

  test('is reported when its own numbers do not follow', () => {
    expect(kinds(both({}, { heterogeneity: { chi2: 4, df: 2, p: 0.05, i2Percent: 75 } }))).toEqual([
      'heterogeneity-does-not-follow',
      'heterogeneity-does-not-follow',
      'heterogeneity-does-not-follow',
    ])
    const [first, second] = plot.studies
    const wrong = { ...first, smd: 0.9, ciLow: 0.54, ciHigh: 1.26 }
    expect(kinds(both({}, { studies: [wrong, second] }))).toEqual(['effect-not-from-groups'])
    expect(kinds(both({}, { overall: { z: 2.94, p: 0.03 } }))).toEqual(['p-against-interval'])
  })
})

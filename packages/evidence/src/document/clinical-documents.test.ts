import { describe, expect, test } from 'vitest'
import network from '../../fixtures/document/hfref-nma.json' with { type: 'json' }
import forest from '../../fixtures/document/osteo-bmd-hip-forest.json' with { type: 'json' }
import grade from '../../fixtures/document/osteo-grade.json' with { type: 'json' }
import trial from '../../fixtures/document/runwalk-clbp.json' with { type: 'json' }
import { checkDocument, type DocumentFinding, type FindingKind, readEvidenceJson } from './index.ts'

const findings = checkDocument([
  readEvidenceJson('hfref-nma.json', network),
  readEvidenceJson('osteo-bmd-hip-forest.json', forest),
  readEvidenceJson('osteo-grade.json', grade),
  readEvidenceJson('runwalk-clbp.json', trial),
])

const isAt = ({ places }: DocumentFinding, item: string) =>
  places.some((place) => place.item === item || `${place.document}${place.path}` === item)

/** What must be found for an inconsistency: each kind, with the rows (or paths) that the finding names. */
type Expected = readonly (readonly [FindingKind, ...string[]])[]

/**
 * The inconsistencies of these documents, as listed by the people who read them, that can be decided from the files:
 * with what is found for each. A kind beyond the numbers (words, labels) is here when the file holds both sides.
 */
const found: Readonly<Record<string, Expected>> = {
  'INC-HF-01': [
    [
      'parts-do-not-add-up',
      'hfref-nma.json/included/trials',
      'hfref-nma.json/included/singleInterventionStudiesAsPrinted',
    ],
  ],
  'INC-HF-02': [['counts-do-not-reconcile', 'vo2peak']],
  'INC-HF-03': [['counts-do-not-reconcile', '6mwt']],
  'INC-HF-04': [['counts-do-not-reconcile', 'lvef']],
  'INC-HF-05': [['counts-do-not-reconcile', 'mlhfq']],
  'INC-HF-06': [['counts-do-not-reconcile', 'resting_hr']],
  'INC-HF-07': [
    ['copied-interval', 'HF-lvef-rt_mod', 'HF-lvef-yoga'],
    ['interval-asymmetric', 'HF-lvef-rt_mod'],
  ],
  'INC-HF-08': [
    ['judged-differently', 'HF-6mwt-cat_mod'],
    ['judged-differently', 'HF-6mwt-cat_mod_high'],
  ],
  'INC-HF-09': [['judged-differently', 'HF-lvef-cat_low']],
  'INC-HF-12': [['range-incomplete', 'HF-GL-6']],
  'INC-HF-13': [['unit-missing', 'HF-GL-5']],
  'INC-HF-15': [
    ['below-threshold', 'HF-lvef-cat_high'],
    ['below-threshold', 'HF-mlhfq-fes'],
  ],
  'INC-HF-16': [['parts-leave-a-rest', 'hfref-nma.json/riskOfBias/highRiskStudies', 'hfref-nma.json/included/trials']],
  'INC-OST-04': [
    ['direction-against-scale', 'C1-exercise-pain'],
    ['direction-against-scale', 'C3-impact-mobility'],
  ],
  'INC-OST-05': [
    ['lost-minus-sign', 'C1-exercise-qol'],
    ['printed-differently', 'C1-exercise-qol'],
    ['lost-minus-sign', 'C1-exercise-function'],
    ['point-outside-interval', 'C1-exercise-function'],
    ['printed-differently', 'C1-exercise-function'],
  ],
  'INC-OST-06': [
    ['levels-more-than-exist', 'C1-exercise-qol'],
    ['levels-more-than-exist', 'C1-exercise-function'],
    ['lowering-not-named', 'C1-exercise-qol'],
    ['lowering-not-named', 'C1-exercise-function'],
    ['footnote-misplaced', 'C1-exercise-qol'],
  ],
  'INC-OST-07': [
    ['percentage-of-count', 'C1-exercise-ae'],
    ['printed-differently', 'C1-exercise-ae'],
    ['parts-do-not-add-up', 'C1-exercise-ae'],
  ],
  'INC-OST-08': [['direction-against-counts', 'C1-exercise-sae']],
  'INC-OST-11': [
    ['judged-differently', 'C1-multimodal-qol'],
    ['relevance-against-threshold', 'C1-multimodal-qol'],
  ],
  'INC-OST-12': [
    ['parts-do-not-add-up', 'C1-taping-pain'],
    ['parts-do-not-add-up', 'C1-taping-qol'],
    ['direction-against-scale', 'C1-taping-pain'],
    ['relevant-without-effect', 'C1-taping-qol'],
    ['judged-differently', 'C1-taping-qol'],
  ],
  'INC-OST-13': [['row-missing', 'C1-exercise-sae']],
  'INC-OST-16': [['parts-do-not-add-up', 'N-C2-10']],
  'INC-OST-17': [
    ['printed-differently', 'C2-strength-bmd-hip'],
    ['printed-differently', 'C2-strength-bmd-hip', 'osteo-bmd-hip-forest.json'],
  ],
  'INC-OST-18': [
    ['point-outside-interval', 'C2-strength-bmd-lumbar'],
    ['printed-differently', 'C2-strength-bmd-lumbar'],
  ],
  'INC-OST-19': [['printed-differently', 'C2-strength-bmd-hip', 'osteo-grade.json/rows/14/variants/0']],
  'INC-OST-20': [
    ['levels-do-not-add-up', 'C2-strength-bmd-hip'],
    ['levels-do-not-add-up', 'C2-strength-bmd-lumbar'],
    ['footnote-misplaced', 'C2-strength-bmd-hip'],
    ['rating-against-heterogeneity', 'C2-strength-bmd-hip', 'osteo-bmd-hip-forest.json/heterogeneity'],
  ],
  'INC-OST-21': [
    ['printed-differently', 'C2-strength-hrqol'],
    ['unit-missing', 'C2-strength-hrqol'],
    ['judged-differently', 'C2-strength-hrqol'],
  ],
  'INC-OST-22': [
    ['judged-differently', 'C2-strength-strength'],
    ['judged-differently', 'C2-strength-function'],
    ['footnote-against-studies', 'C2-strength-strength'],
    ['footnote-against-studies', 'C2-strength-function'],
  ],
  'INC-OST-27': [
    ['criterion-differs', 'TH-C2-1', 'TH-C3-1'],
    ['criterion-differs', 'TH-C1-5', 'C3-impact-hrqol'],
    ['criterion-differs', 'C1-exercise-pain', 'C2-strength-bmd-lumbar'],
  ],
  'INC-OST-30': [
    ['printed-differently', 'C3-impact-bmd-lumbar'],
    ['interval-asymmetric', 'C3-impact-bmd-lumbar'],
  ],
  'INC-OST-31': [
    ['printed-differently', 'C3-impact-bmd-femoral-neck'],
    ['interval-asymmetric', 'C3-impact-bmd-femoral-neck'],
  ],
  'INC-OST-32': [
    ['printed-differently', 'C3-impact-bmd-hip'],
    ['parts-do-not-add-up', 'C3-impact-bmd-hip'],
    ['relevant-without-effect', 'C3-impact-bmd-hip'],
  ],
  'INC-OST-33': [
    ['printed-differently', 'C3-impact-mobility'],
    ['added-minus-sign', 'C3-impact-mobility'],
    ['parts-do-not-add-up', 'C3-impact-mobility'],
  ],
  'INC-OST-34': [
    ['levels-do-not-add-up', 'C3-impact-bmd-lumbar'],
    ['levels-do-not-add-up', 'C3-impact-bmd-femoral-neck'],
    ['levels-do-not-add-up', 'C3-impact-bmd-hip'],
    ['levels-do-not-add-up', 'C3-impact-mobility'],
    ['levels-do-not-add-up', 'C3-impact-gait-speed'],
    ['lowering-not-named', 'C3-impact-bmd-lumbar'],
  ],
  'INC-OST-35': [['groups-missing', 'C3-impact-strength']],
  'INC-OST-36': [
    ['printed-differently', 'C3-impact-fractures'],
    ['judged-differently', 'C3-impact-fractures'],
  ],
  'INC-OST-37': [
    ['groups-swapped', 'N-C3-01', 'N-C3-05'],
    ['groups-swapped', 'N-C3-02', 'N-C3-07'],
  ],
  'INC-OST-61': [['opposite-scales-pooled', 'C2-strength-hrqol']],
  'INC-OST-70': [
    ['judged-differently', 'C2-strength-hrqol'],
    ['judged-differently', 'C3-impact-hrqol'],
  ],
  'INC-LBP-01': [['mean-outside-groups', 'LBP-BL-1', 'LBP-BL-4']],
  'INC-LBP-03': [['below-threshold', 'LBP-O-6']],
  'INC-LBP-04': [['does-not-fit', 'runwalk-clbp.json/intervention']],
  'INC-LBP-07': [['spread-exceeds-mean', 'LBP-BL-3']],
}

const notInFiles = 'one side or both are only in the text of the document'
const words = 'about words or labels, no numbers on both sides'
const otherDocument = 'from a document of which there is no evidence file'

/** The rest of the list, with why the files cannot decide it. */
const undecidable: Readonly<Record<string, string>> = {
  'INC-HF-10': 'the legend and its colours are not in the files',
  'INC-HF-11': 'the claim of what is most effective is not in the files',
  'INC-HF-14': 'labels of intensity have no printed cut-offs to hold the percentages against',
  'INC-OST-01': notInFiles,
  'INC-OST-02': notInFiles,
  'INC-OST-03': notInFiles,
  'INC-OST-09': notInFiles,
  'INC-OST-10': 'what the considerations call crucial is not in the files',
  'INC-OST-14': notInFiles,
  'INC-OST-15': words,
  'INC-OST-23': notInFiles,
  'INC-OST-24': notInFiles,
  'INC-OST-25': words,
  'INC-OST-26': 'the word "large" beside 0.79 is not in the files',
  'INC-OST-28': words,
  'INC-OST-29': 'the numbers of the search are not in the files (they are found in the text)',
  'INC-OST-38': words,
  'INC-OST-39': words,
  'INC-OST-40': words,
  'INC-OST-41': 'the criterion is not in the files (it is found in the text)',
  'INC-OST-42': notInFiles,
  'INC-OST-43': words,
  'INC-OST-44': words,
  'INC-OST-45': words,
  'INC-OST-46': words,
  'INC-OST-47': words,
  'INC-OST-48': notInFiles,
  'INC-OST-49': words,
  'INC-OST-50': words,
  'INC-OST-51': words,
  'INC-OST-52': words,
  'INC-OST-53': 'the instrument is not in the files, and its thresholds do not contradict each other',
  'INC-OST-57': words,
  'INC-OST-59': words,
  'INC-OST-60': 'the words "long term" are not in the files',
  'INC-OST-62': words,
  'INC-OST-63': words,
  'INC-OST-64': words,
  'INC-OST-65': 'a symbol in a wrong or empty cell, kept in the files as a remark in words',
  'INC-OST-66': words,
  'INC-OST-67': words,
  'INC-OST-68': 'the rating of the whole review is not in the files',
  'INC-OST-69': words,
  'INC-LBP-02': 'the headings of the text are not in the files',
  'INC-LBP-05': words,
  'INC-LBP-06': 'the numbers add up; whether one event belongs is a matter of words',
  'INC-LBP-08': words,
  'INC-LBP-09': 'the scale of the effect is not stated, so nothing contradicts it',
  'INC-EIM-01': otherDocument,
  'INC-EIM-02': otherDocument,
  'INC-EIM-03': otherDocument,
  'INC-EIM-04': otherDocument,
  'INC-CS-01': otherDocument,
  'INC-CS-02': otherDocument,
  'INC-X-01': otherDocument,
  'INC-X-02': otherDocument,
  'INC-X-03': otherDocument,
  'INC-X-04': otherDocument,
  'INC-X-05': otherDocument,
  'INC-X-06': words,
  'INC-X-07': words,
  'INC-X-08': words,
  'INC-X-09': notInFiles,
}

describe('every listed inconsistency', () => {
  test('is either found or said to be undecidable from the files, and why', () => {
    const ids = [...Object.keys(found), ...Object.keys(undecidable)]
    expect(new Set(ids).size).toBe(106)
    expect(ids).toHaveLength(106)
  })

  test.each(Object.entries(found))('%s is reported with its places', (_id, expected) => {
    for (const [kind, ...items] of expected) {
      const reported = findings.filter((one) => one.kind === kind && items.every((item) => isAt(one, item)))
      expect(reported, `${kind} at ${items.join(' and ')}`).not.toHaveLength(0)
    }
  })
})

describe('what is right stays unmentioned', () => {
  const rightSums = [
    ['C1-exercise-pain', 688],
    ['C1-exercise-qol', 1045],
    ['C1-exercise-function', 823],
    ['C1-exercise-sae', 219],
    ['C2-strength-bmd-lumbar', 852],
    ['C2-strength-hrqol', 323],
    ['C3-impact-bmd-lumbar', 448],
    ['C3-impact-bmd-femoral-neck', 342],
    ['C3-impact-hrqol', 170],
    ['C3-impact-gait-speed', 430],
    ['N-C1-08', 141],
    ['N-C1-09', 615],
  ] as const
  test.each(rightSums)('the sum of %s, %d', (item) => {
    expect(findings.filter((one) => one.kind === 'parts-do-not-add-up' && isAt(one, item))).toEqual([])
  })

  test.each(['N-C2-09', 'LBP-O-1', 'LBP-O-3', 'LBP-O-4', 'LBP-O-6'])('p of %s follows from its interval', (item) => {
    expect(findings.filter((one) => one.kind === 'p-against-interval' && isAt(one, item))).toEqual([])
  })

  test('percentages of events, absolute effects, the counts of adverse events and of NT-proBNP, mean costs, the printing -0.00', () => {
    const kinds: readonly FindingKind[] = [
      'percentage-of-count',
      'absolute-effect-does-not-follow',
      'counts-do-not-reconcile',
      'mean-of-total',
      'printed-differently',
    ]
    const about = (item: string) => findings.filter((one) => kinds.includes(one.kind) && isAt(one, item))
    for (const item of ['C1-exercise-sae', 'C1-electro-ae', 'C1-taping-ae', 'N-C3-04', 'nt_probnp', 'N-C1-08']) {
      expect(about(item), item).toEqual([])
    }
    expect(findings.filter((one) => isAt(one, 'osteo-grade.json/rows/20/variants/0'))).toEqual([])
    expect(findings.filter((one) => isAt(one, 'runwalk-clbp.json/adverseEvents'))).toEqual([])
    expect(findings.filter((one) => isAt(one, 'runwalk-clbp.json/adherence'))).toEqual([])
  })

  test('the forest plot: sums, weights, heterogeneity and effects all follow', () => {
    expect(findings.filter((one) => one.places[0]?.document === 'osteo-bmd-hip-forest.json')).toEqual([])
  })
})

test('p-values that cannot come from their intervals are reported', () => {
  const reported = findings.filter(({ kind }) => kind === 'p-against-interval').map(({ places }) => places[0]?.item)
  expect(reported).toEqual(['N-C2-02', 'N-C2-04', 'N-C2-04', 'N-C2-06'])
})

test('a value above the stated scale is reported with both places', () => {
  const [finding] = findings.filter(({ kind }) => kind === 'value-outside-scale')
  expect(finding?.places.map(({ quote }) => quote)).toEqual(['0.01 – 1', 'Eladl, 2025 1.104', 'Nicholson, 2015 -0.028'])
})

test('the likely value is named where another printing or a sign gives it', () => {
  const correctionAt = (kind: FindingKind, item: string) =>
    findings.find((one) => one.kind === kind && isAt(one, item))?.correction
  expect(correctionAt('lost-minus-sign', 'C1-exercise-qol')).toBe('0.26 [-0.11, 0.63]')
  expect(correctionAt('point-outside-interval', 'C2-strength-bmd-lumbar')).toBe('0.34 [0.06, 0.62]')
  expect(correctionAt('percentage-of-count', 'C1-exercise-ae')).toBe('12/58')
})

test('every finding has a place with a quote, a calculation and an explanation in both languages', () => {
  for (const { places, calculation, explanation } of findings) {
    expect(places.length).toBeGreaterThan(0)
    expect(places.every(({ quote = '' }) => quote !== '')).toBe(true)
    expect(calculation).not.toBe('')
    expect(explanation.en).not.toBe(explanation.nl)
  }
})

import { describe, expect, test } from 'vitest'
import {
  checkDocument,
  type DocumentFinding,
  type FindingKind,
  type PrintedEstimate,
  readPrintedText,
} from './index.ts'

function estimates(text: string): readonly PrintedEstimate[] {
  return readPrintedText('text', text).statements.filter((one) => one.kind === 'estimate')
}

function numbers(text: string): readonly (readonly (number | undefined)[])[] {
  return estimates(text).map(({ estimate, lower, upper }) => [estimate?.value, lower?.value, upper?.value])
}

function check(text: string): readonly DocumentFinding[] {
  return checkDocument([readPrintedText('text', text)])
}

const kinds = (text: string): readonly FindingKind[] => check(text).map(({ kind }) => kind)
const finding = (text: string, kind: FindingKind) => check(text).find((one) => one.kind === kind)

describe('an estimate is read as printed', () => {
  test.each([
    ['SMD 0,34 (95% BI 0,06 tot 0,62)', 0.34, 0.06, 0.62],
    ['SMD 0.34; 95%CI 0.06-0.62', 0.34, 0.06, 0.62],
    ['een SMD van 0.33 (95%BI -0.06-0.66; n = 170)', 0.33, -0.06, 0.66],
    ['0.67 (95% CI −0.18 to 1.47)', 0.67, -0.18, 1.47],
    ['0.67 (95% CI –0.18 to –0.02)', 0.67, -0.18, -0.02],
    ['MD -2,0, 95% BI: -3,8 tot -0,2, n= 20', -2, -3.8, -0.2],
    ['FES (-7,99; 95% BI van-14,18 tot -1,65)', -7.99, -14.18, -1.65],
    ['(-1797,38 met 95% BI van -2560,56 tot -1047,00)', -1797.38, -2560.56, -1047],
    ['a difference of 1.797,38 (95% CI 1.047,00 to 2.560,56)', 1797.38, 1047, 2560.56],
    ['SMD 0.26 SD hoger (0.11 lager tot 0.63 hoger)', 0.26, -0.11, 0.63],
    ['SMD 0.33 SD meer (0 tot 0.66 meer)', 0.33, 0, 0.66],
    ['MD 2.1 lower (3.4 lower to 0.8 lower)', -2.1, -3.4, -0.8],
    ['0.42 [0.14, 0.70]', 0.42, 0.14, 0.7],
    ['7,18 (4,48 tot 11,25)', 7.18, 4.48, 11.25],
    ['effect 15,5%, 95% BI 3,0 tot 28,1', 15.5, 3, 28.1],
    ['RR .85 (95% confidence interval .70 to 1.03)', 0.85, 0.7, 1.03],
    ['0.55 (95% betrouwbaarheidsinterval 0,09 t/m 1,01)', 0.55, 0.09, 1.01],
    ['knie extensoren (MD 20,92 Nm; 95% BI 10.49 tot 31,36)', 20.92, 10.49, 31.36],
    ['na 6 weken van -14,45 punten (95% BI van -23,40 tot -5,50)', -14.45, -23.4, -5.5],
  ])('%s', (text, ...expected) => {
    expect(numbers(text)).toEqual([expected])
  })

  test('also where it runs over lines', () => {
    expect(numbers('matige (-8,53 met 95% BI van\n\n-14,20 tot -3,11; matige\n\nzekerheid)')).toEqual([
      [-8.53, -14.2, -3.11],
    ])
  })

  test('with measure, p and the number of people', () => {
    const [estimate] = estimates('RR 0.99; 95% CI 0.6 to 1.4; p = 0.03; n= 24')
    expect(estimate).toMatchObject({ measure: 'RR', scale: 'ratio', p: { relation: '=', number: { value: 0.03 } } })
    expect(estimate?.total?.number.value).toBe(24)
    expect(estimates('(ANCOVA $p \\leq 0,001$, effect 15,5%, 95% BI 3,0 tot 28,1)')[0]?.p?.relation).toBe('<=')
    expect(estimates('SMD 0.1 (95% CI -0.1 to 0.3; n = 1.045)')[0]?.total?.number.value).toBe(1045)
  })

  test('with the line it is on and the words before it', () => {
    const [estimate] = estimates('First line.\nPain with exercise: SMD 0.55 (95% CI 0.09 to 1.01).')
    expect(estimate).toMatchObject({ subject: 'Pain with exercise: SMD', place: { document: 'text', lines: [[2, 2]] } })
  })

  test.each([
    'lasted 12 weeks (10 to 14 weeks)',
    'Smith et al. (2019) and Jones (2020)',
    'age 72.8 (SD 6.2)',
    '45Nm (27.5-55)',
    'in 2010-2012 95% of patients',
    'p < 0.05 (95% CI)',
  ])('and nothing else is: %s', (text) => {
    expect(numbers(text)).toEqual([])
  })
})

describe('a text that agrees with itself stays unmentioned', () => {
  test.each([
    'SMD 0,34 (95% BI 0,06 tot 0,62; n= 852)',
    'RR 0.99 (0.38 tot 2.59)',
    'SMD 0,85; 95% BI 0,37 tot 1,33; p = 0.0005',
    'strength (SMD 1,01; 95% BI 0,50 tot 1,52; p = 0.0001)',
    'gemiddeld verschil van -15,30 punten, 95% BI -25,33 tot −5,27; p=0,003',
    'SMD 0.7 (95% CI 0.5 to 0.9) and later SMD 0.70 (95% CI 0.50 to 0.90)',
    '22/111 (19.8%) and 19 of 108 (17.6%)',
    '1 op de 16, 6,3%',
    'leverde 497 unieke treffers op. Na screening zijn 453 artikelen geëxcludeerd. Van 44 artikelen is het volledige artikel gescreend.',
    'leverde 2050 unieke treffers op; zijn 1915 artikelen geëxcludeerd. Van 135 artikelen is het volledige artikel gescreend, waarvan er uiteindelijk 128 zijn geëxcludeerd. Uiteindelijk leverde de zoekactie 7 studies op.',
    '1513 patients (1487 women and 26 men)',
  ])('%s', (text) => {
    expect(check(text)).toEqual([])
  })
})

describe('a text that does not is reported', () => {
  test('a point outside its interval, with the digit that was meant', () => {
    const found = finding('lage rug (SMD 0,34; 95% BI 0,06 tot 0,32; n= 852)', 'point-outside-interval')
    expect(found).toMatchObject({
      severity: 'error',
      correction: '0.34 [0.06, 0.62]',
      calculation: '(0.06 + 0.32) / 2 = 0.19 ≠ 0.34',
    })
    expect(found?.explanation.nl).toContain('0,34 ligt niet tussen 0,06 en 0,32')
  })

  test('a minus sign that was lost, and one that was added', () => {
    expect(finding('SMD 0.26 (95% BI 0.11 tot 0.63)', 'lost-minus-sign')?.correction).toBe('0.26 [-0.11, 0.63]')
    expect(finding('SMD 1.14 (95% BI -0.82 tot 1.45)', 'added-minus-sign')?.correction).toBe('1.14 [0.82, 1.45]')
    expect(finding('MD 8.53 (95% CI -14.20 to -3.11)', 'point-outside-interval')).toBeDefined()
  })

  test('an interval off centre, more when it cannot be rounding', () => {
    expect(finding('SMD 1.64 (95% BI 0.15-2.78)', 'interval-asymmetric')?.severity).toBe('warning')
    expect(finding('SMD 0.67; 95% BI -0.18 tot 1.47', 'interval-asymmetric')?.severity).toBe('note')
    expect(kinds('SMD 0.67; 95% BI -0.17 tot 1.50')).toEqual([])
  })

  test('a ratio with an interval that was computed without logarithms', () => {
    const found = finding('RR 1.00 (95% CI 0.40 to 1.60)', 'interval-asymmetric')
    expect(found?.explanation.en).toContain('without logarithms')
  })

  test('p below 0.05 beside an interval with no effect', () => {
    expect(finding('RR 0.99; 95% CI 0.6 to 1.4; p = 0.03; n= 24', 'p-against-interval')?.severity).toBe('error')
    expect(finding('MD 1.0 (95% CI 0.2 to 1.8; p = 0.40)', 'p-against-interval')?.severity).toBe('error')
  })

  test('p = 0.001 where p < 0.001 was meant', () => {
    expect(finding('(MD 20,92 Nm; 95% BI 10.49 tot 31,36; p = 0.001)', 'p-against-interval')?.correction).toBe(
      'p < 0.001',
    )
    expect(kinds('(MD 20,92 Nm; 95% BI 10.49 tot 31,36; p < 0.001)')).toEqual([])
  })

  test('one result printed with other numbers in two places', () => {
    const text =
      'The hip: SMD 0.42 (95% CI 0.14 to 0.70; n = 444).\n\nSummary: the hip, SMD 0.42 (95% CI 0.15-0.70; n = 444).'
    const found = finding(text, 'printed-differently')
    expect(found?.places.map(({ lines }) => lines)).toEqual([[[1, 1]], [[3, 3]]])
    expect(found?.calculation).toBe('0.14 ≠ 0.15')
  })

  test('an interval that was copied to another result', () => {
    expect(kinds('resistance 7,18 (4,48 tot 11,25); yoga 7,86 (4,48 tot 11,25)')).toContain('copied-interval')
  })

  test('a percentage that is not of this number, and groups that do not make n', () => {
    expect(finding('12/67 (20.7%)', 'percentage-of-count')?.correction).toBe('12/58')
    const text =
      'In de groep hadden 14 (van de 67) personen een effect en 12 (van de 67) in de controlegroep (RR 0,96; 95% BI 0,50 tot 1,87; n=125).'
    expect(finding(text, 'parts-do-not-add-up')?.calculation).toBe('67 + 67 = 134 ≠ 125')
  })

  test('sums of people, and the flow of a search', () => {
    expect(finding('1511 patiënten (1487 vrouwen en 26 mannen)', 'parts-do-not-add-up')?.calculation).toBe(
      '1487 + 26 = 1513 ≠ 1511',
    )
    const flow =
      'leverde 907 unieke treffers op. Zo zijn 833 artikelen geëxcludeerd. Van 70 artikelen is het volledige artikel gescreend, waarvan er 65 zijn geëxcludeerd. Uiteindelijk leverde de zoekactie 5 studies op.'
    expect(check(flow).map(({ calculation }) => calculation)).toEqual(['833 + 70 = 903 ≠ 907'])
    const english =
      'The search gave 1,907 records. Of these 1,833 records were excluded. Of 70 articles the full text was read.'
    expect(check(english).map(({ calculation }) => calculation)).toEqual(['1833 + 70 = 1903 ≠ 1907'])
  })

  test('groups of one study that exchanged their sizes between outcomes', () => {
    const text = [
      'De studie van Jansen et al. (Jansen et al., 2006) telde 3 fracturen in de oefengroep (67 deelnemers) en 6 fracturen in de controlegroep (69 deelnemers).',
      'In de studie van Jansen et al. (Jansen et al., 2006) waren er 88 vallen bij 69 deelnemers in de oefengroep, tegenover 101 vallen bij 67 deelnemers in de controlegroep.',
    ].join('\n\n')
    expect(kinds(text)).toContain('groups-swapped')
  })

  test('a bound without the minus sign that all others have', () => {
    const text = 'T-score ≤ -2,5. T-score < -1,0. T-score tussen -1,0 en -2,5. (een T-score van <1)'
    expect(finding(text, 'sign-unlike-the-rest')?.correction).toBe('-1')
  })

  test('a criterion with another sign or value, a range without its end, a bracket that is missing', () => {
    expect(kinds('drempel (SMD > 0.3) en SMD ≥ 0,3')).toEqual(['criterion-differs'])
    expect(kinds('Sample size <2000. Totale aantallen in de studies < 1000')).toEqual(['criterion-differs'])
    expect(kinds('kracht 2 tot keer/week')).toEqual(['range-incomplete'])
    expect(kinds('range 6 weken tot 24; schaal')).toEqual(['unit-missing'])
    expect(kinds('yoga 3,91 (1,44 tot 6,38 en')).toEqual(['bracket-missing'])
  })

  test('counts of significant interventions that no reading reconciles', () => {
    const text = 'hoger voor 11 van de 16 interventies (waarvan 3 gecombineerd); voor 6 van de 7 combinaties'
    expect(kinds(text)).toEqual(['counts-do-not-reconcile'])
    expect(kinds('lager voor 2 van de 5 interventies (waarvan 1 gecombineerd); voor 1 van de 3 combinaties')).toEqual(
      [],
    )
  })
})

describe('tables with tabs between the cells', () => {
  const header =
    'No of studies\tStudy design\tRisk of bias\tInconsistency\tIndirectness\tImprecision\tOther\tExercise\tControl\tRelative\tAbsolute\tCertainty\tImportance'
  const table = (row: string, ...rest: readonly string[]) => [header, 'Pain', row, 'Explanations', ...rest].join('\n')
  const notes = ['a. PEDro score 4', 'b. considerable heterogeneity', 'c. wide confidence intervals']

  test('a GRADE row with its footnotes and the sentence about its levels', () => {
    const row =
      '7\trandomised trials\tserious ^a\tserious ^b\tnot serious\tserious ^c\tnone\t349\t339\t-\tSMD 0.55 higher (0.09 higher to 1.01 higher)\t⊕○○○ Very low ^{a,b,c}\tCRITICAL'
    const text = table(
      row,
      ...notes,
      '',
      'In seven studies the difference was SMD 0.55 (95% CI 0.09 to 1.01; n = 688).',
      '',
      'The certainty was downgraded by three levels because of risk of bias, heterogeneity and imprecision.',
    )
    expect(check(text)).toEqual([])
  })

  test('wrong in each of the ways it can be', () => {
    const row =
      '7\trandomised trials\tserious ^a\tserious ^c\tnot serious\tvery serious ^c\tnone\t349\t339\t-\tSMD 0.55 higher (0.09 higher to 1.01 higher)\t⊕○○○○ Low ^{a,c,f}\tCRITICAL'
    const text = table(
      row,
      ...notes,
      '',
      'In six studies the difference was SMD 0.55 (95% CI 0.09 to 1.01; n = 680).',
      '',
      'The certainty was downgraded by five levels because of heterogeneity and imprecision.',
    )
    const found = kinds(text)
    expect([...new Set(found)].sort()).toEqual(
      [
        'certainty-does-not-follow',
        'certainty-symbols',
        'footnote-misplaced',
        'footnote-missing',
        'levels-do-not-add-up',
        'levels-more-than-exist',
        'lowering-not-named',
        'printed-differently',
      ].sort(),
    )
  })

  test('a forest plot', () => {
    const rows = [
      'Study\tMean\tSD\tTotal\tMean\tSD\tTotal\tWeight\tIV, Random, 95% CI',
      'Blay, 2024\t0.858\t0.087\t72\t0.832\t0.069\t76\t54.1%\t0.33 [0.01, 0.66]',
      'Eladl, 2025\t1.104\t0.076\t20\t0.826\t0.215\t20\t45.9%\t1.69 [0.96, 2.42]',
      'Total (95% CI)\t\t\t92\t\t\t97\t100.0%\t0.97 [-0.35, 2.29]',
      'Heterogeneity: Tau² = 0.84; Chi² = 11.02, df = 1 (P = 0.009); I² = 81%',
      'Test for overall effect: Z = 1.44 (P = 0.15)',
    ]
    expect(check(rows.join('\n')).map(({ calculation }) => calculation)).toEqual([
      '76 + 20 = 96 ≠ 97',
      '(11.02 − 1) / 11.02 = 91% ≠ 81%',
      'p = 9.0e-4 ≠ 0.009',
    ])
  })
})

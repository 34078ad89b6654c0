import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { normalQuantile, normalTwoSided } from '../numerics/index.ts'
import { checkDocument, readEvidenceJson, readPrintedText } from './index.ts'

const z = normalQuantile(0.975)
const checkText = (text: string) => checkDocument([readPrintedText('text', text)])
const checkJson = (json: unknown) => checkDocument([readEvidenceJson('file.json', json)])

/** An effect with its standard error, and the decimals to print them with. */
const effect = fc.record({
  estimate: fc.double({ min: -50, max: 50, noNaN: true }),
  error: fc.double({ min: 0.05, max: 20, noNaN: true }),
  decimals: fc.integer({ min: 1, max: 3 }),
})

describe('what was computed and then rounded is never reported', () => {
  test('differences with their p', () => {
    fc.assert(
      fc.property(effect, ({ estimate, error, decimals }) => {
        const [lower, upper] = [estimate - z * error, estimate + z * error]
        const [point, low, high] = [estimate, lower, upper].map((value) => value.toFixed(decimals))
        const p = normalTwoSided(Math.abs(estimate / error)).toFixed(3)
        const text = `MD ${point} (95% CI ${low} to ${high}; p ${p === '0.000' ? '< 0.001' : `= ${p}`})`
        expect(checkText(text)).toEqual([])
      }),
    )
  })

  test('ratios, on the logarithmic scale', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -2, max: 2, noNaN: true }),
        fc.double({ min: 0.02, max: 0.8, noNaN: true }),
        (log, error) => {
          const [point, low, high] = [log, log - z * error, log + z * error].map((value) => Math.exp(value).toFixed(2))
          expect(checkText(`OR ${point} (95% CI ${low} to ${high})`)).toEqual([])
        },
      ),
    )
  })

  test('percentages of counts', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), fc.nat(), fc.integer({ min: 0, max: 2 }), (of, seed, decimals) => {
        const count = seed % (of + 1)
        expect(checkText(`${count}/${of} (${((100 * count) / of).toFixed(decimals)}%)`)).toEqual([])
      }),
    )
  })

  test('p of a small trial, by the t distribution of its size', () => {
    // t = 2.5 with 10 degrees of freedom: p = 0.0314; the interval has the t quantile 2.228.
    expect(checkText('MD 2.5 (95% CI 0.27 to 4.73; p = 0.03; n = 12)')).toEqual([])
  })
})

describe('one slip in an estimate that was right is found', () => {
  test('a lost minus sign, with the number that was meant', () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 300 }), fc.integer({ min: 5, max: 300 }), (point, beyond) => {
        const [lower, upper] = [-beyond, 2 * point + beyond]
        const print = (value: number) => (value / 100).toFixed(2)
        const found = checkText(`SMD ${print(point)} (95% CI ${print(-lower)} to ${print(upper)})`)
        const meant = `${print(point)} [${print(lower)}, ${print(upper)}]`
        expect(found.some((one) => one.kind === 'lost-minus-sign' && one.correction === meant)).toBe(true)
      }),
    )
  })

  test('a first digit that changed in a limit', () => {
    for (const [lower, upper] of [
      ['1.06', '0.62'],
      ['0.06', '9.62'],
      ['0.06', '0.12'],
    ]) {
      expect(checkText(`SMD 0.34 (95% CI ${lower} to ${upper})`), `${lower} to ${upper}`).not.toEqual([])
    }
  })
})

describe('data files of any kind', () => {
  test('are checked wherever an estimate with limits stands', () => {
    const found = checkJson({ results: { pain: { md: -1.2, ciLow: -0.9, ciHigh: 0.4, n: 40 } } })
    expect(found[0]).toMatchObject({
      kind: 'point-outside-interval',
      places: [{ document: 'file.json', path: '/results/pain' }],
    })
  })

  test('with a row that repeats its result, its groups, its levels and its studies', () => {
    const cell = (rating: string) => ({ rating, reasons: [] })
    const row = {
      id: 'row',
      outcome: 'falls',
      studies: { table: 3, text: 'four trials described: A, B, C, D' },
      riskOfBias: cell('serious'),
      inconsistency: cell('not_serious'),
      indirectness: cell('not_serious'),
      imprecision: cell('serious'),
      participants: { intervention: 40, control: 42 },
      effect: { measure: 'RR', estimate: 0.8, ciLow: 0.5, ciHigh: 1.28 },
      totalInText: 80,
      design: 'randomised trials',
      certainty: 'moderate',
      downgrade: { statedLevels: 1, statedReasons: ['imprecision'] },
      variants: [{ where: 'summary', estimate: 0.8, ciLow: 0.5, ciHigh: 1.82, n: 82 }],
    }
    const kinds = checkJson({ rows: [row] }).map(({ kind }) => kind)
    expect(new Set(kinds)).toEqual(
      new Set([
        'parts-do-not-add-up',
        'printed-differently',
        'interval-asymmetric',
        'levels-do-not-add-up',
        'lowering-not-named',
        'certainty-does-not-follow',
      ]),
    )
  })

  test('with an effect on the worse side that is called significant', () => {
    const file = {
      outcomes: [{ id: 'pain', name: 'pain', favours: 'lower', scaleMin: 0, scaleMax: 10 }],
      estimates: [
        { id: 'a', outcome: 'pain', intervention: 'x', result: 'significant', estimate: 2, ciLow: 1, ciHigh: 3 },
        { id: 'b', outcome: 'pain', intervention: 'y', result: 'significant', estimate: -2, ciLow: -4.5, ciHigh: 0.5 },
        {
          id: 'c',
          outcome: 'pain',
          intervention: 'z',
          result: 'not_significant',
          estimate: -12,
          ciLow: -13,
          ciHigh: -11,
        },
      ],
    }
    const found = checkJson(file).map(({ kind, places }) => `${kind} ${places.at(-1)?.item}`)
    expect(found.sort()).toEqual(
      [
        'direction-against-scale a',
        'significance-against-interval b',
        'significance-against-interval c',
        'value-outside-scale c',
      ].sort(),
    )
  })

  test('of which nothing is known give nothing', () => {
    for (const json of [null, 1, 'text', [], {}, { rows: [{}] }, { studies: [] }, { estimates: 3 }]) {
      expect(checkJson(json)).toEqual([])
    }
  })
})

describe('any input', () => {
  test('of any JSON gives findings or none, never an exception', () => {
    fc.assert(fc.property(fc.jsonValue(), (json) => Array.isArray(checkJson(json))))
  })

  test('of any text made of the pieces of estimates gives findings or none, never an exception', () => {
    const piece = fc.constantFrom(
      'SMD',
      'RR',
      '0,34',
      '-0.06',
      '–',
      '95% CI',
      '95%BI',
      '(',
      ')',
      '[',
      ']',
      'tot',
      'to',
      ';',
      ',',
      'n =',
      'p =',
      '12/67',
      '%',
      '\t',
      '\n',
      'van de',
      '1.000',
      'ernstig ^a',
      '⊕○',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => Array.isArray(checkText(pieces.join(' ')))),
      { numRuns: 300 },
    )
  })

  test('of 200,000 characters without an estimate is read within a second', () => {
    for (const unit of ['1 ', '1,', 'a ', '(', '1\t', '95% ', 'n = ', '\n', '0.1 (0.1 ', 'In studies ']) {
      const start = performance.now()
      checkText(unit.repeat(200_000 / unit.length))
      expect(performance.now() - start, unit).toBeLessThan(1000)
    }
  })
})

test('errors come first, then warnings, then notes', () => {
  const found = checkText('yoga 3,95 (1,44 tot 6,38 en SMD 0,34 (95% BI 0,06 tot 0,32) en RR 1.0 (95% CI 0.5 to 1.5)')
  const order = found.map(({ severity }) => ['error', 'warning', 'note'].indexOf(severity))
  expect(order).toEqual([...order].sort((one, other) => one - other))
  expect(new Set(order).size).toBeGreaterThan(1)
})

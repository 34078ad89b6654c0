import type { Instrument, Measured } from '@dosis/domain'
import { describe, expect, test } from 'vitest'
import { interpretScore } from './interpretation.ts'

const instrument: Instrument = {
  id: 'scale',
  label: 'Scale',
  names: { en: 'scale', nl: 'schaal' },
  measures: { en: 'something', nl: 'iets' },
  unit: { en: 'points', nl: 'punten' },
  minimum: 0,
  maximum: 100,
  step: 0.1,
  direction: 'lower_is_better',
  recall: null,
  licensed: false,
  thresholds: [{ kind: 'group_mcid', value: 2, upTo: null, startScore: null, population: null, factIds: ['A'] }],
  bands: [],
  factIds: ['A', 'B'],
}

const verdict = (parts: Partial<Instrument>, measured: Measured) =>
  interpretScore({ ...instrument, ...parts }, measured)

describe('a change beside the threshold of its source', () => {
  test.each([
    [1.9, 'below_mcid'],
    [2, 'reaches_mcid'],
    [2.1, 'reaches_mcid'],
  ])('an improvement of %f: %s', (points, expected) => {
    expect(verdict({}, { start: 6, now: 6 - points }).verdict).toBe(expected)
    expect(verdict({ direction: 'higher_is_better' }, { start: 6, now: 6 + points }).verdict).toBe(expected)
    expect(verdict({}, { improvement: points }).verdict).toBe(expected)
  })

  test('a change for the worse never reaches it', () => {
    expect(verdict({}, { start: 4, now: 8 })).toMatchObject({ verdict: 'below_mcid', change: 4 })
  })

  test('noise of binary fractions does not count', () => {
    expect(verdict({}, { start: 5.2, now: 3.2 })).toMatchObject({ verdict: 'reaches_mcid', change: -2 })
  })

  test.each([
    [1.33, 'below_mcid'],
    [1.34, 'within_mcid_range'],
    [2.29, 'within_mcid_range'],
    [2.3, 'reaches_mcid'],
  ])('a range: %f is %s', (improvement, expected) => {
    const range = [{ ...instrument.thresholds[0], value: 1.34, upTo: 2.3 }] as Instrument['thresholds']
    expect(verdict({ thresholds: range }, { improvement }).verdict).toBe(expected)
  })

  test('without a direction, a threshold or a second score the source is silent', () => {
    expect(verdict({ direction: null }, { start: 6, now: 3 })).toMatchObject({ verdict: 'silent', change: -3 })
    expect(verdict({ thresholds: [] }, { start: 6, now: 3 }).verdict).toBe('silent')
    expect(verdict({}, { now: 3 }).verdict).toBe('silent')
  })

  test('where every statement belongs to a threshold, a silent source is cited by all of them', () => {
    expect(verdict({ factIds: ['A'] }, { now: 3 })).toMatchObject({ verdict: 'silent', factIds: ['A'] })
    expect(verdict({ factIds: ['A', 'B'] }, { now: 3 })).toMatchObject({ verdict: 'silent', factIds: ['B'] })
  })

  test('a threshold that is not about groups decides nothing', () => {
    const error = [{ ...instrument.thresholds[0], kind: 'measurement_error' }] as Instrument['thresholds']
    expect(verdict({ thresholds: error }, { start: 6, now: 3 }).verdict).toBe('silent')
  })

  test('a threshold for other start scores does not fit, and what the source says of that is cited', () => {
    const banded = [{ ...instrument.thresholds[0], startScore: { atMost: 44 } }] as Instrument['thresholds']
    expect(verdict({ thresholds: banded }, { start: 44, now: 42 })).toMatchObject({
      verdict: 'reaches_mcid',
      factIds: ['A'],
    })
    expect(verdict({ thresholds: banded }, { start: 45, now: 42 })).toMatchObject({ verdict: 'silent', factIds: ['B'] })
    expect(verdict({ thresholds: banded }, { improvement: 5 }).verdict).toBe('silent')
  })
})

describe('what the source leaves open about a score', () => {
  const note = { text: { en: 'note', nl: 'noot' }, factIds: ['B'] }
  test.each([
    [43, undefined],
    [44, undefined],
    [45, ['no-value']],
  ])('from a start score of %i: %j', (start, expected) => {
    const notes = [{ ...note, silent: ['no-value'], startScore: { above: 44 } }]
    expect(verdict({ notes }, { start, now: 50 }).silent).toEqual(expected)
  })

  test('is said as well while the start score is not known', () => {
    const notes = [{ ...note, silent: ['no-value'], startScore: { above: 44 } }]
    expect(verdict({ notes }, { now: 50 }).silent).toEqual(['no-value'])
  })

  test('is said beside a verdict, each question once', () => {
    const notes = [note, { ...note, silent: ['no-tables', 'no-direction'] }, { ...note, silent: ['no-tables'] }]
    expect(verdict({ notes }, { start: 6, now: 3 })).toMatchObject({
      verdict: 'reaches_mcid',
      silent: ['no-direction', 'no-tables'],
    })
  })
})

describe('a score in a band', () => {
  const names = { en: 'band', nl: 'band' }
  const concern: Instrument['bands'] = [
    { from: 16, to: 22, names, outcome: 'little_concern' },
    { from: 23, to: 64, names, outcome: 'much_concern' },
  ]
  test.each([
    [23, 22, 'from_much_to_little_concern'],
    [22, 23, 'silent'],
    [24, 23, 'silent'],
    [22, 20, 'silent'],
  ])('from %i to %i: %s', (start, now, expected) => {
    expect(verdict({ bands: concern }, { start, now }).verdict).toBe(expected)
  })

  const strength: Instrument['bands'] = [
    { from: 0, to: 9, names, outcome: 'low' },
    { from: 10, to: 100, names, outcome: 'not_low' },
  ]
  test.each([
    [9, 'low'],
    [9.9, 'low'],
    [10, 'not_low'],
    [11, 'not_low'],
  ])('percentile %f: %s', (now, expected) => {
    expect(verdict({ bands: strength }, { now }).verdict).toBe(expected)
  })
})

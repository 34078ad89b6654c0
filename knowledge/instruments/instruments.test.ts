import type { Measurement } from '@dosis/domain'
import { evaluate } from '@dosis/engine'
import { describe, expect, test } from 'vitest'
import { readKnowledge } from '../src/index.ts'

const knowledge = readKnowledge()
const startsOn = '2026-03-16'

function evaluated(scores: Readonly<Record<string, readonly [number, number]>>) {
  const measurements = Object.entries(scores).flatMap(([instrument, [start, now]]): Measurement[] => [
    { instrument, on: startsOn, score: start },
    { instrument, on: '2026-04-27', score: now },
  ])
  const input = { on: '2026-04-27', treatmentStart: startsOn, measurements, requestForHelpMet: null }
  return evaluate(input, knowledge)
}

function verdictOf(instrument: string, start: number, now: number) {
  return evaluated({ [instrument]: [start, now] }).instruments[0]?.interpretation?.verdict
}

describe('a scored example of each instrument', () => {
  test.each([
    ['nprs', 6, 5, 'below_mcid'],
    ['nprs', 6, 4, 'reaches_mcid'],
    ['sppb', 7, 8, 'below_mcid'],
    ['sppb', 7, 9, 'reaches_mcid'],
    ['bbs', 34, 40, 'below_mcid'],
    ['bbs', 34, 41, 'reaches_mcid'],
    ['bbs', 35, 40, 'reaches_mcid'],
    ['bbs', 45, 56, 'silent'],
    ['psg', 4, 8, 'silent'],
    ['psk', 8, 2, 'silent'],
    ['fes-i-16', 24, 22, 'from_much_to_little_concern'],
    ['fes-i-16', 24, 23, 'silent'],
    ['fes-i-7', 11, 10, 'from_much_to_little_concern'],
    ['grip-right-kilograms', 20, 24, 'silent'],
    ['hhd-percentile', 20, 9, 'low'],
    ['hhd-percentile', 9, 10, 'not_low'],
    ['qualeffo-41', 40, 32.4, 'reaches_mcid'],
    ['qualeffo-41', 40, 32.5, 'below_mcid'],
    ['tug', 14, 8, 'silent'],
    ['six-minute-walk-test', 400, 444, 'below_mcid'],
    ['six-minute-walk-test', 400, 445, 'reaches_mcid'],
    ['vas-pain-current', 60, 41, 'below_mcid'],
    ['vas-pain-mean', 60, 40, 'reaches_mcid'],
    ['vas-pain-worst', 60, 40, 'reaches_mcid'],
    ['odi', 22, 13, 'below_mcid'],
    ['odi', 22, 12, 'reaches_mcid'],
    ['sus', 70, 95, 'silent'],
    ['vo2peak', 16, 16.9, 'below_mcid'],
    ['vo2peak', 16, 17, 'reaches_mcid'],
    ['lvef', 35, 39.6, 'below_mcid'],
    ['lvef', 35, 39.7, 'reaches_mcid'],
    ['mlhfq', 50, 42, 'below_mcid'],
    ['mlhfq', 50, 41, 'reaches_mcid'],
    ['resting-heart-rate', 80, 70, 'silent'],
  ])('%s from %d to %d: %s', (instrument, start, now, verdict) => {
    expect(verdictOf(instrument, start, now)).toBe(verdict)
  })

  test('every instrument has one', () => {
    expect(Object.keys(knowledge.instruments).sort()).toEqual([
      'bbs',
      'fes-i-16',
      'fes-i-7',
      'grip-right-kilograms',
      'hhd-percentile',
      'lvef',
      'mlhfq',
      'nprs',
      'odi',
      'psg',
      'psk',
      'qualeffo-41',
      'resting-heart-rate',
      'six-minute-walk-test',
      'sppb',
      'sus',
      'tug',
      'vas-pain-current',
      'vas-pain-mean',
      'vas-pain-worst',
      'vo2peak',
    ])
  })
})

test('the Berg Balance Scale above 44 has a measurement error and no relevant change', () => {
  const [bbs] = evaluated({ bbs: [50, 55] }).instruments
  expect(bbs?.thresholds).toMatchObject([{ kind: 'measurement_error', value: 4, factIds: ['CR-BBS-01'] }])
  expect(bbs?.withoutThreshold).toEqual(['group_mcid', 'individual_change'])
})

test('an evaluation falls due every six weeks', () => {
  expect(evaluated({ nprs: [6, 4] })).toMatchObject({ dueOn: '2026-06-08', isDue: false })
})

test('instruments whose text is licensed are entered as totals', () => {
  const licensed = Object.values(knowledge.instruments).filter((instrument) => instrument.licensed)
  expect(licensed.map(({ id }) => id).sort()).toEqual(['mlhfq', 'odi', 'qualeffo-41'])
})

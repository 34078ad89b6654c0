import { expect, test } from 'vitest'
import { reachOf } from './ThresholdAxis.tsx'
import { axisOf, runsOf } from './week-scale.ts'

test('a line is broken where nothing was measured', () => {
  expect(runsOf([3, 4, null, 0, null])).toEqual([
    [
      { week: 0, value: 3 },
      { week: 1, value: 4 },
    ],
    [{ week: 3, value: 0 }],
  ])
  expect(runsOf([null, null])).toEqual([])
})

test('an axis starts at zero and reaches its largest value or its reference', () => {
  const series = [{ name: 'pain', kind: 'line', values: [2, null, 6] }] as const
  expect(axisOf({ title: 'pain', series })).toEqual({ from: 0, to: 6 })
  expect(axisOf({ title: 'pain', series, reference: { value: 8, label: 'limit' } })).toEqual({ from: 0, to: 8 })
  expect(axisOf({ title: 'pain', series, from: 1, to: 10 })).toEqual({ from: 1, to: 10 })
  expect(axisOf({ title: 'none', series: [] })).toEqual({ from: 0, to: 1 })
})

test('the axis of thresholds is never narrower than its marks, nor without width', () => {
  expect(reachOf([-14, null, 20])).toBeGreaterThan(20)
  expect(reachOf([null, null])).toBeGreaterThan(0)
})

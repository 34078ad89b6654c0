import { parseAssessmentInput } from '@dosis/domain/schemas'
import { compareVignette, type VignetteExpectation } from '@dosis/engine'
import { readKnowledge } from '@dosis/knowledge'
import { expect, test } from 'vitest'
import file from './vignettes.json' with { type: 'json' }

const knowledge = readKnowledge()
const vignette = file.vignettes.find(({ id }) => id === 'VIG-A01')
const input = parseAssessmentInput(vignette?.input)
const expected = vignette?.expected as unknown as VignetteExpectation

function differ(change: object) {
  if (!input.ok) throw new Error('VIG-A01 cannot be read')
  const changed = { ...expected, ...change }
  return compareVignette({ id: 'VIG-A01', title: '', input: input.value, expected: changed }, knowledge).map(
    ({ path }) => path,
  )
}

test.each([
  ['a code', { stop: { ...expected.stop, verdict: 'close' } }, ['stop.verdict']],
  ['a date', { evaluation: { ...expected.evaluation, nextDate: '2026-06-16' } }, ['evaluation.nextDate']],
  ['a fact id', { stop: { ...expected.stop, factIds: ['MON-OST-19'] } }, ['stop.factIds']],
  ['a warning', { mustShow: expected.mustShow.slice(1) }, ['mustShow']],
  ['the union of facts', { factIds: expected.factIds.slice(1) }, ['factIds']],
  ['a text where there is none', { silent: [] }, []],
  ['an end rule', { evaluation: { ...expected.evaluation, endRule: null } }, ['evaluation.endRule']],
  ['a reason', { referral: { ...expected.referral, reasons: ['a reason'] } }, ['referral.reasons']],
  [
    'a number in the bounds',
    {
      exercise: expected.exercise.map((one) =>
        one.form === 'impact_up_to_brisk_walking'
          ? { ...one, bounds: { ...one.bounds, minutesPerWeek: { about: 140 } } }
          : one,
      ),
    },
    ['exercise.impact_up_to_brisk_walking.bounds'],
  ],
  [
    'a form that is not there',
    { exercise: [...expected.exercise, { form: 'yoga', verdict: 'silent', bounds: {}, status: 'none', factIds: [] }] },
    ['exercise.yoga.bounds', 'exercise.yoga.factIds', 'exercise.yoga.status', 'exercise.yoga.verdict'],
  ],
  [
    'a form left out',
    { exercise: expected.exercise.slice(1) },
    [
      'exercise.back_muscle_endurance_daily.bounds',
      'exercise.back_muscle_endurance_daily.factIds',
      'exercise.back_muscle_endurance_daily.status',
      'exercise.back_muscle_endurance_daily.verdict',
    ],
  ],
  [
    'an optional block left out',
    { reimbursement: undefined, factIds: expected.factIds.filter((id) => !id.startsWith('ETD-OST-1')) },
    [],
  ],
])('finds a difference in %s', (_, change, paths) => {
  expect(differ(change)).toEqual(paths)
})

test('the order of lists makes no difference', () => {
  expect(differ({ exercise: [...expected.exercise].reverse(), mustShow: [...expected.mustShow].reverse() })).toEqual([])
})

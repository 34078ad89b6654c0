import { parseAssessmentInput } from '@dosis/domain/schemas'
import { assess, compareVignette, type VignetteExpectation } from '@dosis/engine'
import { readKnowledge } from '@dosis/knowledge'
import { describe, expect, test } from 'vitest'
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

test('a score may be called by the id, the label or any other name of its instrument', () => {
  const scored = file.vignettes.find((one) => 'interpretation' in one.expected)
  const stated = parseAssessmentInput(scored?.input)
  const wanted = scored?.expected as unknown as VignetteExpectation
  const [first, ...others] = wanted.interpretation ?? []
  if (!stated.ok || first === undefined) throw new Error('no vignette with a score')
  const instrument = Object.values(knowledge.instruments).find(({ label }) => label === labels.get(first.measure))
  const names = [instrument?.id, instrument?.label, ...(instrument?.inputKeys ?? [])].filter(
    (name) => name !== undefined,
  )
  expect(names.length).toBeGreaterThan(1)
  const differsWith = (measure: string) =>
    compareVignette(
      {
        id: '',
        title: '',
        input: stated.value,
        expected: { ...wanted, interpretation: [{ ...first, measure }, ...others] },
      },
      knowledge,
    ).map(({ path }) => path)
  for (const name of names) expect(differsWith(name)).toEqual([])
  expect(differsWith('of nothing')).not.toEqual([])
})

test('where something was expected to be silent and nothing is, that is a difference', () => {
  const nobody = {
    on: input.ok ? input.value.on : null,
    treatmentStart: null,
    facts: {},
    requests: [],
    measurements: {},
  }
  const silentOf = (silent: readonly string[]) =>
    compareVignette({ id: '', title: '', input: nobody, expected: { ...expected, silent } }, knowledge)
      .map(({ path }) => path)
      .filter((path) => path === 'silent')
  const isSilent = assess(nobody, knowledge).silent.length > 0
  expect(silentOf(['x'])).toEqual(isSilent ? [] : ['silent'])
  expect(silentOf([])).toEqual([])
})

test('the order of lists makes no difference', () => {
  expect(differ({ exercise: [...expected.exercise].reverse(), mustShow: [...expected.mustShow].reverse() })).toEqual([])
})

/** Every place of what was expected that is compared, and the same with another value there. */
function* changes(value: unknown, path: readonly string[] = []): Generator<readonly [path: string, changed: unknown]> {
  if (Array.isArray(value)) {
    if (listsOfThings.has(path.join('.')) && value.length === 0) return
    if (value.every((one) => typeof one !== 'object')) return yield [path.join('.'), [...value, 'other']]
    for (const [at, one] of value.entries())
      for (const [where, changed] of changes(one, [...path, nameOf(one)]))
        yield [where, value.map((other, place) => (place === at ? changed : other))]
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, one] of Object.entries(value))
      if (!(key in notCompared))
        for (const [where, changed] of changes(one, [...path, key])) yield [where, { ...value, [key]: changed }]
  } else yield [path.join('.'), typeof value === 'number' ? value + 1 : `other than ${String(value)}`]
}

const listsOfThings = new Set(['recommendations', 'exercise', 'interpretation', 'evidence'])

/** A thing in a list is called by its form, its id or its measure. */
function nameOf(thing: { readonly form?: string; readonly id?: string; readonly measure?: string }): string {
  return thing.form ?? thing.id ?? labels.get(thing.measure ?? '') ?? thing.measure ?? ''
}
const labels = new Map(
  Object.values(knowledge.instruments).flatMap(({ id, label, inputKeys = [] }) =>
    [id, label, ...inputKeys].map((name) => [name, label] as const),
  ),
)

/** Names of things, and texts for readers: of reasons, the end rule and what is silent it is compared whether there is any. */
const notCompared = {
  id: 0,
  form: 0,
  measure: 0,
  note: 0,
  rationale: 0,
  reasons: 0,
  silent: 0,
  endRule: 0,
  missing: 0,
  why: 0,
}

describe.each(file.vignettes.map((one) => [one.id, one] as const))('%s', (id, one) => {
  const stated = parseAssessmentInput(one.input)
  const wanted = one.expected as unknown as VignetteExpectation
  const pathsThatDiffer = (of: VignetteExpectation) => {
    if (!stated.ok) throw new Error(`${id} cannot be read`)
    return compareVignette({ id, title: '', input: stated.value, expected: of }, knowledge).map(({ path }) => path)
  }

  test('each field that is compared is seen when it is otherwise', () => {
    const unseen: string[] = []
    for (const [path, changed] of changes(wanted)) {
      const found = pathsThatDiffer(changed as VignetteExpectation)
      const isSeen = found.some((other) => path === other || path.startsWith(`${other}.`))
      if (!isSeen) unseen.push(`${path}: ${found.join()}`)
    }
    expect(unseen).toEqual([])
  })
})

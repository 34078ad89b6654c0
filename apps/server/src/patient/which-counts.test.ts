import { canonicalJson, type SessionLog } from '@dosis/domain'
import { expect, test } from 'vitest'
import { type Told, whichCounts } from './which-counts.ts'

const log: SessionLog = {
  sessionId: 'morning',
  planId: 'plan',
  planVersion: 1,
  template: 't',
  on: '2026-05-04',
  startedAt: '2026-05-04T08:00:00.000Z',
  endedAt: '2026-05-04T08:30:00.000Z',
  completed: true,
  parts: [],
  effortBorg: 12,
  painBefore: 2,
  painAfter: 3,
  adverseEvent: null,
  note: null,
}
const harm = { eventId: 'e', on: log.on, symptoms: [], severity: 'mild', description: '' } as const
const told = (changes: Partial<SessionLog>, setAside: Told['setAside'] = null): Told => ({
  log: { ...log, ...changes },
  setAside,
})

function* permutations<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  if (items.length < 2) yield items
  for (const [at, item] of items.entries()) {
    for (const rest of permutations(items.toSpliced(at, 1))) yield [item, ...rest]
  }
}

/** What counts and what is beside it, whatever the order in which it came. */
const outcome = (all: readonly Told[]): string =>
  all
    .map((each) => canonicalJson(each))
    .toSorted()
    .join('\n')

/** What three devices told: about one session four times, about another one twice. */
const six: readonly Told[] = [
  told({}),
  told({ note: 'slippery' }),
  told({ painAfter: 6 }),
  told({ endedAt: '2026-05-03T08:00:00.000Z' }, 'dates'),
  told({ sessionId: 'evening', effortBorg: 15 }),
  told({ sessionId: 'evening', effortBorg: null }, 'conflict'),
]

test('all 720 orders of six statements come to the same', () => {
  const outcomes = new Set([...permutations(six)].map((order) => outcome(whichCounts(order))))
  expect(outcomes.size).toBe(1)
  const counting = whichCounts(six).filter(({ setAside }) => setAside === null)
  expect(counting.map(({ log: { sessionId, painAfter, effortBorg } }) => [sessionId, painAfter, effortBorg])).toEqual([
    ['morning', 6, 12],
    ['evening', 3, 15],
  ])
})

test('the same orders find out that the first, or the last, counts', () => {
  const firstCounts = (order: readonly Told[]): readonly Told[] => {
    const seen = new Set<string>()
    return order.map(({ log: each, setAside }) => {
      const isFirst = !seen.has(each.sessionId)
      seen.add(each.sessionId)
      return { log: each, setAside: setAside === 'dates' ? setAside : isFirst ? null : 'conflict' }
    })
  }
  const lastCounts = (order: readonly Told[]) => firstCounts(order.toReversed())
  for (const rule of [firstCounts, lastCounts]) {
    expect(new Set([...permutations(six)].map((order) => outcome(rule(order)))).size).toBeGreaterThan(1)
  }
})

test.each([
  ['with harm', { adverseEvent: harm }, { completed: false, painAfter: 9 }],
  ['that was broken off', { completed: false }, { painAfter: 9, effortBorg: 20 }],
  ['with more pain', { painAfter: 4 }, { painAfter: 3, effortBorg: 20 }],
  ['with more pain before it', { painBefore: 9 }, { painAfter: 8 }],
  ['with a pain that is known', { painBefore: null, painAfter: 0 }, { painBefore: null, painAfter: null }],
  ['with more effort', { effortBorg: 13 }, { effortBorg: 12 }],
])('the one %s counts', (_, worse, better) => {
  for (const order of [
    [worse, better],
    [better, worse],
  ]) {
    const [counts, ...more] = whichCounts(order.map((each) => told(each))).filter(({ setAside }) => setAside === null)
    expect(counts?.log).toEqual({ ...log, ...worse })
    expect(more).toEqual([])
  }
})

test('one that is set aside for its dates never counts, and one alone stays as it is', () => {
  expect(whichCounts([told({}), told({ completed: false }, 'future')]).map(({ setAside }) => setAside)).toEqual([
    null,
    'future',
  ])
  expect(whichCounts([told({}, 'plan')])).toEqual([told({}, 'plan')])
})

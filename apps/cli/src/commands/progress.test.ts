import type { Plan, Progress, ProgressStep } from '@dosis/domain'
import { knowledgeOf } from '../knowledge.ts'
import { expect, test } from 'vitest'
import { describeProgress } from './progress.ts'

const knowledge = knowledgeOf()

function told(step: Partial<ProgressStep>, language: 'en' | 'nl' = 'en'): string {
  const whole: ProgressStep = {
    prescription: 'progressive_resistance' satisfies Plan['prescriptions'][number]['id'],
    action: 'hold',
    from: null,
    to: null,
    rule: 'progressive-resistance/not-yet',
    observed: [],
    factIds: [],
    ...step,
  }
  const proposal: Progress = {
    on: '2026-05-11',
    knowledgeVersion: '',
    steps: [whole],
    alerts: [],
    weeks: [],
    why: [],
    facts: [],
  }
  return describeProgress(proposal, knowledge, { language, colours: false, json: false })
}

test('a load says which exercise, from where to where, and what holds it down', () => {
  const limit = { value: 45, kind: 'hard', rule: 'measured', factIds: [] } as const
  const numbers = [{ key: 'loadKilograms', exercise: 'leg-press', from: 40, to: 45, heldBy: limit }] as const
  expect(told({ action: 'advance', numbers })).toContain('Leg press, load: 40 → 45 kg, no higher than 45 (measured)')
})

test('a number that no source gives is the therapist’s', () => {
  const numbers = [{ key: 'minutesPerWeek', from: 60, to: null }] as const
  const rule = 'brisk-walking/step-by-therapist'
  expect(told({ action: 'ask', rule, numbers })).toContain('60 → ? min a week, the therapist gives the size')
  expect(told({ action: 'ask', rule, numbers }, 'nl')).toContain('De volgende stap mag; hoe groot zegt geen bron.')
})

test('levels of exercises are told by their names, in both languages', () => {
  const step = { from: 1, to: 2, exercise: { from: 'stamping', to: 'heel-drops' } }
  expect(told(step)).toContain('level 1 → 2')
  expect(told(step)).toContain('Stamping → Heel drops')
  expect(told(step, 'nl')).toContain('niveau 1 → 2')
})

test('a figure stands beside what was needed, or beside the limit that it may not reach', () => {
  const observed = [
    { what: 'sessionsThisWeek', observed: 1, needed: 2 },
    { what: 'weightRise', observed: null, needed: 1.8 },
  ] as const
  expect(told({ observed })).toMatch(/sessions this week +1 \(needed: 2\)/u)
  expect(told({ observed })).toMatch(/weight gained within days +not known \(limit: 1.8\)/u)
})

test('a rule of the knowledge speaks in its own words, with its id', () => {
  const lines = told({ action: 'stop', rule: 'general/weight-gain' })
  expect(lines).toContain('Weight rose by 1.8 kg or more within 3 days.')
  expect(lines).toContain('general/weight-gain')
  expect(told({ action: 'ask', rule: 'general/weight-gain' })).toContain('Not known, find out first: Weight rose')
})

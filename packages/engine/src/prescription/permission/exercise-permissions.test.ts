import type { Criterion, ExerciseVerdict, Knowledge, Truth } from '@dosis/domain'
import { expect, test } from 'vitest'
import { constraint, exercise, form, knowledge as base, outcome } from '../fixture.ts'
import { exercisePermissions } from './exercise-permissions.ts'

const knowledge: Knowledge = {
  ...base,
  forms: {
    strength: form('strength', 'resistance', {}, { exercises: ['leg-press', 'chair', 'plank'] }),
    other_strength: form('other_strength', 'resistance', {}, { exercises: ['chair'] }),
    jumping: form('jumping', 'impact', {}, { exercises: ['jumps'] }),
  },
  exercises: {
    'leg-press': exercise('leg-press', { equipment: ['leg-press'], easier: 'chair' }),
    chair: exercise('chair', { easier: 'plank' }),
    plank: exercise('plank', { isometric: true, easier: 'chair' }),
    jumps: exercise('jumps', { modality: 'impact', easier: 'chair' }),
  },
  constraints: {
    'no-holds': constraint('no-holds', 'heart', { avoidsIsometric: true }),
    'no-impact': constraint('no-impact', 'fracture', {
      modalities: [],
      forms: ['jumping'],
      limits: { impactsPerSession: { highest: 0, limit: 'soft' } },
    }),
    slowly: constraint('slowly', 'heart', { adaptation: { en: 'slowly', nl: 'langzaam' }, adapts: ['tempo'] }),
    doubtful: constraint('doubtful', 'back', { adaptation: { en: 'doubt', nl: 'twijfel' }, adapts: ['evidence'] }),
  },
}

function verdicts(
  forms: Readonly<Record<string, ExerciseVerdict>>,
  conditions: Readonly<Record<string, Truth>> = {},
  equipment?: readonly string[],
) {
  const permissions = exercisePermissions({
    outcomes: Object.entries(forms).map(([id, verdict]) => outcome(id, verdict)),
    knowledge,
    judge: (criterion: Criterion) => {
      const id = 'condition' in criterion ? criterion.condition : ''
      const truth = conditions[id] ?? 'no'
      return { truth, facts: [], missing: truth === 'unknown' ? [`condition-${id}`] : [] }
    },
    preferences: equipment === undefined ? {} : { equipment },
  })
  return Object.fromEntries(permissions.map((one) => [one.exercise, one]))
}

test('an exercise is as possible as its form, and says which rule decided', () => {
  const { 'leg-press': press, jumps } = verdicts({ strength: 'allowed', jumping: 'not_allowed' })
  expect(press).toMatchObject({
    verdict: 'allowed',
    because: [{ kind: 'form', form: 'strength', verdict: 'allowed', rule: 'strength/row' }],
  })
  expect(jumps).toMatchObject({ verdict: 'not_allowed', instead: 'chair' })
})

test('the sources are silent about an exercise of which no form was considered', () => {
  expect(verdicts({}).chair).toMatchObject({ verdict: 'silent', because: [{ kind: 'no_form' }] })
})

test.each(['not_allowed', 'conflict', 'unknown', 'no_recommendation', 'silent'] as const)(
  '%s in one form is not undone by another',
  (verdict) => {
    expect(verdicts({ strength: verdict, other_strength: 'allowed' }).chair?.verdict).toBe(verdict)
  },
)

test('evidence that does not reach this patient does not take away what another source allows', () => {
  expect(verdicts({ strength: 'not_supported', other_strength: 'allowed' }).chair?.verdict).toBe('allowed')
})

test('one long hold is left out where a rule advises against it, and waits while that is not known', () => {
  const held = verdicts({ strength: 'allowed' }, { heart: 'yes' })
  expect([held.plank?.verdict, held.chair?.verdict, held.plank?.instead]).toEqual([
    'not_allowed',
    'allowed_with_conditions',
    'chair',
  ])
  expect(verdicts({ strength: 'allowed' }, { heart: 'unknown' }).plank).toMatchObject({
    verdict: 'unknown',
    missing: ['condition-heart'],
  })
})

test('a ceiling of nothing is a conflict while a clinician may still cross it', () => {
  expect(verdicts({ jumping: 'allowed' }, { fracture: 'yes' }).jumps).toMatchObject({
    verdict: 'conflict',
    because: [{ kind: 'form' }, { kind: 'nothing_left', rule: 'no-impact', limit: 'soft' }, { kind: 'limited' }],
  })
})

test('a doubt about the evidence limits nothing; a tempo does', () => {
  expect(verdicts({ strength: 'allowed' }, { back: 'yes' }).chair?.verdict).toBe('allowed')
  expect(verdicts({ strength: 'allowed' }, { heart: 'yes' }).chair?.verdict).toBe('allowed_with_conditions')
})

test('equipment that the patient lacks is named and does not change the verdict', () => {
  expect(verdicts({ strength: 'allowed' })['leg-press']).toMatchObject({ verdict: 'allowed', lacks: ['leg-press'] })
  expect(verdicts({ strength: 'allowed' }, {}, ['leg-press'])['leg-press']?.lacks).toEqual([])
})

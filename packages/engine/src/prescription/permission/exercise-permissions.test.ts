import type { Criterion, ExerciseVerdict, Knowledge, Truth } from '@dosis/domain'
import { expect, test } from 'vitest'
import { constraint, exercise, form, knowledge as base, outcome } from '../fixture.ts'
import { exercisePermissions } from './exercise-permissions.ts'

const knowledge: Knowledge = {
  ...base,
  forms: {
    strength: form('strength', 'resistance', {}, { exercises: ['leg-press', 'chair', 'plank'] }),
    other_strength: form('other_strength', 'resistance', {}, { exercises: ['chair'] }),
    jumping: form('jumping', 'impact', {}, { exercises: ['jumps', 'hops', 'steps'] }),
  },
  exercises: {
    'leg-press': exercise('leg-press', { equipment: ['leg-press'], easier: 'chair' }),
    chair: exercise('chair', { easier: 'plank' }),
    plank: exercise('plank', { isometric: true, easier: 'chair' }),
    jumps: exercise('jumps', {
      modality: 'impact',
      easier: 'hops',
      impact: { class: 2, factIds: [] },
    }),
    hops: exercise('hops', { modality: 'impact', easier: 'steps', impact: { class: 2, factIds: [] } }),
    steps: exercise('steps', { modality: 'impact', impact: { class: 1, factIds: [] } }),
  },
  constraints: {
    'no-holds': constraint('no-holds', 'heart', { avoidsIsometric: true }),
    'no-impact': constraint('no-impact', 'fracture', {
      modalities: [],
      forms: ['jumping'],
      limits: { impactsPerSession: { highest: 0, limit: 'soft' } },
    }),
    'nothing-at-all': constraint('nothing-at-all', 'acute', {
      modalities: ['impact'],
      limits: {
        impactsPerSet: { highest: 0, limit: 'soft' },
        impactsPerSession: { highest: 0, limit: 'hard' },
      },
    }),
    'one-form': constraint('one-form', 'tired', {
      modalities: [],
      forms: ['other_strength'],
      limits: { sets: { highest: 0, limit: 'hard' } },
    }),
    low: constraint('low', 'brittle', { modalities: ['impact'], highestImpact: 1 }),
    breathing: constraint('breathing', 'breath', { breathingCue: true }),
    fewer: constraint('fewer', 'frail', { limits: { sets: { highest: 2, limit: 'hard' } } }),
    slowly: constraint('slowly', 'heart', { adaptation: { en: 'slowly', nl: 'langzaam' }, adapts: ['tempo'] }),
    mixed: constraint('mixed', 'both', { adaptation: { en: 'both', nl: 'beide' }, adapts: ['evidence', 'tempo'] }),
    unnamed: constraint('unnamed', 'other', { adaptation: { en: 'other', nl: 'anders' } }),
    taught: constraint('taught', 'lesson', { adaptation: { en: 'why', nl: 'waarom' }, adapts: ['education'] }),
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
  expect(jumps).toMatchObject({ verdict: 'not_allowed', instead: null })
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
  expect(verdicts({ strength: 'allowed' }, { lesson: 'yes' }).chair?.verdict).toBe('allowed')
  expect(verdicts({ strength: 'allowed' }, { heart: 'yes' }).chair?.verdict).toBe('allowed_with_conditions')
})

test('equipment that the patient lacks is named and does not change the verdict', () => {
  expect(verdicts({ strength: 'allowed' })['leg-press']).toMatchObject({ verdict: 'allowed', lacks: ['leg-press'] })
  expect(verdicts({ strength: 'allowed' }, {}, ['leg-press'])['leg-press']?.lacks).toEqual([])
})

test.each([
  ['fracture', 'yes', 'conflict', []],
  ['fracture', 'unknown', 'unknown', ['condition-fracture']],
  ['acute', 'yes', 'not_allowed', []],
  ['acute', 'unknown', 'unknown', ['condition-acute']],
  ['brittle', 'yes', 'conflict', []],
  ['brittle', 'unknown', 'unknown', ['condition-brittle']],
  ['brittle', 'no', 'allowed', []],
] as const)('impact that a rule closes (%s %s) is %s', (condition, truth, verdict, missing) => {
  expect(verdicts({ jumping: 'allowed' }, { [condition]: truth }).jumps).toMatchObject({ verdict, missing })
})

test('one hard ceiling of nothing among soft ones is hard', () => {
  const { because } = verdicts({ jumping: 'allowed' }, { acute: 'yes' }).jumps ?? {}
  expect(because).toContainEqual({
    kind: 'nothing_left',
    rule: 'nothing-at-all',
    missing: [],
    limit: 'hard',
    factIds: ['FACT-nothing-at-all'],
  })
})

test('a ceiling of nothing on one form of an exercise leaves it what its other forms give', () => {
  const both = { strength: 'allowed', other_strength: 'allowed' } as const
  expect(verdicts(both, { tired: 'yes' }).chair).toMatchObject({
    verdict: 'allowed_with_conditions',
    because: [{ kind: 'form' }, { kind: 'form' }, { kind: 'limited', rule: 'one-form' }],
  })
})

test('only exercises above the impact that a rule allows are left out, and the next possible one is named', () => {
  const { jumps, hops, steps } = verdicts({ jumping: 'allowed' }, { brittle: 'yes' })
  expect([jumps?.instead, hops?.instead]).toEqual(['steps', 'steps'])
  expect(steps).toMatchObject({ verdict: 'allowed', because: [{ kind: 'form' }], instead: null })
})

test.each(['breath', 'frail', 'both', 'other'])(
  'a rule about how or how much (%s) makes it possible with conditions',
  (condition) => {
    expect(verdicts({ strength: 'allowed' }, { [condition]: 'yes' }).chair?.verdict).toBe('allowed_with_conditions')
  },
)

test('what a form and a rule wait for is named once, in order', () => {
  const forms = { ...outcome('jumping', 'unknown'), missing: ['z-of-the-form', 'condition-acute'] }
  const [jumps] = exercisePermissions({
    outcomes: [forms],
    knowledge: { ...knowledge, exercises: { jumps: exercise('jumps', { modality: 'impact' }) } },
    judge: ({ condition }: Criterion & { condition?: string }) =>
      condition === 'acute'
        ? { truth: 'unknown', facts: [], missing: ['condition-acute'] }
        : { truth: 'no', facts: [], missing: [] },
    preferences: {},
  })
  expect(jumps?.missing).toEqual(['condition-acute', 'z-of-the-form'])
})

test('exercises that verdicts and rules see alike are judged once, each with the same answer', () => {
  const alike = ['bridge', 'calf', 'lunge'].map((id) => [id, exercise(id, { equipment: [id] })] as const)
  const judgedFor = (exercises: Knowledge['exercises']) => {
    let questions = 0
    const permissions = exercisePermissions({
      outcomes: [outcome('strength', 'allowed')],
      knowledge: {
        ...knowledge,
        exercises,
        forms: {
          strength: form('strength', 'resistance', {}, { exercises: ['bridge'], alternatives: ['calf', 'lunge'] }),
        },
      },
      judge: () => {
        questions += 1
        return { truth: 'yes', facts: [], missing: [] }
      },
      preferences: { equipment: ['lunge'] },
    })
    return { questions, permissions }
  }
  const together = judgedFor(Object.fromEntries(alike))
  const apart = alike.map((one) => judgedFor(Object.fromEntries([one])))
  expect(together.permissions).toEqual(apart.flatMap(({ permissions }) => permissions))
  expect(together.questions).toBe(apart[0]?.questions)
  expect(together.permissions.map(({ lacks }) => lacks)).toEqual([['bridge'], ['calf'], []])
})

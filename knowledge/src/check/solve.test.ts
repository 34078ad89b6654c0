import type { Criterion, Truth } from '@dosis/domain'
import { judge } from '@dosis/engine'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readKnowledge } from '../index.ts'
import { contextWith, type Variable, variablesOf } from './assignments.ts'
import { type Requirement, solve } from './solve.ts'

const knowledge = readKnowledge()

const leaf: fc.Arbitrary<Criterion> = fc.oneof(
  fc.record({ fact: fc.constantFrom('frail', 'beta-blocker'), is: fc.boolean() }),
  fc.record({ fact: fc.constant('frail'), isKnown: fc.boolean() }),
  fc.record({ fact: fc.constant('nyha-class'), atLeast: fc.constantFrom(2, 3) }),
  fc.record({ fact: fc.constant('nyha-class'), below: fc.constantFrom(2, 3) }),
  fc.record({ condition: fc.constantFrom('hfref', 'copd') }),
  fc.record({ definition: fc.constant('risk-group-3') }),
  fc.record({ treatmentStarted: fc.boolean() }),
  fc.record({ weeksSinceStart: fc.record({ atLeast: fc.constantFrom(6, 12) }) }),
  fc.record({ request: fc.constant('strength') }),
)
const { criterion } = fc.letrec<{ criterion: Criterion }>((tie) => ({
  criterion: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.record({ all: fc.array(tie('criterion'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('criterion'), { maxLength: 3 }) }),
    fc.record({ not: tie('criterion') }),
  ),
}))
const requirement: fc.Arbitrary<Requirement> = fc.record({
  when: criterion,
  is: fc.constantFrom('yes', 'no', 'not_yes'),
})
const isMet = (is: Requirement['is'], truth: Truth) => (is === 'not_yes' ? truth !== 'yes' : truth === is)

/** Whether any of all combinations, each thing also left unknown, meets every requirement. */
function exists(requirements: readonly Requirement[], left: readonly Variable[], chosen: Variable['values']): boolean {
  const [next, ...rest] = left
  if (next === undefined) {
    const context = contextWith(chosen, knowledge)
    return requirements.every(({ when, is }) => isMet(is, judge(when, context).truth))
  }
  return [null, ...next.values].some((value) =>
    exists(requirements, rest, value === null ? chosen : [...chosen, value]),
  )
}

test('finds a patient exactly when trying all of them does, and never gives up on criteria of this size', () => {
  fc.assert(
    fc.property(fc.array(requirement, { minLength: 1, maxLength: 3 }), (requirements) => {
      const whens = requirements.map(({ when }) => when)
      const variables = variablesOf(whens, knowledge)
      fc.pre(variables.reduce((product, { values }) => product * (values.length + 1), 1) <= 20_000)
      const solution = solve(requirements, knowledge)
      expect(solution.is).toBe(exists(requirements, variables, []) ? 'found' : 'impossible')
      if (solution.is !== 'found') return
      for (const { when, is } of requirements) expect(isMet(is, judge(when, solution.witness).truth)).toBe(true)
    }),
    { numRuns: 400, seed: 20261123 },
  )
})

import { and, type Criterion, type Knowledge, negate, or, type Truth } from '@dosis/domain'
import { type Context, judge } from '@dosis/engine'
import { criteriaIn } from '../criteria-in.ts'
import { contextWith, nameOf, type Variable, variablesOf } from './assignments.ts'

/** What must be true of a patient who is looked for. `not_yes`: it does not hold, or that is not known. */
export interface Requirement {
  readonly when: Criterion
  readonly is: 'yes' | 'no' | 'not_yes'
}

/**
 * A patient for whom all requirements hold; proof that there is none; the search was given up; or it cannot begin, because
 * a definition is not there (which is told elsewhere).
 */
export type Solution =
  | { readonly is: 'found'; readonly witness: Context }
  | { readonly is: 'impossible' | 'given_up' | 'not_defined' }

/** Beyond so many steps the search is given up; the knowledge of now needs a few hundred at most. */
const mostSteps = 20_000

/**
 * Looks for a patient for whom all requirements hold, among all that the criteria can tell apart: numbers at, below and
 * above every threshold, every code, every kind of fracture. It sets one thing at a time, the first that an open
 * requirement looks at, and turns back as soon as a requirement cannot hold any more whatever the rest will be.
 */
export function solve(required: readonly Requirement[], knowledge: Knowledge): Solution {
  const whens = required.map(({ when }) => when)
  if (!areDefined(whens, knowledge)) return { is: 'not_defined' }
  const variables = variablesOf(whens, knowledge).map((variable) => ({
    ...variable,
    values: toldApart(variable, knowledge),
  }))
  // Those that look at the fewest things first: what cannot hold together shows at once.
  const breadth = (when: Criterion) => variablesOf([when], knowledge).length
  const requirements = required
    .map((requirement) => ({ requirement, looksAt: breadth(requirement.when) }))
    .sort((left, right) => left.looksAt - right.looksAt)
    .map(({ requirement }) => requirement)
  const byName = new Map(variables.map((variable) => [variable.name, variable]))
  let steps = 0

  const from = (chosen: Chosen): Solution => {
    steps += 1
    if (steps > mostSteps) return { is: 'given_up' }
    const context = contextOfChosen(chosen, variables, knowledge)
    const open = requirements.find(({ when, is }) => !isMet(is, judge(when, context).truth))
    if (open === undefined) return { is: 'found', witness: context }
    if (requirements.some(({ when, is }) => isLost(is, bound(when, context, chosen, knowledge)))) return impossible
    const variable = byName.get(firstOpen(open.when, context, chosen, knowledge) ?? '')
    if (variable === undefined) return impossible
    for (const value of variable.values) {
      const solution = from(new Map([...chosen, [variable.name, value]]))
      if (solution.is !== 'impossible') return solution
    }
    return impossible
  }
  return from(new Map())
}

/** One of all values for which every criterion comes to the same. */
function toldApart({ values, atoms }: Variable, knowledge: Knowledge): Variable['values'] {
  const byTruths = new Map<string, Variable['values'][number]>()
  for (const value of values) {
    const context = contextWith([value], knowledge)
    const truths = atoms.map((atom) => judge(atom, context).truth).join()
    if (!byTruths.has(truths)) byTruths.set(truths, value)
  }
  return [...byTruths.values()]
}

function areDefined(criteria: readonly Criterion[], knowledge: Knowledge, opened: readonly string[] = []): boolean {
  return criteria.every((criterion) =>
    criteriaIn(criterion, []).every(({ criterion: part }) => {
      if (!('definition' in part) || opened.includes(part.definition)) return true
      const definition = knowledge.definitions[part.definition]
      return definition !== undefined && areDefined([definition.when], knowledge, [...opened, part.definition])
    }),
  )
}

const impossible: Solution = { is: 'impossible' }

type Chosen = ReadonlyMap<string, Variable['values'][number]>

function contextOfChosen(chosen: Chosen, variables: readonly Variable[], knowledge: Knowledge): Context {
  const context = contextWith([...chosen.values()], knowledge)
  for (const { name } of variables) {
    const [, decision] = /^decided (.*)$/.exec(name) ?? []
    if (decision !== undefined && !context.decided.has(decision)) {
      context.decided.set(decision, { outcomes: ['unknown'], isUndecided: true, missing: [] })
    }
  }
  return context
}

function isMet(is: Requirement['is'], truth: Truth): boolean {
  return is === 'not_yes' ? truth !== 'yes' : truth === is
}

/** `truth` stays what it is when more is set, unless it is unknown. */
function isLost(is: Requirement['is'], truth: Truth): boolean {
  return is === 'yes' ? truth === 'no' : truth === 'yes'
}

/** The truth whatever will be set later; unknown while that matters. */
function bound(when: Criterion, context: Context, chosen: Chosen, knowledge: Knowledge): Truth {
  const inside = (part: Criterion) => bound(part, context, chosen, knowledge)
  if ('all' in when) return and(when.all.map(inside))
  if ('any' in when) return or(when.any.map(inside))
  if ('not' in when) return negate(inside(when.not))
  if ('definition' in when) {
    const definition = knowledge.definitions[when.definition]
    return definition === undefined ? 'unknown' : inside(definition.when)
  }
  return chosen.has(nameOf(when)) ? judge(when, context).truth : 'unknown'
}

/** The first thing not set yet that the criterion still depends on. */
function firstOpen(when: Criterion, context: Context, chosen: Chosen, knowledge: Knowledge): string | undefined {
  if (bound(when, context, chosen, knowledge) !== 'unknown') return undefined
  if ('all' in when || 'any' in when) {
    for (const part of 'all' in when ? when.all : when.any) {
      const name = firstOpen(part, context, chosen, knowledge)
      if (name !== undefined) return name
    }
    return undefined
  }
  if ('not' in when) return firstOpen(when.not, context, chosen, knowledge)
  if ('definition' in when) {
    const definition = knowledge.definitions[when.definition]
    return definition === undefined ? undefined : firstOpen(definition.when, context, chosen, knowledge)
  }
  return chosen.has(nameOf(when)) ? undefined : nameOf(when)
}

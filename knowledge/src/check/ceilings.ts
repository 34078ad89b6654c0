import type { Criterion, DoseConstraint, DoseKey, DoseRule, ExerciseForm, ExerciseRow, Knowledge } from '@dosis/domain'
import { judge } from '@dosis/engine'
import { contextWith, type Draft, nameOf, variablesOf } from './assignments.ts'
import type { Found } from './finding.ts'
import { type Requirement, solve } from './solve.ts'
import { type Worsening, worsenings } from './worse.ts'

/** Numbers that make a session lighter when they rise; a ceiling on them guards nobody. */
const spares: readonly DoseKey[] = ['walkSeconds', 'restSeconds', 'secondsPerRepetition', 'secondsDown', 'secondsUp']

/**
 * Finds ceilings that rise, or go, when one thing about the patient gets worse and all the rest stays as it is: between
 * two rows of a form, and of rules that limit. Proven for every patient whom the criteria can tell apart.
 */
export function checkCeilings(knowledge: Knowledge): Found[] {
  const steps = worsenings(knowledge)
  return [
    ...Object.values(knowledge.forms).flatMap((form) => ofForm(form, steps, knowledge)),
    ...Object.values(knowledge.constraints).flatMap((constraint) => ofConstraint(constraint, steps, knowledge)),
  ]
}

function ofForm(form: ExerciseForm, steps: readonly Worsening[], knowledge: Knowledge): Found[] {
  const dosing = form.rows.filter(({ dose }) => Object.keys(dose).length > 0)
  return dosing.flatMap((worse) => {
    const milder = dosing.filter((better) => risen(better, worse) !== null)
    return milder.flatMap((better): Found[] => {
      const step = steps.find((one) => leadsTo(form, better, worse, one, knowledge))
      if (step === undefined) return []
      const key = risen(better, worse) ?? ''
      const message = `is higher than in row "${better.id}", from which ${step.what} can lead here`
      const path = ['rows', form.rows.indexOf(worse), 'dose', key]
      return [{ kind: 'ceiling-rises', in: { kind: 'forms', id: form.id }, path, message }]
    })
  })
}

/** The first number of which the second row allows more than the first. */
function risen(better: ExerciseRow, worse: ExerciseRow): DoseKey | null {
  const keys = Object.keys({ ...better.dose, ...worse.dose }) as DoseKey[]
  const most = (rule: DoseRule | undefined) => rule?.highest ?? rule?.upTo ?? rule?.start ?? null
  const rises = keys.find((key) => {
    const [before, after] = [most(better.dose[key]), most(worse.dose[key])]
    return !spares.includes(key) && before !== null && after !== null && after > before
  })
  return rises ?? null
}

/** Whether somebody exists who gets the first row, and the second after this one step for the worse. */
function leadsTo(
  { rows, listedWhen }: ExerciseForm,
  better: ExerciseRow,
  worse: ExerciseRow,
  step: Worsening,
  knowledge: Knowledge,
): boolean {
  const deciding = (row: ExerciseRow, set: Worsening['better']): Requirement[] => {
    const before = rows.slice(0, rows.indexOf(row)).flatMap(({ when }) => when ?? [])
    const own = [listedWhen, ...(row.when === undefined ? [] : [row.when])]
    return [
      ...own.map((when) => ({ when: fixed(when, step.name, set, knowledge), is: 'yes' as const })),
      ...before.map((when) => ({ when: fixed(when, step.name, set, knowledge), is: 'no' as const })),
    ]
  }
  return mayExist([...deciding(better, step.better), ...deciding(worse, step.worse)], knowledge)
}

/** A search that is given up is no proof. */
function mayExist(requirements: readonly Requirement[], knowledge: Knowledge): boolean {
  const { is } = solve(requirements, knowledge)
  return is === 'found' || is === 'given_up'
}

function ofConstraint(constraint: DoseConstraint, steps: readonly Worsening[], knowledge: Knowledge): Found[] {
  const { id, when, limits, avoidsIsometric, highestImpact, breathingCue } = constraint
  const guards =
    Object.keys(limits).length > 0 || avoidsIsometric === true || highestImpact !== undefined || breathingCue
  if (!guards) return []
  const names = new Set(variablesOf([when], knowledge).map(({ name }) => name))
  const step = steps.find((one) => {
    if (!names.has(one.name)) return false
    const [better, worse] = [fixed(when, one.name, one.better, knowledge), fixed(when, one.name, one.worse, knowledge)]
    const both: Requirement[] = [
      { when: better, is: 'yes' },
      { when: worse, is: 'no' },
    ]
    return mayExist(both, knowledge)
  })
  if (step === undefined) return []
  const message = `its limits may go when ${step.what}: what is worse must not lift them`
  return [{ kind: 'ceiling-rises', in: { kind: 'constraints', id }, path: ['when'], message }]
}

const always: Criterion = { all: [] }
const never: Criterion = { any: [] }

/** The criterion with one thing filled in; what it says about all else stays open. */
function fixed(when: Criterion, name: string, set: (draft: Draft) => void, knowledge: Knowledge): Criterion {
  const inside = (part: Criterion) => fixed(part, name, set, knowledge)
  if ('all' in when) return { all: when.all.map(inside) }
  if ('any' in when) return { any: when.any.map(inside) }
  if ('not' in when) return { not: inside(when.not) }
  if ('definition' in when) {
    const definition = knowledge.definitions[when.definition]
    return definition === undefined ? when : inside(definition.when)
  }
  if (nameOf(when) !== name) return when
  const { truth } = judge(when, contextWith([set], knowledge))
  return truth === 'unknown' ? when : truth === 'yes' ? always : never
}

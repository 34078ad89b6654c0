import type {
  AdaptationKind,
  DoseConstraint,
  Exercise,
  ExerciseForm,
  ExerciseOutcome,
  ExercisePermission,
  ExerciseVerdict,
  Knowledge,
  PermissionReason,
  PlanPreferences,
} from '@dosis/domain'
import { compare } from '../../progression/session-logs.ts'
import { type ApplyingConstraint, applyingConstraints, type JudgeCriterion } from '../applying-constraints.ts'
import { isAboveImpact } from '../choose-exercises.ts'
import { uniqueIds } from '../draft-dose.ts'
import { exercisesOfForm } from '../exercises-of-form.ts'

export interface PermissionSources {
  /** The verdicts on the forms that were considered for this patient. */
  readonly outcomes: readonly ExerciseOutcome[]
  readonly knowledge: Knowledge
  readonly judge: JudgeCriterion
  readonly preferences: Pick<PlanPreferences, 'equipment'>
}

/**
 * For every exercise of the library whether this patient may do it, and why: the verdicts on its forms, the rules that
 * forbid or limit it, the equipment. The most cautious reason decides; the order of rules does not matter.
 */
export function exercisePermissions(sources: PermissionSources): readonly ExercisePermission[] {
  const { knowledge } = sources
  const verdictOn = new Map<Alike, JudgedAlike>()
  const judged = alikeExercises(knowledge).map(({ exercise, alike }) => {
    const known = verdictOn.get(alike) ?? judgeAlike(alike, sources)
    verdictOn.set(alike, known)
    return permissionOf(exercise, known, sources)
  })
  const possible = new Set(judged.filter(({ verdict }) => isPossible(verdict)).map(({ exercise }) => exercise))
  return judged.map((one) =>
    isPossible(one.verdict) ? one : { ...one, instead: easierThan(one.exercise, possible, knowledge) },
  )
}

export function isPossible(verdict: ExerciseVerdict): boolean {
  return verdict === 'allowed' || verdict === 'allowed_with_conditions'
}

/** All of an exercise that verdicts and rules look at: exercises that are alike in it are judged once. */
interface Alike {
  readonly forms: readonly ExerciseForm[]
  readonly seen: Pick<Exercise, 'isometric' | 'impact'>
}
type JudgedAlike = Pick<ExercisePermission, 'verdict' | 'because' | 'missing'>

const alikeByKnowledge = new WeakMap<Knowledge, readonly { readonly exercise: Exercise; readonly alike: Alike }[]>()

/** Every exercise in the order of their names, with what it is judged by; found once for each knowledge. */
function alikeExercises(knowledge: Knowledge) {
  const before = alikeByKnowledge.get(knowledge)
  if (before !== undefined) return before
  const all = Object.values(knowledge.forms).map((form) => ({ form, of: new Set(exercisesOfForm(form)) }))
  const known = new Map<string, Alike>()
  const found = Object.keys(knowledge.exercises)
    .sort(compare)
    .map((id) => {
      const exercise = knowledge.exercises[id] as Exercise
      const { isometric, impact } = exercise
      const forms = all.flatMap(({ form, of }) => (of.has(id) ? [form] : []))
      const key = JSON.stringify([forms.map((form) => form.id), isometric, impact?.class ?? null])
      const alike = known.get(key) ?? { forms, seen: { isometric, ...(impact === undefined ? {} : { impact }) } }
      known.set(key, alike)
      return { exercise, alike }
    })
  alikeByKnowledge.set(knowledge, found)
  return found
}

function permissionOf(exercise: Exercise, judged: JudgedAlike, { preferences }: PermissionSources): ExercisePermission {
  return {
    exercise: exercise.id,
    ...judged,
    lacks: exercise.equipment.filter((thing) => !(preferences.equipment ?? []).includes(thing)),
    instead: null,
  }
}

function judgeAlike({ forms, seen }: Alike, { knowledge, outcomes, judge }: PermissionSources): JudgedAlike {
  const verdicts = outcomes.filter(({ form }) => forms.some(({ id }) => id === form))
  const constraints = applyingConstraints(forms, knowledge, judge)
  const because: readonly PermissionReason[] = [
    ...verdicts.map(({ form, verdict, rule, factIds }) => ({ kind: 'form', form, verdict, rule, factIds }) as const),
    ...(verdicts.length === 0 ? [{ kind: 'no_form' } as const] : []),
    ...constraints.flatMap((one) => heldStill(one, seen)),
    ...constraints.flatMap((one) => tooMuchImpact(one, seen)),
    ...constraints.flatMap((one) => nothingLeft(one, forms)),
    ...constraints.flatMap(limited),
  ]
  return {
    verdict: mostCautious(because),
    because,
    missing: uniqueIds([
      ...verdicts.flatMap(({ missing }) => missing),
      ...because.flatMap((reason) => ('missing' in reason ? reason.missing : [])),
    ]),
  }
}

function heldStill({ constraint, missing }: ApplyingConstraint, { isometric }: Alike['seen']): PermissionReason[] {
  if (constraint.avoidsIsometric !== true || !isometric) return []
  return [{ kind: 'held_still', rule: constraint.id, missing, factIds: constraint.factIds }]
}

function tooMuchImpact({ constraint, missing }: ApplyingConstraint, seen: Alike['seen']): PermissionReason[] {
  if (!isAboveImpact(seen, constraint)) return []
  return [{ kind: 'too_much_impact', rule: constraint.id, missing, factIds: constraint.factIds }]
}

/** A ceiling of nothing on the forms of the exercise, such as no impact beyond that of brisk walking. */
function nothingLeft({ constraint, missing }: ApplyingConstraint, forms: readonly ExerciseForm[]): PermissionReason[] {
  const isAboutAll = forms.every((form) => concernsForm(constraint, form))
  const limits = Object.values(constraint.limits).filter(({ highest }) => highest === 0)
  if (!isAboutAll || limits.length === 0) return []
  const limit = limits.some((one) => one.limit === 'hard') ? 'hard' : 'soft'
  return [{ kind: 'nothing_left', rule: constraint.id, missing, limit, factIds: constraint.factIds }]
}

function concernsForm({ forms, modalities }: DoseConstraint, { id, modality }: ExerciseForm): boolean {
  return forms.includes(id) || modalities.includes(modality)
}

/** Kinds of adaptation that inform and change nothing about the exercise itself. */
const informs: ReadonlySet<AdaptationKind> = new Set<AdaptationKind>(['education', 'evidence'])

function limited({ constraint, missing }: ApplyingConstraint): PermissionReason[] {
  const { limits, breathingCue, adaptation, adapts, highestImpact } = constraint
  // it leaves exercises out, and changes nothing about the others
  if (highestImpact !== undefined) return []
  const changes = adaptation !== null && (adapts ?? ['technique' as const]).some((kind) => !informs.has(kind))
  if (Object.keys(limits).length === 0 && !breathingCue && !changes) return []
  return [{ kind: 'limited', rule: constraint.id, missing, factIds: constraint.factIds }]
}

/**
 * From the most cautious to the least. What one form holds back no other brings in; only evidence that does not reach this
 * patient (not supported) leaves another form free.
 */
const caution: readonly ExerciseVerdict[] = [
  'not_allowed',
  'conflict',
  'unknown',
  'no_recommendation',
  'silent',
  'allowed_with_conditions',
  'allowed',
  'not_supported',
]

function mostCautious(because: readonly PermissionReason[]): ExerciseVerdict {
  const verdicts = because.flatMap(verdictOf)
  const strictest = caution.find((verdict) => verdicts.includes(verdict)) ?? 'silent'
  const isLimited = because.some(({ kind }) => kind === 'limited')
  return strictest === 'allowed' && isLimited ? 'allowed_with_conditions' : strictest
}

function verdictOf(reason: PermissionReason): readonly ExerciseVerdict[] {
  switch (reason.kind) {
    case 'form':
      return [reason.verdict]
    // a doubt of the guideline (fracture risk, healing) that a professional has to settle
    case 'too_much_impact':
      return [reason.missing.length === 0 ? 'conflict' : 'unknown']
    case 'held_still':
      return [reason.missing.length === 0 ? 'not_allowed' : 'unknown']
    case 'nothing_left':
      if (reason.missing.length > 0) return ['unknown']
      return [reason.limit === 'hard' ? 'not_allowed' : 'conflict']
    case 'limited':
      return []
    case 'no_form':
      return ['silent']
  }
}

/** Down the chain of easier exercises; the library has no circles, which its check sees to. */
function easierThan(id: string, possible: ReadonlySet<string>, { exercises }: Knowledge): string | null {
  const seen = new Set<string>()
  let next = exercises[id]?.easier ?? null
  while (next !== null && !seen.has(next)) {
    if (possible.has(next)) return next
    seen.add(next)
    next = exercises[next]?.easier ?? null
  }
  return null
}

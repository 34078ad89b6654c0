import type { StatementId } from './reason.ts'
import type { Review } from './knowledge.ts'

// How each class is assigned stands in docs/how-to/exercise.md.

export const exercisePurposes = [
  'legs',
  'hips',
  'calves',
  'back',
  'trunk',
  'chest',
  'shoulders',
  'arms',
  'hands',
  'standing-up',
  'stairs',
  'walking',
  'balance',
  'bone',
  'endurance',
  'posture',
  'neck-mobility',
  'back-mobility',
  'chest-mobility',
  'shoulder-mobility',
  'hand-mobility',
  'hip-mobility',
  'knee-mobility',
  'ankle-mobility',
  'inspiratory-muscles',
  'breathlessness',
  'airways',
  'relaxation',
] as const
export type ExercisePurpose = (typeof exercisePurposes)[number]

export const exercisePostures = [
  'standing',
  'sitting',
  'supine',
  'prone',
  'side-lying',
  'quadruped',
  'kneeling',
] as const
export type ExercisePosture = (typeof exercisePostures)[number]

export const muscles = [
  'deep-neck-flexors',
  'neck-muscles',
  'trapezius',
  'shoulder-blade-retractors',
  'serratus',
  'rotator-cuff',
  'deltoid',
  'pectorals',
  'latissimus',
  'biceps',
  'triceps',
  'forearm-rotators',
  'wrist-extensors',
  'wrist-flexors',
  'finger-extensors',
  'finger-flexors',
  'diaphragm',
  'intercostals',
  'back-extensors',
  'abdominals',
  'deep-abdominals',
  'obliques',
  'hip-flexors',
  'gluteus-maximus',
  'gluteus-medius',
  'adductors',
  'quadriceps',
  'hamstrings',
  'calf',
  'shin',
] as const
export type Muscle = (typeof muscles)[number]

export const joints = [
  'neck',
  'upper-back',
  'lower-back',
  'shoulder',
  'elbow',
  'wrist',
  'fingers',
  'hip',
  'knee',
  'ankle',
] as const
export type Joint = (typeof joints)[number]

export const jointLoads = ['low', 'medium', 'high'] as const
export type JointLoad = (typeof jointLoads)[number]

export const spineMovements = ['neutral', 'flexion', 'extension', 'rotation', 'side-bend'] as const
export const spineLoads = ['none', 'body', 'weight', 'landing'] as const

/** How much of a repetition is held still. */
export const holds = ['none', 'brief', 'whole'] as const

/** Why somebody falls more easily in an exercise than in quiet standing. */
export const fallReasons = [
  'one-leg',
  'narrow-base',
  'eyes-closed',
  'soft-support',
  'moving-support',
  'step',
  'backward',
  'turning',
  'floor-to-stand',
  'jump',
] as const
export type FallReason = (typeof fallReasons)[number]

/** Who is there: nobody has to be, a professional at the first time, or somebody at every session. */
export const supervisions = ['alone', 'first-time', 'always'] as const

/**
 * How an exercise is done and what it loads: for who reads it or does it, never for a decision. The classes describe the
 * movement and say nothing about what a patient may do.
 */
export interface ExerciseDetails {
  readonly instruction: { readonly en: readonly string[]; readonly nl: readonly string[] }
  /** That do most of the work, the first most. */
  readonly muscles: readonly Muscle[]
  readonly joints: Readonly<Partial<Record<Joint, JointLoad>>>
  readonly spine: { readonly movement: (typeof spineMovements)[number]; readonly load: (typeof spineLoads)[number] }
  readonly hold: (typeof holds)[number]
  /** None: no higher risk than in quiet standing or sitting. */
  readonly fallRisk: readonly FallReason[]
  readonly supervision: (typeof supervisions)[number]
  /** Only where a source gives it. */
  readonly groundReactionForce?: { readonly atLeastBodyWeights: number; readonly factIds: readonly StatementId[] }
  readonly review: Review
}

/** A record, so that the compiler asks for every key of the details. */
const isDetail: Readonly<Record<keyof ExerciseDetails, true>> = {
  instruction: true,
  muscles: true,
  joints: true,
  spine: true,
  hold: true,
  fallRisk: true,
  supervision: true,
  groundReactionForce: true,
  review: true,
}

/** The part of an exercise that decisions look at. */
export function withoutDetails<Of extends object>(exercise: Of): Omit<Of, keyof ExerciseDetails> {
  return Object.fromEntries(Object.entries(exercise).filter(([key]) => !Object.hasOwn(isDetail, key))) as Omit<
    Of,
    keyof ExerciseDetails
  >
}

/** The details alone, of an exercise that has them. */
export function detailsOf(exercise: Partial<ExerciseDetails>): ExerciseDetails {
  return Object.fromEntries(
    Object.entries(exercise).filter(([key]) => Object.hasOwn(isDetail, key)),
  ) as unknown as ExerciseDetails
}

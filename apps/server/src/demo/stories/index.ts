import type { Story } from '../story.ts'
import { finishedCourse, newWithBackPain, readyForNextLevel } from './back.ts'
import { evaluationDue, planToConfirm, redFlag, strengthAndImpact } from './bone.ts'
import { heartFailure, reportedChestPain, waitsForClearance } from './heart.ts'
import { multipleComplex, twoSystemsLimit } from './stepped-care.ts'

/** Twelve invented people at twelve moments, who together meet all five source documents. */
export const stories: readonly Story[] = [
  newWithBackPain,
  readyForNextLevel,
  finishedCourse,
  planToConfirm,
  strengthAndImpact,
  redFlag,
  evaluationDue,
  heartFailure,
  waitsForClearance,
  reportedChestPain,
  twoSystemsLimit,
  multipleComplex,
]

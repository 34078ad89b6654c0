import type { Criterion } from '@dosis/domain'
import { judgeAll } from './all.ts'
import { judgeAny } from './any.ts'
import { judgeCondition } from './condition.ts'
import type { Context } from './context.ts'
import { judgeDecided } from './decided.ts'
import { judgeDefinition } from './definition.ts'
import { judgeFactCount } from './fact-count.ts'
import { judgeFactInBounds } from './fact-in-bounds.ts'
import { judgeFactIncludes } from './fact-includes.ts'
import { judgeFactIs } from './fact-is.ts'
import { judgeFactIsKnown } from './fact-is-known.ts'
import { judgeFracture } from './fracture.ts'
import type { Judgement } from './judgement.ts'
import { judgeLatestFracture } from './latest-fracture.ts'
import { judgeMeasured } from './measured.ts'
import { judgeNot } from './not.ts'
import { judgeRequest } from './request.ts'
import { judgeTreatmentStarted } from './treatment-started.ts'
import { judgeWeeksSinceStart } from './weeks-since-start.ts'

/** Judges whether a criterion holds for a patient: yes, no, or unknown with the facts that are missing. */
export function judge(criterion: Criterion, context: Context): Judgement {
  if ('all' in criterion) return judgeAll(criterion, context)
  if ('any' in criterion) return judgeAny(criterion, context)
  if ('not' in criterion) return judgeNot(criterion, context)
  if ('condition' in criterion) return judgeCondition(criterion, context)
  if ('definition' in criterion) return judgeDefinition(criterion, context)
  if ('decided' in criterion) return judgeDecided(criterion, context)
  if ('request' in criterion) return judgeRequest(criterion, context)
  if ('fracture' in criterion) return judgeFracture(criterion, context)
  if ('latestFracture' in criterion) return judgeLatestFracture(criterion, context)
  if ('treatmentStarted' in criterion) return judgeTreatmentStarted(criterion, context)
  if ('weeksSinceStart' in criterion) return judgeWeeksSinceStart(criterion, context)
  if ('measured' in criterion) return judgeMeasured(criterion, context)
  if ('is' in criterion) return judgeFactIs(criterion, context)
  if ('includesAny' in criterion) return judgeFactIncludes(criterion, context)
  if ('countAtLeast' in criterion) return judgeFactCount(criterion, context)
  if ('isKnown' in criterion) return judgeFactIsKnown(criterion, context)
  return judgeFactInBounds(criterion, context)
}

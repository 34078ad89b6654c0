export { type AssessOptions, assess } from './assessment/assess.ts'
export {
  assessmentFields,
  compareVignette,
  type Vignette,
  type VignetteDifference,
  type VignetteExpectation,
} from './assessment/compare-vignette.ts'
export { interpretScore } from './assessment/interpretation.ts'
export { whatIsStillNeeded } from './assessment/what-is-still-needed.ts'
export { type Context, contextOf } from './criteria/context.ts'
export { judge } from './criteria/judge.ts'
export type { Judgement } from './criteria/judgement.ts'
export { evaluate } from './evaluation/evaluate.ts'
export { nearestAllowed } from './prescription/permission/nearest-allowed.ts'
export { permissions, plan } from './prescription/plan.ts'
export { type StillValid, stillValid } from './validity/still-valid.ts'
export { type BoundsToday, boundsToday } from './progression/bounds-today.ts'
export { askedBeforeSession, type BeforeSession, beforeSession } from './progression/before-session.ts'
export { measuredEventId, measuredSigns } from './progression/measured-signs.ts'
export { contentOn, partsOn, type SessionContent } from './progression/parts-on.ts'
export {
  changesPlan,
  numbersOf,
  planAfterStep,
  preferencesAfterStep,
  type RefusedNumber,
  refusedNumbers,
} from './progression/plan-after-step.ts'
export { currentLevels, sessionsAtLevels } from './progression/sessions-at-level.ts'
export { classOfEvent, type EventClass } from './progression/open-events.ts'
export { performedKeys } from './progression/performed.ts'
export { generalProgression, progress } from './progression/progress.ts'
export { type RunWalkLevel, runWalkLevels, runWalkProblems } from './progression/run-walk-levels.ts'
export { hasTrained } from './progression/session-logs.ts'
export { summariseWeeks } from './progression/summarise-weeks.ts'
export { type CalendarEntry, planCalendar } from './prescription/plan-calendar.ts'

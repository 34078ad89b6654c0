import type { EvaluationSchedule } from '@dosis/domain'
import { inCourse } from '../compiled/patient.ts'
import type { Course } from '../criteria/context.ts'
import type { Concluded } from './conclude.ts'
import { evaluationSchedule } from './evaluation-schedule.ts'
import { takeDecisions } from './take-decisions.ts'

/** When to evaluate the same patient in a course that starts or runs on other days. */
export function scheduleInCourse({ assessment, patient, ready }: Concluded, course: Course): EvaluationSchedule {
  if (course.on === patient.on && course.treatmentStart === patient.treatmentStart) return assessment.evaluation
  const moved = inCourse(patient, course, ready.blank)
  takeDecisions(ready.forSchedule, moved)
  return evaluationSchedule(ready, moved).block
}

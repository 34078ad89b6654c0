import type { ChosenSteps } from '../task/do-steps.ts'
import type { TaskConcern, TaskStep } from '../task/tasks.ts'

/** The queues. What each does is a part of what is due for one patient. */
export const jobKinds = ['urgent', 'evaluation', 'reminder', 'knowledge'] as const
export type JobKind = (typeof jobKinds)[number]

export interface Job {
  readonly practiceId: string
  readonly patientId: string
}

/** The queue to which a step of a task belongs. */
export function kindOf(step: TaskStep['kind'], concern: TaskConcern): JobKind {
  if (step === 'task.reminded') return 'reminder'
  return concern === 'harm' || concern === 'red-flag' ? 'urgent' : concern
}

export const stepsOfKind =
  (kind: JobKind): ChosenSteps =>
  (step, concern) =>
    kindOf(step, concern) === kind

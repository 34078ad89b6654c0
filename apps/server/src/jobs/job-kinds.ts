import type { ChosenSteps } from '../task/do-steps.ts'
import type { TaskConcern, TaskStep } from '../task/tasks.ts'

/** The queues of what is due for one patient, each a part of it. */
const taskKinds = ['urgent', 'evaluation', 'reminder', 'knowledge'] as const
export type TaskJobKind = (typeof taskKinds)[number]

/** All queues; that of exports makes the copies of a record that were asked for. */
export const jobKinds = [...taskKinds, 'export'] as const
export type JobKind = (typeof jobKinds)[number]

export interface Job {
  readonly practiceId: string
  readonly patientId: string
}

/** The queue to which a step of a task belongs. */
export function kindOf(step: TaskStep['kind'], concern: TaskConcern): TaskJobKind {
  if (step === 'task.reminded') return 'reminder'
  return concern === 'harm' || concern === 'red-flag' ? 'urgent' : concern
}

export const stepsOfKind =
  (kind: TaskJobKind): ChosenSteps =>
  (step, concern) =>
    kindOf(step, concern) === kind

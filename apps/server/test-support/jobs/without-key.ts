import { randomUUID } from 'node:crypto'
import { inPractice } from '../../src/db/index.ts'
import { changePatient } from '../../src/patient/change-patient.ts'
import type { doDueSteps } from '../../src/task/do-steps.ts'
import { situationOf } from '../../src/task/situation.ts'
import { upcomingSteps } from '../../src/task/tasks.ts'

/** A mistake that the kills must find: a job that makes ids of its own and trusts the queue to run it once. */
export const doWithoutKey: typeof doDueSteps = (installation, key, settings, isChosen) =>
  inPractice(key.practiceId, () =>
    changePatient(installation, key, 'jobs', async ({ transaction, now, history, state }) => {
      const situation = await situationOf(installation, history, now, transaction)
      const steps = upcomingSteps({ ...situation, tasks: [] }, settings).filter(({ concern, step }) =>
        isChosen(step.kind, concern),
      )
      for (const { step } of steps) await state({ ...step, eventId: `task:${randomUUID()}` })
      return steps.length
    }),
  )

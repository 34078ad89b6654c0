import { inPractice } from '../db/index.ts'
import { patientsWithExportsDue } from '../export/record-exports.ts'
import { type Installation, todayOf } from '../installation.ts'
import { readHistory } from '../patient/history.ts'
import { fingerprints } from '../patient/store.ts'
import { situationOf } from '../task/situation.ts'
import { type TaskSettings, upcomingSteps } from '../task/tasks.ts'
import { type Job, type JobKind, jobKinds, kindOf } from './job-kinds.ts'

interface Known {
  readonly fingerprint: string
  readonly steps: readonly { readonly dueAt: string; readonly kind: JobKind }[]
}

/** Looks at the record for what is due; a patient about whom nothing changed is not worked out again on the same day. */
export class WorkFinder {
  readonly #installation: Installation
  readonly #settings: TaskSettings
  readonly #known = new Map<string, Known>()

  constructor(installation: Installation, settings: TaskSettings) {
    this.#installation = installation
    this.#settings = settings
  }

  /** What is due in a practice now, by queue. */
  find(practiceId: string): Promise<ReadonlyMap<JobKind, readonly Job[]>> {
    return inPractice(practiceId, async () => {
      const { db, now } = this.#installation.store
      const today = todayOf(this.#installation)
      const found = new Map<JobKind, Job[]>(jobKinds.map((kind) => [kind, []]))
      for (const { patientId, fingerprint } of await fingerprints(db, practiceId)) {
        const job = { practiceId, patientId }
        const moment = now().toISOString()
        const isDue = ({ dueAt }: { dueAt: string }): boolean => dueAt <= moment
        let known = await this.#upcoming(job, `${today} ${fingerprint}`, false)
        // Whether somebody looked meanwhile is in the log alone, which the fingerprint does not cover.
        if (known.some(isDue)) known = await this.#upcoming(job, `${today} ${fingerprint}`, true)
        for (const kind of new Set(known.filter(isDue).map((step) => step.kind))) found.get(kind)?.push(job)
      }
      for (const patientId of await patientsWithExportsDue(db, practiceId, now())) {
        found.get('export')?.push({ practiceId, patientId })
      }
      return found
    })
  }

  async #upcoming(job: Job, fingerprint: string, anew: boolean): Promise<Known['steps']> {
    const key = JSON.stringify(job)
    const known = this.#known.get(key)
    if (!anew && known?.fingerprint === fingerprint) return known.steps
    const { store } = this.#installation
    const situation = await situationOf(this.#installation, await readHistory(store.db, job), store.now(), store.db)
    const steps = upcomingSteps(situation, this.#settings).map(({ dueAt, concern, step }) => ({
      dueAt,
      kind: kindOf(step.kind, concern),
    }))
    this.#known.set(key, { fingerprint, steps })
    return steps
  }
}

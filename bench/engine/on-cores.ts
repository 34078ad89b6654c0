import { Worker } from 'node:worker_threads'
import { type Histogram, merge } from './histogram.ts'
import type { TaskName } from './tasks.ts'
import type { Progress, Work } from './worker.ts'

export interface Throughput {
  readonly histogram: Histogram
  /** Patients a second over all cores together. */
  readonly perSecond: number
  /** Milliseconds that a processor works on one patient; unlike the others it does not grow when the machine is busy. */
  readonly processorTime: number
  /** The largest heap of a worker. */
  readonly heapMegabytes: number
}

/**
 * Does one task for patients `0 … patients − 1`, shared out over the cores.
 * @param tell how many are done, now and then
 */
export async function onCores(
  task: TaskName,
  { patients, cores, knowledge }: { readonly patients: number; readonly cores: number; readonly knowledge: string },
  tell: (done: number, heapMegabytes: number) => void,
): Promise<Throughput> {
  const share = Math.ceil(patients / cores)
  const latest: Progress[] = []
  const done = await Promise.all(
    Array.from({ length: cores }, (_, core) => {
      const work: Work = { knowledge, task, from: core * share, to: Math.min(patients, (core + 1) * share) }
      return workedThrough(work, (progress) => {
        latest[core] = progress
        tell(
          latest.reduce((sum, one) => sum + one.done, 0),
          // A core that has not told yet leaves a hole.
          Math.max(...latest.flatMap(({ heapMegabytes }) => heapMegabytes)),
        )
      })
    }),
  )
  return {
    histogram: merge(done.flatMap(({ histogram }) => histogram ?? [])),
    perSecond: done.reduce((sum, one) => sum + one.done / one.seconds, 0),
    processorTime: (1000 * done.reduce((sum, one) => sum + one.processorSeconds, 0)) / patients,
    heapMegabytes: Math.max(...done.map(({ heapMegabytes }) => heapMegabytes)),
  }
}

/** Answers are let go of at once: with room for many of them, memory is cleared less often, and there is less to keep. */
const resourceLimits = { maxYoungGenerationSizeMb: 192 }

function workedThrough(work: Work, tell: (progress: Progress) => void): Promise<Progress> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: work, resourceLimits })
    worker.on('message', (progress: Progress) => {
      tell(progress)
      if (progress.histogram !== undefined) resolve(progress)
    })
    worker.on('error', reject)
  })
}

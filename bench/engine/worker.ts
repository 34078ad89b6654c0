// One core of `run.ts`: makes patients in small batches, so that memory stays the same, and times each of them.
import { parentPort, workerData } from 'node:worker_threads'
import type { Knowledge } from '@dosis/domain'
import { addTime, emptyHistogram, type Histogram } from './histogram.ts'
import { patientMaker } from './patients.ts'
import { type TaskName, tasks } from './tasks.ts'

export interface Work {
  readonly knowledge: string
  readonly task: TaskName
  /** Numbers of the first patient and of the first one that is not to be done. */
  readonly from: number
  readonly to: number
}

/** `seconds` is what the batches took, without making the patients; `processorSeconds` what the processor worked in them. */
export interface Progress {
  readonly done: number
  readonly seconds: number
  readonly processorSeconds: number
  readonly heapMegabytes: number
  /** With the last report. */
  readonly histogram?: Histogram
}

const batch = 50
const warmUp = 3000
const { knowledge: json, task: name, from, to } = workerData as Work
const knowledge = JSON.parse(json) as Knowledge
const task = tasks[name]
const make = patientMaker(knowledge)
const report = (progress: Progress): void => parentPort?.postMessage(progress)

for (let number = 0; number < warmUp; number++) task(make(to + number), knowledge)

const histogram = emptyHistogram()
let seconds = 0
let processorSeconds = 0
for (let start = from; start < to; start += batch) {
  const patients = Array.from({ length: Math.min(batch, to - start) }, (_, at) => make(start + at))
  const begun = performance.now()
  const worked = process.threadCpuUsage()
  let before = begun
  for (const patient of patients) {
    task(patient, knowledge)
    const now = performance.now()
    addTime(histogram, now - before)
    before = now
  }
  seconds += (performance.now() - begun) / 1000
  const { user, system } = process.threadCpuUsage(worked)
  processorSeconds += (user + system) / 1e6
  const done = Math.min(to, start + batch) - from
  const heapMegabytes = process.memoryUsage().heapUsed / 1e6
  report({ done, seconds, processorSeconds, heapMegabytes, ...(done === to - from ? { histogram } : {}) })
}

import type { Answer, DataProblem, Stage, Task, WorkerMessage } from './protocol.ts'

/** The data cannot be analysed as they are. */
export class DataRefused extends Error {
  readonly problems: readonly DataProblem[]
  constructor(problems: readonly DataProblem[]) {
    super('the data were refused')
    this.problems = problems
  }
}

export type OnProgress = (stage: Stage, fraction: number) => void

/**
 * Runs a task in a thread of its own, which ends with it.
 * @param signal ends the thread at once, whatever it is doing; the promise then rejects with the reason
 * @throws {DataRefused} when the data cannot be analysed
 */
export function runTask<T extends Task>(task: T, signal: AbortSignal, onProgress?: OnProgress): Promise<Answer<T>> {
  signal.throwIfAborted()
  const worker = new Worker(new URL('./evidence-worker.ts', import.meta.url), { type: 'module' })
  const answer = new Promise<Answer<T>>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    worker.addEventListener('error', () => reject(new Error('the worker of the evidence pages failed')))
    worker.addEventListener('message', ({ data }: MessageEvent<WorkerMessage>) => {
      if (data.kind === 'progress') onProgress?.(data.stage, data.fraction)
      else if (data.kind === 'answer') resolve(data.answer as Answer<T>)
      else if (data.kind === 'problems') reject(new DataRefused(data.problems))
      else reject(new Error('the worker of the evidence pages failed'))
    })
    worker.postMessage(task)
  })
  return answer.finally(() => worker.terminate())
}

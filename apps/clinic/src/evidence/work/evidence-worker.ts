import { InputProblemError } from '@dosis/evidence'
import { analyseNetworkTable } from './network-task.ts'
import { poolTable } from './pool-task.ts'
import type { Task, WorkerMessage } from './protocol.ts'

const say = (message: WorkerMessage) => self.postMessage(message)

/** Every computation on evidence runs here, beside the page; the page ends this thread to cancel it. */
self.addEventListener('message', ({ data: task }: MessageEvent<Task>) => void work(task))

async function work(task: Task): Promise<void> {
  try {
    const answer =
      task.kind === 'pool'
        ? poolTable(task)
        : await analyseNetworkTable(task, (stage, fraction) => say({ kind: 'progress', stage, fraction }))
    say({ kind: 'answer', answer })
  } catch (error) {
    if (error instanceof InputProblemError) say({ kind: 'problems', problems: error.problems })
    else if (error instanceof RangeError) say({ kind: 'problems', problems: [{ message: error.message }] })
    else say({ kind: 'broken' })
  }
}

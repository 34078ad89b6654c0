import { useEffect, useState } from 'react'
import type { Answer, Stage, Task } from './protocol.ts'
import { runTask } from './run-task.ts'

export interface TaskState<T extends Task> {
  /** The last answer; it stays while a new one is on its way. */
  readonly answer: Answer<T> | undefined
  readonly error: unknown
  readonly progress: { readonly stage: Stage; readonly fraction: number } | undefined
  readonly isRunning: boolean
  readonly isCancelled: boolean
  readonly cancel: () => void
}

type Held<T extends Task> = Omit<TaskState<T>, 'cancel'>
const nothing = { answer: undefined, error: undefined, progress: undefined, isRunning: false, isCancelled: false }

/**
 * Runs a task whenever it is another one; the one before it is ended. A task must keep its identity while it is the
 * same (`useMemo`).
 */
export function useTask<T extends Task>(task: T | undefined): TaskState<T> {
  const [state, setState] = useState<Held<T>>(nothing)
  const [controller, setController] = useState<AbortController>()
  useEffect(() => {
    if (task === undefined) return setState(nothing)
    const own = new AbortController()
    setController(own)
    setState(({ answer }) => ({ ...nothing, answer, isRunning: true }))
    runTask(task, own.signal, (stage, fraction) => setState((now) => ({ ...now, progress: { stage, fraction } }))).then(
      (answer) => setState({ ...nothing, answer }),
      (error: unknown) => {
        if (!own.signal.aborted) setState({ ...nothing, error })
        else if (own.signal.reason === 'cancelled') setState({ ...nothing, isCancelled: true })
      },
    )
    return () => own.abort('replaced')
  }, [task])
  return { ...state, cancel: () => controller?.abort('cancelled') }
}

import { Button, Notice } from '@dosis/ui'
import { problemLine } from './problem-words.ts'
import { useEvidenceWords } from './use-evidence-words.ts'
import type { Task } from './work/protocol.ts'
import { DataRefused } from './work/run-task.ts'
import type { TaskState } from './work/use-task.ts'

/** What the worker is doing, with a way to stop it; or why there is no answer. Nothing while there is one. */
export function Working<T extends Task>({ state }: { state: TaskState<T> }) {
  const { e } = useEvidenceWords()
  const { isRunning, isCancelled, progress, error, cancel } = state
  if (isRunning) {
    const words = progress === undefined ? e.running : e.stage[progress.stage]
    return (
      <div className="c-working d-row" role="status">
        <span>{words}</span>
        <progress
          aria-label={words}
          max={1}
          {...(progress !== undefined && progress.fraction > 0 && { value: progress.fraction })}
        />
        <Button size="small" onClick={cancel}>
          {e.cancel}
        </Button>
      </div>
    )
  }
  if (isCancelled) return <Notice live title={e.cancelled} />
  if (error === undefined) return null
  if (!(error instanceof DataRefused)) return <Notice kind="caution" live title={e.broken} />
  return (
    <Notice kind="caution" live title={e.refused}>
      <ul className="c-problems">
        {error.problems.slice(0, 20).map((problem) => {
          const { line, isEnglish } = problemLine(problem, e)
          return (
            <li key={line} {...(isEnglish && { lang: 'en' })}>
              {line}
            </li>
          )
        })}
      </ul>
    </Notice>
  )
}

import { NoConnection, RequestRefused } from '@dosis/api'
import { Button, Notice } from '@dosis/ui'
import { useWords, type Words } from './words.ts'

/** What went wrong, in words that say what to do. */
export function failureWords(error: unknown, { t }: Pick<Words, 't'>): string {
  if (error instanceof NoConnection) return t.error.noConnection
  if (!(error instanceof RequestRefused)) return t.error.unexpected
  const { status } = error.details
  if (status === 401) return t.error.signedOut
  if (status === 403) return t.error.notAllowed
  if (status === 404) return t.error.notFound
  if (status === 409) return t.error.changedMeanwhile
  if (status === 400 || status === 422) return t.error.refused
  return t.error.unexpected
}

/** The places of the input that the server refused. */
function problemsOf(error: unknown): readonly string[] {
  if (!(error instanceof RequestRefused)) return []
  return error.details.problems.map(({ path, message }) => `${path}: ${message}`)
}

interface FailureProps {
  error: unknown
  onRetry?: (() => void) | undefined
  /** Something was to be stored: says that it is still there. */
  write?: boolean
  /** It stands in place of a whole page. */
  page?: boolean
}

/** Says that something did not work, what that means for what was typed, and offers to try again. */
export function Failure({ error, onRetry, write = false, page = false }: FailureProps) {
  const words = useWords()
  const { t } = words
  const problems = problemsOf(error)
  const notice = (
    <Notice
      kind="caution"
      live
      title={write ? t.error.notSaved : t.error.notRead}
      actions={onRetry && <Button onClick={onRetry}>{t.tryAgain}</Button>}
    >
      <p>{failureWords(error, words)}</p>
      {problems.length > 0 && (
        <ul className="c-problems">
          {problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
    </Notice>
  )
  return page ? (
    <main className="c-failure-page" id="content">
      {notice}
    </main>
  ) : (
    notice
  )
}

import { Button, Notice } from '@dosis/ui/patient'
import { type ReactNode, useState } from 'react'
import { Page } from './Page.tsx'
import { useTexts } from './use-texts.ts'

interface QuestionProps {
  /** Where the reader is, in a few words above the question. */
  readonly above?: string
  readonly question: string
  /** Word on the button. */
  readonly next: string
  readonly isAnswered: boolean
  readonly onNext: () => void
  readonly onBack?: (() => void) | undefined
  /** The answer may be left open: it is then not known, never zero. */
  readonly onSkip?: (() => void) | undefined
  /** Word on the button that leaves it open. */
  readonly skip?: string
  readonly children: ReactNode
}

/** One question a page. The button always works: without an answer it says what is missing. */
export function Question({ above, question, next, isAnswered, onNext, onBack, onSkip, skip, children }: QuestionProps) {
  const { texts } = useTexts()
  const [isMissing, setMissing] = useState(false)
  return (
    <Page
      title={question}
      onBack={onBack}
      action={
        <div className="p-action">
          {isMissing && !isAnswered && (
            <Notice kind="caution" live>
              {texts.chooseFirst}
            </Notice>
          )}
          <Button kind="primary" size="large" wide onClick={() => (isAnswered ? onNext() : setMissing(true))}>
            {next}
          </Button>
          {/* Always there: a button that comes and goes would move the other one from under the finger. */}
          {onSkip !== undefined && (
            <Button kind="quiet" wide onClick={onSkip}>
              {skip ?? texts.skip}
            </Button>
          )}
        </div>
      }
    >
      <div className="p-head">
        {above !== undefined && <p className="p-above">{above}</p>}
        <h1>{question}</h1>
      </div>
      {children}
    </Page>
  )
}

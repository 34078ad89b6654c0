import type { PatientToday } from '@dosis/api'
import type { BeforeSession } from '@dosis/engine'
import { Button, ButtonLink, Notice } from '@dosis/ui/patient'
import { PhoneLink } from '../emergency/PhoneLink.tsx'
import { Page } from '../frame/Page.tsx'
import { useTexts } from '../frame/use-texts.ts'

interface NotNowProps {
  readonly today: PatientToday
  readonly begins: Exclude<BeforeSession, { outcome: 'begin' }>
  /** Answers the last question again: after another measurement, or after a mistake. */
  readonly onAgain: () => void
}

/** Why the session does not begin now, what to do first, and the way back to the question. */
export function NotNow({ today, begins, onAgain }: NotNowProps) {
  const { texts, read } = useTexts()
  const isMeasured = begins.outcome === 'ask' ? begins.key === 'glucoseMillimolesPerLitre' : begins.rule.then === 'wait'
  const instruction =
    begins.outcome === 'not_now' ? read(begins.rule.instruction) : isMeasured ? texts.firstMeasure : texts.firstKnow
  return (
    <Page
      title={texts.notBegin}
      action={
        <div className="p-action">
          <ButtonLink kind="primary" size="large" wide href="#/">
            {texts.toToday}
          </ButtonLink>
          <Button kind="quiet" wide onClick={onAgain}>
            {isMeasured ? texts.measureAgain : texts.answerAgain}
          </Button>
        </div>
      }
    >
      <div className="p-head">
        <p className="p-above">{texts.before}</p>
        <h1>{texts.notBegin}</h1>
      </div>
      <Notice kind="caution" live>
        {instruction}
      </Notice>
      <PhoneLink today={today} call="practice" />
    </Page>
  )
}

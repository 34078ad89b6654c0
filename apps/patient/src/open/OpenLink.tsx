import { Button, Loading, Notice } from '@dosis/ui/patient'
import { useCallback, useEffect, useState } from 'react'
import { usePhone } from '../data/phone-context.tsx'
import { Page } from '../frame/Page.tsx'
import { useTexts } from '../frame/use-texts.ts'
import { SignedOutScreen } from './SignedOutScreen.tsx'

/** Trades the link of the therapist for the patient's own session; the token has left the address already. */
export function OpenLink({ token, onOpened }: { token: string; onOpened: () => void }) {
  const { texts } = useTexts()
  const { openLink } = usePhone()
  const [outcome, setOutcome] = useState<'opening' | 'refused' | 'no_connection'>('opening')

  const open = useCallback(async () => {
    setOutcome('opening')
    const answer = await openLink(token)
    if (answer === 'opened') {
      // Asks the browser not to clear what is kept here when space runs out; it may say no without a word.
      await navigator.storage?.persist?.()
      onOpened()
    } else setOutcome(answer)
  }, [openLink, token, onOpened])
  useEffect(() => void open(), [open])

  if (outcome === 'refused') return <SignedOutScreen isRefused onToken={onOpened} />
  if (outcome === 'opening') {
    return (
      <Page title={texts.linkOpening}>
        <Loading>{texts.linkOpening}</Loading>
      </Page>
    )
  }
  return (
    <Page
      key={outcome}
      title={texts.linkNoConnection}
      action={
        <Button kind="primary" size="large" wide onClick={() => void open()}>
          {texts.tryAgain}
        </Button>
      }
    >
      <Notice kind="caution" title={texts.linkNoConnection} live>
        {texts.linkNoConnectionNext}
      </Notice>
    </Page>
  )
}

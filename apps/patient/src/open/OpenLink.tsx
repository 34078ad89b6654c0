import { Button, Loading, Notice, PhoneScreen } from '@dosis/ui/patient'
import { useCallback, useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { usePhone } from '../data/phone.tsx'
import { useTexts } from '../frame/use-texts.ts'

/** Trades the link of the therapist for the patient's own session; the token leaves the address at once. */
export function OpenLink({ token }: { token: string }) {
  const { texts } = useTexts()
  const { openLink } = usePhone()
  const [, go] = useLocation()
  const [outcome, setOutcome] = useState<'opening' | 'refused' | 'no_connection'>('opening')

  const open = useCallback(async () => {
    setOutcome('opening')
    const answer = await openLink(token)
    if (answer === 'opened') go('/', { replace: true })
    else setOutcome(answer)
  }, [openLink, token, go])

  useEffect(() => void open(), [open])

  return (
    <PhoneScreen>
      {outcome === 'opening' && <Loading>{texts.linkOpening}</Loading>}
      {outcome === 'refused' && (
        <Notice kind="caution" title={texts.linkFailed} live>
          {texts.linkFailedNext}
        </Notice>
      )}
      {outcome === 'no_connection' && (
        <Notice
          kind="caution"
          title={texts.noConnection}
          live
          actions={<Button onClick={() => void open()}>{texts.tryAgain}</Button>}
        />
      )}
    </PhoneScreen>
  )
}

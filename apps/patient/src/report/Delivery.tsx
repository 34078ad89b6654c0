import { Button, Notice, SaveState } from '@dosis/ui/patient'
import { usePhone } from '../data/phone-context.tsx'
import { useTexts } from '../frame/use-texts.ts'

/** Where one log or report is now: sent, on this phone, refused, or nowhere but in this open page. */
export function Delivery({ id, sent }: { id: string; sent: string }) {
  const { texts } = useTexts()
  const { unsent, unkept, isOffline, retry } = usePhone()
  const item = unsent.find((each) => each.id === id)
  if (item === undefined) return <SaveState state="saved" words={sent} />
  const again = (
    <Button size="small" onClick={() => void retry()}>
      {texts.tryAgain}
    </Button>
  )
  if (item.refused !== undefined) {
    return (
      <Notice kind="caution" title={texts.notTaken} actions={again} live>
        {texts.notTakenWhy(item.refused.reason)}
      </Notice>
    )
  }
  if (unkept.has(id)) {
    return (
      <Notice kind="caution" title={texts.notKept} actions={again} live>
        {texts.notKeptNext}
      </Notice>
    )
  }
  return <SaveState state={isOffline ? 'saved_here' : 'sending'} words={isOffline ? texts.savedHere : texts.sending} />
}

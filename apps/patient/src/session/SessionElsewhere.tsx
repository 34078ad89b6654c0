import { Button, Notice } from '@dosis/ui/patient'
import { Page } from '../frame/Page.tsx'
import { useTexts } from '../frame/use-texts.ts'

/** The session runs in another window of this phone: two players would count twice. */
export function SessionElsewhere({ onTakeOver }: { onTakeOver: () => void }) {
  const { texts } = useTexts()
  return (
    <Page
      title={texts.elsewhere}
      action={
        <Button kind="primary" size="large" wide onClick={onTakeOver}>
          {texts.goOnHere}
        </Button>
      }
    >
      <Notice title={texts.elsewhere}>{texts.elsewhereNext}</Notice>
    </Page>
  )
}

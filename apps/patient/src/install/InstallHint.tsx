import { Button, Disclosure } from '@dosis/ui/patient'
import { useSyncExternalStore } from 'react'
import { useTexts } from '../frame/use-texts.ts'
import { installPrompt, isApplePhone, isOnHomeScreen } from './install-prompt.ts'

/** How to put the app on the home screen, and why; closed until somebody wants to know, and gone once it is there. */
export function InstallHint() {
  const { texts } = useTexts()
  const offer = useSyncExternalStore(installPrompt.subscribe, installPrompt.offer)
  if (isOnHomeScreen()) return null
  const isApple = isApplePhone()
  return (
    <Disclosure kind="line" summary={texts.install.title}>
      <div className="p-stack">
        <p>{isApple ? texts.install.whyApple : texts.install.why}</p>
        {offer !== null ? (
          <Button size="large" wide onClick={() => void installPrompt.use()}>
            {texts.install.now}
          </Button>
        ) : (
          <ol className="p-steps">
            {(isApple ? texts.install.stepsApple : texts.install.steps).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ol>
        )}
      </div>
    </Disclosure>
  )
}

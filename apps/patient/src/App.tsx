import { LanguageProvider, Loading, Logo } from '@dosis/ui/patient'
import { useCallback, useEffect, useState } from 'react'
import { Route, Router, Switch, useLocation } from 'wouter'
import { useHashLocation } from 'wouter/use-hash-location'
import type { OtherWindows } from './data/other-windows.ts'
import type { Phone } from './data/phone.ts'
import type { PhoneClock } from './data/phone-clock.ts'
import { PhoneProvider, usePhone } from './data/phone-context.tsx'
import { EmergencyScreen } from './emergency/EmergencyScreen.tsx'
import { Page } from './frame/Page.tsx'
import { useTexts } from './frame/use-texts.ts'
import { takeLinkToken } from './open/link-token.ts'
import { OpenLink } from './open/OpenLink.tsx'
import { SignedOutScreen } from './open/SignedOutScreen.tsx'
import { ProgressScreen } from './progress/ProgressScreen.tsx'
import { ReportScreen } from './report/ReportScreen.tsx'
import { MorningScreen } from './session/MorningScreen.tsx'
import { SessionScreen } from './session/SessionScreen.tsx'
import { useHandOver } from './session/use-hand-over.ts'
import { SettingsScreen } from './settings/SettingsScreen.tsx'
import { WhoLookedScreen } from './settings/WhoLookedScreen.tsx'
import { StopScreen } from './stop/StopScreen.tsx'
import { forgetStopNotice, keepStopNotice, stopNotice } from './stop/stop-notice.ts'
import { TodayScreen } from './today/TodayScreen.tsx'

interface AppProps {
  readonly phone: Phone
  readonly clock: PhoneClock
  readonly windows: OtherWindows
  /** Token of the link with which the app was opened. */
  readonly token: string | null
}

/** The patient's app: a link opens it, today's session is one touch away, and it works without a connection. */
export function App({ phone, clock, windows, token }: AppProps) {
  return (
    <LanguageProvider>
      <PhoneProvider phone={phone} clock={clock} windows={windows}>
        <Router hook={useHashLocation}>
          <Door token={token} />
        </Router>
      </PhoneProvider>
    </LanguageProvider>
  )
}

/** Lets in who comes with a link, also when the app is open already. */
function Door({ token: first }: { token: string | null }) {
  const [token, setToken] = useState(first)
  const { texts } = useTexts()
  const { phase } = usePhone()
  const [place] = useLocation()
  useEffect(() => {
    const look = () => {
      const next = takeLinkToken()
      if (next !== null) setToken(next)
    }
    window.addEventListener('hashchange', look)
    return () => window.removeEventListener('hashchange', look)
  }, [])
  const opened = useCallback((next?: string) => setToken(next ?? null), [])

  // Help in an emergency asks for no plan, no link and no connection.
  if (place === '/emergency') return <EmergencyScreen />
  if (token !== null) return <OpenLink key={token} token={token} onOpened={opened} />
  if (phase === 'loading') {
    return (
      <Page title={texts.linkOpening} head={<Logo />}>
        <Loading>{texts.linkOpening}</Loading>
      </Page>
    )
  }
  return phase === 'signed_out' ? <SignedOutScreen onToken={setToken} /> : <Inside />
}

function Inside() {
  const { present: today } = usePhone()
  const [, go] = useLocation()
  const [openedAt] = useState(Date.now)
  const [, setStopClosed] = useState(0)
  useHandOver(today?.patientId)
  if (today === undefined) return null

  const { patientId } = today
  const stop = stopNotice(patientId, openedAt)
  if (stop !== null) {
    return (
      <StopScreen
        today={today}
        notice={stop}
        onClose={() => {
          forgetStopNotice(patientId)
          setStopClosed((count) => count + 1)
          go('/', { replace: true })
        }}
      />
    )
  }
  const danger = (wasTraining: boolean) => (symptoms: readonly string[]) => {
    keepStopNotice(patientId, { symptoms, wasTraining, at: Date.now() })
    go('/', { replace: true })
  }
  return (
    <Switch>
      <Route path="/session/:template/:page?">
        {({ template, page }) => (
          <SessionScreen
            today={today}
            template={decodeURIComponent(template)}
            page={page}
            onDanger={danger(true)}
            onDangerBefore={danger(false)}
          />
        )}
      </Route>
      <Route path="/report/:page?">
        {({ page }) => <ReportScreen today={today} page={page} onDanger={danger(false)} />}
      </Route>
      <Route path="/morning">
        <MorningScreen today={today} />
      </Route>
      <Route path="/progress">
        <ProgressScreen today={today} />
      </Route>
      <Route path="/who">
        <WhoLookedScreen />
      </Route>
      <Route path="/settings">
        <SettingsScreen />
      </Route>
      <Route>
        <TodayScreen today={today} />
      </Route>
    </Switch>
  )
}

import type { Call } from '@dosis/api'
import { EmptyState, LanguageProvider, Loading, Logo, PhoneScreen } from '@dosis/ui/patient'
import { Route, Router, Switch } from 'wouter'
import { useHashLocation } from 'wouter/use-hash-location'
import { PhoneProvider, usePhone } from './data/phone.tsx'
import { useTexts } from './frame/use-texts.ts'
import { OpenLink } from './open/OpenLink.tsx'
import { ProgressScreen } from './progress/ProgressScreen.tsx'
import { ReportScreen } from './session/ReportScreen.tsx'
import { SessionScreen } from './session/SessionScreen.tsx'
import { TodayScreen } from './today/TodayScreen.tsx'

/** The patient's app: a link opens it, today's session is one touch away, and it works without a connection. */
export function App({ call }: { call: Call }) {
  return (
    <LanguageProvider>
      <PhoneProvider call={call}>
        <Router hook={useHashLocation}>
          <Switch>
            <Route path="/open/:token">{({ token }) => <OpenLink token={token} />}</Route>
            <Route>
              <Inside />
            </Route>
          </Switch>
        </Router>
      </PhoneProvider>
    </LanguageProvider>
  )
}

function Inside() {
  const { state, today } = usePhone()
  const { texts } = useTexts()
  if (state === 'loading') {
    return (
      <PhoneScreen head={<Logo />}>
        <Loading>{texts.linkOpening}</Loading>
      </PhoneScreen>
    )
  }
  if (state === 'signed_out' || today === undefined) {
    return (
      <PhoneScreen head={<Logo />}>
        <h1>{texts.signedOut}</h1>
        <EmptyState>{texts.linkFailedNext}</EmptyState>
      </PhoneScreen>
    )
  }
  return (
    <Switch>
      <Route path="/session/:template">{({ template }) => <SessionScreen today={today} template={template} />}</Route>
      <Route path="/report">
        <ReportScreen today={today} />
      </Route>
      <Route path="/progress">
        <ProgressScreen today={today} />
      </Route>
      <Route>
        <TodayScreen today={today} />
      </Route>
    </Switch>
  )
}

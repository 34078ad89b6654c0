import { RequestRefused } from '@dosis/api'
import { Button, LanguageSwitch, Logo, Notice, TextField, ThemeSwitch } from '@dosis/ui'
import { KeyRound } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { browserSupportsWebAuthn } from '@simplewebauthn/browser'
import { useSignIn, useSignInWithPasskey } from '../data/records.ts'
import { problemPath } from './problem-path.ts'
import { useIsDemo } from './use-is-demo.ts'
import { wasCancelled } from './was-cancelled.ts'
import { WithProvider } from './WithProvider.tsx'
import { failureWords } from '../frame/Failure.tsx'
import { usePageTitle } from '../frame/page-title.ts'
import { useWords } from '../frame/words.ts'

/** The door. `again`: the session ended; what was typed waits behind it. */
export function SignIn({ onSignedIn, again = false }: { onSignedIn: () => void; again?: boolean }) {
  const words = useWords()
  const { t } = words
  const signIn = useSignIn(onSignedIn)
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const isDemo = useIsDemo()
  usePageTitle(t.signIn.title)

  const asked = signIn.error instanceof RequestRefused && signIn.error.details.problems[0]?.path === 'code'
  const [needsCode, setNeedsCode] = useState(false)
  if (asked && !needsCode) setNeedsCode(true)
  const refused = signIn.error instanceof RequestRefused ? signIn.error.details.status : null
  const problem = asked
    ? signIn.variables?.code === undefined
      ? t.secondFactor.asked
      : t.secondFactor.refused
    : problemPath(signIn.error) === 'provider'
      ? t.provider.only
      : refused === 401
        ? t.signIn.wrong
        : refused === 429
          ? t.signIn.tooMany
          : failureWords(signIn.error, words)
  const enter = (event: FormEvent) => {
    event.preventDefault()
    signIn.mutate({ login, password, ...(needsCode && code.trim() !== '' && { code }) })
  }

  return (
    <div className="c-sign-in">
      <main id="content" className="c-sign-in-main">
        <Logo size={40} />
        <h1>{t.signIn.title}</h1>
        {again && <Notice title={t.signIn.ended}>{t.signIn.endedText}</Notice>}
        <form className="d-stack" onSubmit={enter}>
          <TextField
            label={t.signIn.login}
            name="username"
            autoComplete="username"
            value={login}
            onChange={setLogin}
            required
          />
          <TextField
            label={t.signIn.password}
            name="password"
            type="password"
            autoComplete="current-password"
            value={password}
            onChange={setPassword}
            required
          />
          {needsCode && (
            <TextField
              label={t.secondFactor.askedCode}
              autoComplete="one-time-code"
              value={code}
              onChange={setCode}
              maxLength={50}
              required
            />
          )}
          {signIn.isError && (
            <Notice kind="caution" live>
              {problem}
            </Notice>
          )}
          <Button kind="primary" type="submit" busy={signIn.isPending} wide>
            {t.signIn.enter}
          </Button>
        </form>
        <WithProvider onSignedIn={onSignedIn} />
        {browserSupportsWebAuthn() && <WithPasskey onSignedIn={onSignedIn} />}
        {isDemo && (
          <DemoAccounts
            onChoose={(demo) => {
              setLogin(demo.login)
              setPassword(demo.password)
            }}
          />
        )}
      </main>
      <footer className="c-sign-in-foot">
        <p className="d-caption">{t.signIn.foot}</p>
        <div className="d-row">
          <LanguageSwitch />
          <ThemeSwitch />
        </div>
      </footer>
    </div>
  )
}

/** The key of this device, in place of login, password and code. */
function WithPasskey({ onSignedIn }: { onSignedIn: () => void }) {
  const words = useWords()
  const { t } = words
  const enter = useSignInWithPasskey(onSignedIn)
  const refused = enter.error instanceof RequestRefused ? enter.error.details.status : null
  const problem =
    refused === 401
      ? t.passkeys.unknown
      : refused === 429
        ? t.signIn.tooMany
        : wasCancelled(enter.error)
          ? t.passkeys.noneChosen
          : failureWords(enter.error, words)
  return (
    <div className="d-stack c-passkey">
      <Button onClick={() => enter.mutate(null)} busy={enter.isPending} icon={KeyRound} wide>
        {t.passkeys.enter}
      </Button>
      {enter.isError && (
        <Notice kind="caution" live>
          {problem}
        </Notice>
      )}
    </div>
  )
}

/** The accounts of the demo practice, whose patients are all made up. */
function DemoAccounts({ onChoose }: { onChoose: (account: { login: string; password: string }) => void }) {
  const { t } = useWords()
  const demo = { login: 'demo', password: 'demo-therapeut' }
  return (
    <section className="c-demo" aria-labelledby="demo-title">
      <h2 id="demo-title" className="c-demo-title">
        {t.signIn.demoTitle}
      </h2>
      <p>{t.signIn.demoText}</p>
      <dl className="c-demo-account">
        <dt>{t.signIn.login}</dt>
        <dd>
          <code>{demo.login}</code>
        </dd>
        <dt>{t.signIn.password}</dt>
        <dd>
          <code>{demo.password}</code>
        </dd>
      </dl>
      <Button size="small" onClick={() => onChoose(demo)}>
        {t.signIn.demoFill}
      </Button>
    </section>
  )
}

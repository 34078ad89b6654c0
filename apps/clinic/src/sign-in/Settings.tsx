import { Button, LanguageSwitch, PageHeader, Screen, Section, ThemeSwitch } from '@dosis/ui'
import { useKnowledge } from '../data/context.tsx'
import { useAccount, useSignOut } from '../data/records.ts'
import { Failure } from '../frame/Failure.tsx'
import { usePageTitle } from '../frame/page-title.ts'
import { useWords } from '../frame/words.ts'
import { ChangePassword } from './ChangePassword.tsx'
import { SecondFactor } from './SecondFactor.tsx'
import { OwnSessions } from './OwnSessions.tsx'
import { Passkeys } from './Passkeys.tsx'

/** Language, colours, who is signed in, and what Dosis is not. */
export function Settings() {
  const { t, terms } = useWords()
  const account = useAccount()
  const knowledge = useKnowledge()
  const signOut = useSignOut()
  usePageTitle(t.settings.title)
  return (
    <Screen>
      <PageHeader title={t.settings.title} />
      <Section title={t.settings.account}>
        <p>
          {account.data?.displayName}, {account.data?.practiceName}
          <br />
          <span className="d-caption">
            {t.accounts.role}: {account.data && t.role[account.data.role]}
          </span>
        </p>
        <div className="d-row">
          <Button onClick={() => signOut.mutate()} busy={signOut.isPending}>
            {t.settings.signOut}
          </Button>
        </div>
        {signOut.isError && <Failure error={signOut.error} onRetry={() => signOut.mutate()} />}
      </Section>
      <Section title={t.ownPassword.change}>
        <ChangePassword />
      </Section>
      <SecondFactor />
      <Passkeys />
      <OwnSessions />
      <Section title={t.settings.look}>
        <div className="d-row">
          <LanguageSwitch />
          <ThemeSwitch />
        </div>
      </Section>
      <Section title={t.settings.about}>
        <p className="d-reading">{terms.notADevice}</p>
        <p className="d-reading">{t.settings.licensed}</p>
        <p className="d-caption">
          {t.settings.knowledge} <code>{knowledge.version.slice(0, 12)}</code>
        </p>
      </Section>
    </Screen>
  )
}

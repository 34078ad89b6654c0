import { Button, LanguageSwitch, Logo } from '@dosis/ui'
import { useAccount, useSignOut } from '../data/records.ts'
import { usePageTitle } from '../frame/page-title.ts'
import { useWords } from '../frame/words.ts'
import { Passkeys } from './Passkeys.tsx'
import { SecondFactor } from './SecondFactor.tsx'

/** Behind the door and before the pages: the practice asks everybody for a second step. */
export function SecondFactorFirst() {
  const { t } = useWords()
  const account = useAccount()
  const signOut = useSignOut()
  usePageTitle(t.secondFactor.title)
  return (
    <div className="c-sign-in">
      <main id="content" className="c-sign-in-main">
        <Logo size={40} />
        <h1>{t.secondFactor.first}</h1>
        <p>{t.secondFactor.firstText}</p>
        <SecondFactor onKept={() => void account.refetch()} />
        <Passkeys />
        <p className="d-caption">{t.secondFactor.orPasskey}</p>
      </main>
      <footer className="c-sign-in-foot">
        <div className="d-row">
          <Button kind="quiet" size="small" onClick={() => signOut.mutate()} busy={signOut.isPending}>
            {t.settings.signOut}
          </Button>
          <LanguageSwitch />
        </div>
      </footer>
    </div>
  )
}

import { Button, LanguageSwitch, Logo } from '@dosis/ui'
import { useSignOut } from '../data/records.ts'
import { usePageTitle } from '../frame/page-title.ts'
import { useWords } from '../frame/words.ts'
import { ChangePassword } from './ChangePassword.tsx'

/** Behind the door and before the pages: who was given a password chooses one first. */
export function OwnPasswordFirst() {
  const { t } = useWords()
  const signOut = useSignOut()
  usePageTitle(t.ownPassword.title)
  return (
    <div className="c-sign-in">
      <main id="content" className="c-sign-in-main">
        <Logo size={40} />
        <h1>{t.ownPassword.title}</h1>
        <p>{t.ownPassword.lead}</p>
        <ChangePassword isGiven />
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

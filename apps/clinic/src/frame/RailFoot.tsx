import { Button, LanguageSwitch } from '@dosis/ui'
import { useAccount } from '../data/records.ts'
import { useWords } from './words.ts'

/** At the lower end of the rail: who is signed in, the language, and the keys. */
export function RailFoot({ onHelp }: { onHelp: () => void }) {
  const { t } = useWords()
  const account = useAccount()
  return (
    <div className="c-rail-foot">
      <Button kind="quiet" size="small" onClick={onHelp} aria-label={t.shortcuts.title} aria-keyshortcuts="?">
        ?
      </Button>
      <LanguageSwitch />
      {account.data && <p className="d-caption">{account.data.displayName}</p>}
    </div>
  )
}

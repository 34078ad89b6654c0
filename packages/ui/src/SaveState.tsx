import { Check, CircleAlert, type LucideIcon, Send, Smartphone } from 'lucide-react'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { useLanguage, useMessages } from './language.tsx'

export interface SaveStateProps {
  state: 'saved' | 'saved_here' | 'sending' | 'not_saved'
  /** When it was saved: an instant with offset. */
  at?: string | undefined
  /** Other words for why it was not saved. */
  words?: string | undefined
  onRetry?: (() => void) | undefined
}

const icons: Record<SaveStateProps['state'], LucideIcon> = {
  saved: Check,
  saved_here: Smartphone,
  sending: Send,
  not_saved: CircleAlert,
}

/** Where the reader's words are now. What is not saved stays in sight with a way to try again. */
export function SaveState({ state, at, words: own, onRetry }: SaveStateProps) {
  const words = useMessages()
  const { formatTime } = useLanguage()
  const said = own ?? (state === 'saved' && at ? words.savedAt(formatTime(at)) : words.saveState[state])
  return (
    <div className="d-save" data-state={state} role={state === 'not_saved' ? 'alert' : 'status'}>
      <Icon of={icons[state]} />
      <div className="d-save-words">
        <span>{said}</span>
        {state === 'not_saved' && onRetry && (
          <Button size="small" onClick={onRetry}>
            {words.tryAgain}
          </Button>
        )}
      </div>
    </div>
  )
}

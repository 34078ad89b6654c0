import { Button, Kbd } from '@dosis/ui'
import { useEffect, useRef } from 'react'
import { useWords } from './words.ts'

/** All keys, over the page; Escape closes it. */
export function ShortcutHelp({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useWords()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (open) dialog.current?.showModal()
    else dialog.current?.close()
  }, [open])
  return (
    <dialog ref={dialog} className="c-dialog" aria-labelledby="shortcut-title" onClose={onClose}>
      <h2 id="shortcut-title">{t.shortcuts.title}</h2>
      <dl className="c-shortcuts">
        {t.shortcuts.list.map(([keys, meaning]) => (
          <div key={keys}>
            <dt>
              {keys?.split(' ').map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <Button onClick={onClose}>{t.close}</Button>
    </dialog>
  )
}

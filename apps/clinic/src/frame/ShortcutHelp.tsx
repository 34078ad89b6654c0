import { Button, Dialog, Kbd } from '@dosis/ui'
import { useWords } from './words.ts'

/** All keys, over the page; Escape closes it. */
export function ShortcutHelp({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useWords()
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t.shortcuts.title}
      actions={<Button onClick={onClose}>{t.close}</Button>}
    >
      <dl className="c-shortcuts">
        {t.shortcuts.list.map(([keys, meaning]) => (
          <div key={keys}>
            <dt>
              {keys.split(' ').map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}

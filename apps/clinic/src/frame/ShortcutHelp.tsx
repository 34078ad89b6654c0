import { Button, Dialog, Kbd } from '@dosis/ui'
import { useMay } from '../data/records.ts'
import { useWords } from './words.ts'

const ofPatients: readonly string[] = ['/', 'g p']
const ofRecords: readonly string[] = ['g i', 'g a', 'g l', 'g f', 'g e', 'e']

/** All keys that lead somewhere for who is signed in, over the page; Escape closes it. */
export function ShortcutHelp({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useWords()
  const seesPatients = useMay('listPatients')
  const opensRecords = useMay('patient')
  const leads = (keys: string): boolean =>
    (seesPatients || !ofPatients.includes(keys)) && (opensRecords || !ofRecords.includes(keys))
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t.shortcuts.title}
      actions={<Button onClick={onClose}>{t.close}</Button>}
    >
      <dl className="c-shortcuts">
        {t.shortcuts.list
          .filter(([keys]) => leads(keys))
          .map(([keys, meaning]) => (
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

import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, I18nProvider, Modal, ModalOverlay } from 'react-aria-components'
import { Icon } from './Icon.tsx'
import { useLanguage, useMessages } from './language.tsx'

export interface DialogProps {
  open: boolean
  onClose: () => void
  title: string
  children: ReactNode
  /** Buttons, the primary one last. */
  actions?: ReactNode
  /** What may not be dismissed by a press beside it: a stop, a confirmation. Escape and Close still work. */
  firm?: boolean | undefined
}

/** For the few things that do not fit in place. Holds the focus, gives it back, closes with Escape. */
export function Dialog({ open, onClose, title, children, actions, firm }: DialogProps) {
  const words = useMessages()
  const { language } = useLanguage()
  return (
    <I18nProvider locale={language}>
      <ModalOverlay
        className="d-dialog-ground"
        isOpen={open}
        isDismissable={!firm}
        onOpenChange={(isOpen) => {
          if (!isOpen) onClose()
        }}
      >
        <Modal className="d-dialog-place">
          <AriaDialog className="d-dialog" role={firm ? 'alertdialog' : 'dialog'}>
            <header className="d-dialog-head">
              <Heading slot="title" level={2}>
                {title}
              </Heading>
              <button type="button" className="d-clear" aria-label={words.close} onClick={onClose}>
                <Icon of={X} />
              </button>
            </header>
            <div className="d-dialog-body">{children}</div>
            {actions && <footer className="d-dialog-foot d-row">{actions}</footer>}
          </AriaDialog>
        </Modal>
      </ModalOverlay>
    </I18nProvider>
  )
}

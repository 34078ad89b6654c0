import type { ReactNode } from 'react'

export interface ConfirmBarProps {
  /** What will happen, in one line. */
  children: ReactNode
  /** The primary action, last. */
  actions: ReactNode
}

/** Stays at the lower edge while a page is read: what is about to be confirmed, and the button that does it. */
export function ConfirmBar({ children, actions }: ConfirmBarProps) {
  return (
    <div className="d-confirm">
      <div className="d-confirm-text">{children}</div>
      <div className="d-row">{actions}</div>
    </div>
  )
}

import { CircleAlert, Info, type LucideIcon, OctagonX } from 'lucide-react'
import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'

export interface NoticeProps {
  /** `stop` is for stop alone: red flags, harm, what must not be done. */
  kind?: 'info' | 'caution' | 'stop' | undefined
  title?: ReactNode
  children?: ReactNode
  /** Buttons or links that belong to the message. */
  actions?: ReactNode
  /** It appears while the reader is at work: screen readers say it at once. */
  live?: boolean | undefined
}

const icons = { info: Info, caution: CircleAlert, stop: OctagonX } as const satisfies Record<string, LucideIcon>

/** A message in its place, that stays until it no longer holds. Never a toast. */
export function Notice({ kind = 'info', title, children, actions, live }: NoticeProps) {
  return (
    <div className="d-notice" data-kind={kind} role={live ? (kind === 'stop' ? 'alert' : 'status') : undefined}>
      <Icon of={icons[kind]} />
      <div className="d-notice-body">
        {title && <p className="d-notice-title">{title}</p>}
        {children && <div className="d-notice-text">{children}</div>}
        {actions && <div className="d-row">{actions}</div>}
      </div>
    </div>
  )
}

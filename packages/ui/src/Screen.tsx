import type { ReactNode } from 'react'
import { useMessages } from './language.tsx'

/** The frame of the therapist's app: the rail, and beside it the page. A first link skips to the content. */
export function Frame({ rail, children }: { rail: ReactNode; children: ReactNode }) {
  const words = useMessages()
  return (
    <div className="d-frame">
      <a className="d-skip" href="#content">
        {words.skipToContent}
      </a>
      {rail}
      <div className="d-frame-page">{children}</div>
    </div>
  )
}

export interface ScreenProps {
  children: ReactNode
  /** The right column: reasons, what is still needed. Under the content where there is no room beside it. */
  aside?: ReactNode
  /** Name of the right column; "Reasons" unless told otherwise. */
  asideLabel?: string | undefined
  /** The right column stays in sight while the content scrolls. */
  asideStays?: boolean | undefined
  /** `wide` for tables of weeks, `reading` for text and forms. */
  width?: 'reading' | 'wide' | undefined
}

/** A page: one content column of readable width, and a right column for reasons. */
export function Screen({ children, aside, asideLabel, asideStays, width = 'reading' }: ScreenProps) {
  const words = useMessages()
  return (
    <div className="d-screen" data-aside={aside ? '' : undefined} data-width={width}>
      <main id="content" tabIndex={-1} className="d-screen-main">
        {children}
      </main>
      {aside && (
        <aside
          className="d-screen-aside"
          aria-label={asideLabel ?? words.reasons}
          data-stays={asideStays ? '' : undefined}
        >
          {aside}
        </aside>
      )}
    </div>
  )
}

export interface PhoneScreenProps {
  /** Top of the screen: title, back, language. */
  head?: ReactNode
  children: ReactNode
  /** The one action, where the thumb ends; stays in sight. */
  action?: ReactNode
  /** Navigation below the action. */
  foot?: ReactNode
}

/** A patient's screen: one thing at a time, the action under the thumb. */
export function PhoneScreen({ head, children, action, foot }: PhoneScreenProps) {
  return (
    <div className="d-phone">
      {head && <header className="d-phone-head">{head}</header>}
      <main id="content" tabIndex={-1} className="d-phone-main">
        {children}
      </main>
      {(action || foot) && (
        <div className="d-phone-foot">
          {action && <div className="d-phone-action">{action}</div>}
          {foot}
        </div>
      )}
    </div>
  )
}

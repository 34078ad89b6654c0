import type { ReactNode } from 'react'

/** The one thing of a patient's screen that stands apart: today's session. Not for rows of figures. */
export function Panel({ children, kind = 'plain' }: { children: ReactNode; kind?: 'plain' | 'accent' | undefined }) {
  return (
    <div className="d-panel" data-kind={kind}>
      {children}
    </div>
  )
}

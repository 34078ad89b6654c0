import type { ReactNode } from 'react'

/** A list with nothing in it says so in one sentence, and what can be done. */
export function EmptyState({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className="d-empty">
      <p>{children}</p>
      {action && <div className="d-row">{action}</div>}
    </div>
  )
}

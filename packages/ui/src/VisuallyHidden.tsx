import type { ReactNode } from 'react'

/** Text for screen readers alone. */
export function VisuallyHidden({ children }: { children: ReactNode }) {
  return <span className="d-hidden">{children}</span>
}

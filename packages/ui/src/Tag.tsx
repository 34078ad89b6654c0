import type { ReactNode } from 'react'

export interface TagProps {
  /** `status` marks concept and "not yet reviewed"; `plain` names a kind; the others carry a colour that means something. */
  kind?: 'status' | 'plain' | 'accent' | 'caution' | 'stop' | undefined
  children: ReactNode
}

/** A small outlined mark beside a name: "concept, 1 april 2026". Constant and quiet; it never shouts. */
export function Tag({ kind = 'status', children }: TagProps) {
  return (
    <span className="d-tag" data-kind={kind}>
      {children}
    </span>
  )
}

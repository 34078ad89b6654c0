import type { ReactNode } from 'react'
import { focusField } from './Field.tsx'

export interface NeededFact {
  /** The `id` of the field that asks for it; a press brings the cursor there. */
  field: string
  label: string
  /** Why it is asked and how it would change the answer. */
  why?: ReactNode
  /** Instead of moving to a field of this page: go to where it is asked. */
  onGo?: (() => void) | undefined
}

/** What must still be known, most decisive first. Each line leads to its field. */
export function StillNeeded({ facts }: { facts: readonly NeededFact[] }) {
  return (
    <ol className="d-needed">
      {facts.map(({ field, label, why, onGo }) => (
        <li key={field}>
          <button type="button" className="d-link" onClick={onGo ?? (() => focusField(field))}>
            {label}
          </button>
          {why && <p className="d-caption">{why}</p>}
        </li>
      ))}
    </ol>
  )
}

import { ChevronRight } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import { Icon } from './Icon.tsx'

export interface DisclosureProps {
  summary: ReactNode
  children: ReactNode
  /** Open at first; the reader decides from then on. */
  startsOpen?: boolean | undefined
  /** Controlled from outside, together with `onToggle`. */
  open?: boolean | undefined
  onToggle?: ((open: boolean) => void) | undefined
  /** `quiet` for a small link in a line, `line` for a row that opens. */
  kind?: 'quiet' | 'line' | undefined
}

/** Opens in place, under the words that were pressed; the page moves down and nothing is covered. */
export function Disclosure({ summary, children, startsOpen = false, open, onToggle, kind = 'quiet' }: DisclosureProps) {
  const [own, setOwn] = useState(startsOpen)
  const id = useId()
  const isOpen = open ?? own
  return (
    <div className="d-disclosure" data-kind={kind} data-open={isOpen ? '' : undefined}>
      <button
        type="button"
        className="d-disclosure-button"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => {
          setOwn(!isOpen)
          onToggle?.(!isOpen)
        }}
      >
        <Icon of={ChevronRight} />
        <span>{summary}</span>
      </button>
      {isOpen && (
        <div id={id} className="d-disclosure-body">
          {children}
        </div>
      )}
    </div>
  )
}

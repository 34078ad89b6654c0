import { Search, X } from 'lucide-react'
import { useEffect, useId, useRef } from 'react'
import { Icon } from './Icon.tsx'
import { Kbd } from './Kbd.tsx'
import { useMessages } from './language.tsx'

export interface SearchFieldProps {
  /** Says what is searched; "Search" without it. */
  label?: string | undefined
  value: string
  onChange: (value: string) => void
  /** A key that brings the cursor here from anywhere on the page, as `/` does in the clinic. */
  shortcut?: string | undefined
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/** Filters as one types. Escape empties it. */
export function SearchField({ label, value, onChange, shortcut }: SearchFieldProps) {
  const words = useMessages()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const name = label ?? words.search

  useEffect(() => {
    if (shortcut === undefined) return undefined
    const listen = (event: KeyboardEvent) => {
      if (event.key !== shortcut || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      event.preventDefault()
      input.current?.focus()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [shortcut])

  return (
    <search className="d-search">
      <label className="d-hidden" htmlFor={id}>
        {name}
      </label>
      <div className="d-input" data-search="">
        <Icon of={Search} />
        <input
          id={id}
          ref={input}
          type="search"
          value={value}
          placeholder={name}
          autoComplete="off"
          aria-keyshortcuts={shortcut}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || value === '') return
            event.stopPropagation()
            onChange('')
          }}
        />
        {value === '' && shortcut && <Kbd>{shortcut}</Kbd>}
        {value !== '' && (
          <button
            type="button"
            className="d-clear"
            aria-label={words.clear(name)}
            onClick={() => {
              onChange('')
              input.current?.focus()
            }}
          >
            <Icon of={X} />
          </button>
        )}
      </div>
    </search>
  )
}

import { useEffect, useRef } from 'react'

/** Keys of two strokes are written with a space: `g p`. */
export type Shortcuts = Readonly<Record<string, () => void>>

const secondKeyMilliseconds = 1_200

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName)) return true
  return target instanceof HTMLInputElement && !/^(radio|checkbox|button|submit)$/.test(target.type)
}

/** Listens to keys of the whole page; a key that is typed into a field belongs to the field, except `Escape`. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const current = useRef(shortcuts)
  useEffect(() => {
    current.current = shortcuts
  })
  useEffect(() => {
    let first: { key: string; at: number } | null = null
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      if (isTyping(event.target)) {
        if (event.key === 'Escape') (event.target as HTMLElement).blur()
        return
      }
      const now = event.timeStamp
      const sequence = first !== null && now - first.at < secondKeyMilliseconds ? `${first.key} ${event.key}` : null
      const action = (sequence === null ? undefined : current.current[sequence]) ?? current.current[event.key]
      first = action === undefined ? { key: event.key, at: now } : null
      if (action === undefined) return
      event.preventDefault()
      action()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}

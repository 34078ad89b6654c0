import { useCallback, useEffect, useState } from 'react'

const lock = 'dosis.session'

/**
 * Lets one window at a time run a session. A window that finds another one at work says so, and may take over; the
 * other one then steps back. Without Web Locks every window thinks it is the only one.
 */
export function useOnlyWindow(isNeeded: boolean): { readonly isElsewhere: boolean; readonly takeOver: () => void } {
  const [isElsewhere, setElsewhere] = useState(false)
  const [attempt, setAttempt] = useState<'ask' | 'steal'>('ask')

  useEffect(() => {
    if (!isNeeded || !('locks' in navigator)) return undefined
    let letGo: (() => void) | undefined
    let isOver = false
    const holding = navigator.locks.request(
      lock,
      attempt === 'steal' ? { steal: true } : { ifAvailable: true },
      (held) => {
        if (isOver) return undefined
        setElsewhere(held === null)
        if (held === null) return undefined
        return new Promise<void>((resolve) => {
          letGo = resolve
        })
      },
    )
    holding.catch(() => {
      // Another window took over.
      if (!isOver) setElsewhere(true)
    })
    return () => {
      isOver = true
      letGo?.()
    }
  }, [isNeeded, attempt])

  const takeOver = useCallback(() => {
    setElsewhere(false)
    setAttempt('steal')
  }, [])
  return { isElsewhere, takeOver }
}

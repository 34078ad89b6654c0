import { useEffect } from 'react'

/** Keeps the screen awake while `active`, where the browser can; asks again when the page comes back into sight. */
export function useWakeLock(active: boolean): void {
  useEffect(() => {
    if (!active || !('wakeLock' in navigator)) return
    let lock: WakeLockSentinel | undefined
    let over = false
    const ask = async () => {
      if (document.visibilityState !== 'visible') return
      // Refused when the battery is low: the session goes on, tones and vibration do not need the screen.
      const granted = await navigator.wakeLock.request('screen').catch(() => undefined)
      if (over) await granted?.release()
      else lock = granted
    }
    const again = () => void ask()
    again()
    document.addEventListener('visibilitychange', again)
    return () => {
      over = true
      document.removeEventListener('visibilitychange', again)
      void lock?.release()
    }
  }, [active])
}

/** The event with which Chromium offers to put the app on the home screen; other browsers have none. */
interface InstallPrompt extends Event {
  readonly prompt: () => Promise<unknown>
}

let offered: InstallPrompt | null = null
const listeners = new Set<() => void>()

/** Keeps the offer of the browser until the patient asks for it; call before the first screen. */
export function catchInstallPrompt(): void {
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    offered = event as InstallPrompt
    for (const listener of listeners) listener()
  })
  window.addEventListener('appinstalled', () => {
    offered = null
    for (const listener of listeners) listener()
  })
}

export const installPrompt = {
  subscribe: (listener: () => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  offer: () => offered,
  use: async () => {
    await offered?.prompt()
    offered = null
    for (const listener of listeners) listener()
  },
}

/** Whether the app was opened from the home screen. */
export function isOnHomeScreen(): boolean {
  return (
    matchMedia('(display-mode: standalone)').matches || ('standalone' in navigator && navigator.standalone === true)
  )
}

/** Whether this is an iPhone or iPad, where a page that is not on the home screen loses what it keeps after seven days. */
export function isApplePhone(): boolean {
  return (
    /iPhone|iPad|iPod/.test(navigator.userAgent) ||
    (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1)
  )
}

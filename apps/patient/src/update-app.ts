import { runningSessions } from './session/running-session.ts'

/**
 * Lets the service worker serve the app without a connection. A newer version takes over when the app is opened anew and
 * no session is under way, never while somebody uses it.
 */
export async function registerServiceWorker(): Promise<void> {
  const registration = await navigator.serviceWorker.register('/p/sw.js', { scope: '/p/' })
  if (registration.waiting === null || navigator.serviceWorker.controller === null || runningSessions() > 0) return
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  registration.waiting.postMessage({ type: 'SKIP_WAITING' })
}

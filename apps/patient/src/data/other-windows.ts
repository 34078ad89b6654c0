/** Windows of this app on one phone: they send in turn, and hear of each other's changes. */
export interface OtherWindows {
  readonly alone: (task: () => Promise<void>) => Promise<void>
  readonly tell: () => void
  readonly listen: (heard: () => void) => () => void
}

/** Web Locks and channels where the browser has them; without them the server still takes everything only once. */
export function otherWindows(): OtherWindows {
  const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('dosis')
  return {
    alone: (task) => ('locks' in navigator ? navigator.locks.request('dosis.send', task) : task()),
    tell: () => channel?.postMessage('changed'),
    listen: (heard) => {
      channel?.addEventListener('message', heard)
      return () => channel?.removeEventListener('message', heard)
    },
  }
}

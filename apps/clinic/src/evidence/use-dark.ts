import { useSyncExternalStore } from 'react'

const device = () => window.matchMedia('(prefers-color-scheme: dark)')

/** Whether the page is dark: by the reader's choice, else by the device. On paper it never is. */
export function useDark(): boolean {
  return useSyncExternalStore(listen, () => {
    const chosen = document.documentElement.dataset['theme']
    return chosen === undefined ? device().matches : chosen === 'dark'
  })
}

function listen(tell: () => void): () => void {
  const theme = new MutationObserver(tell)
  theme.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  const query = device()
  query.addEventListener('change', tell)
  return () => {
    theme.disconnect()
    query.removeEventListener('change', tell)
  }
}

import { useEffect } from 'react'

/** Names the page in the tab and in the history; the app's name comes last. */
export function usePageTitle(...parts: readonly string[]): void {
  const title = [...parts, 'Dosis'].join(' · ')
  useEffect(() => {
    document.title = title
  }, [title])
}

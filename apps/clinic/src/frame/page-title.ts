import { useEffect } from 'react'

/**
 * Names the page in the tab and in the history; the app's name comes last. A page that opens starts at its top, with
 * the cursor of a keyboard or screen reader at its content.
 */
export function usePageTitle(...parts: readonly string[]): void {
  const title = [...parts, 'Dosis'].join(' · ')
  useEffect(() => {
    document.title = title
  }, [title])
  useEffect(() => {
    window.scrollTo(0, 0)
    document.getElementById('content')?.focus({ preventScroll: true })
  }, [])
}

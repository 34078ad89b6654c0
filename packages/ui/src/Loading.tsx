import type { ReactNode } from 'react'
import { useMessages } from './language.tsx'

/** A line of text while something is fetched; nothing turns. It comes after a moment, so that a quick answer shows nothing. */
export function Loading({ children }: { children?: ReactNode }) {
  const words = useMessages()
  return (
    <p className="d-loading" role="status">
      {children ?? words.loading}
    </p>
  )
}

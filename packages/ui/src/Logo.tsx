import { useId } from 'react'

/**
 * The sign of Dosis: a scored tablet whose halves have taken a step. With `words` the name stands beside it.
 */
export function Logo({ words = true, size = 28 }: { words?: boolean | undefined; size?: number | undefined }) {
  const id = useId()
  return (
    <span className="d-logo" style={{ fontSize: size * 0.9 }}>
      <svg viewBox="4 3 24 26" width={(size * 24) / 26} height={size} role="img" aria-labelledby={id} focusable="false">
        <title id={id}>Dosis</title>
        <path d="M15 8.5v19A9.5 9.5 0 0 1 15 8.5Z" fill="currentColor" />
        <path d="M17 4.5v19a9.5 9.5 0 0 0 0-19Z" fill="currentColor" />
      </svg>
      {words && <span aria-hidden>Dosis</span>}
    </span>
  )
}

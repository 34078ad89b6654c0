import type { LucideIcon } from 'lucide-react'

/** An icon of the size of the text beside it; it never speaks alone, so it is hidden from assistive technology. */
export function Icon({ of: Shape, size }: { of: LucideIcon; size?: number | undefined }) {
  return (
    <Shape
      className="d-icon"
      aria-hidden
      focusable={false}
      strokeWidth={1.75}
      {...(size && { width: size, height: size })}
    />
  )
}

import type { LinkLikeProps } from '@dosis/ui'
import { Link } from 'wouter'

/** A link within the app, for components that are told which link to use. */
export function AppLink({ href, children, className, 'aria-current': current }: LinkLikeProps) {
  return (
    <Link href={href} className={className ?? ''} aria-current={current}>
      {children}
    </Link>
  )
}

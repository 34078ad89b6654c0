import type { LinkLikeProps } from '@dosis/ui'
import { Link } from 'wouter'

/** A link within the app, for components that are told which link to use. */
export function AppLink({ children, className = '', ...rest }: LinkLikeProps) {
  return (
    <Link {...rest} className={className}>
      {children}
    </Link>
  )
}

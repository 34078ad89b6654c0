import type { LucideIcon } from 'lucide-react'
import type { ButtonHTMLAttributes, ComponentType, ReactNode } from 'react'
import { classes } from './classes.ts'
import { Icon } from './Icon.tsx'

export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'danger'

interface ButtonLook {
  /** One primary button per screen. Danger is for what cannot be taken back, and for stop. */
  kind?: ButtonKind | undefined
  /** `large` is the one button of a patient's screen (64 px); `small` stands in a line of a table. */
  size?: 'small' | 'normal' | 'large' | undefined
  icon?: LucideIcon | undefined
  /** As wide as its column. */
  wide?: boolean | undefined
  children: ReactNode
}

export interface ButtonProps extends ButtonLook, Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children'> {
  /** Says what is going on and ignores further presses; the words stay. */
  busy?: boolean | undefined
}

const look = ({ kind = 'secondary', size = 'normal', wide }: Omit<ButtonLook, 'children'>, className?: string) => ({
  className: classes('d-button', className),
  'data-kind': kind,
  'data-size': size,
  'data-wide': wide ? '' : undefined,
})

/** A button: rectangular in the clinic, full round and at least 48 px high for the patient. */
export function Button({
  kind,
  size,
  icon,
  wide,
  busy,
  className,
  children,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps) {
  return (
    // oxlint-disable-next-line react/button-has-type -- the type is a prop that is 'button' unless told otherwise
    <button
      {...rest}
      {...look({ kind, size, wide }, className)}
      type={type}
      aria-disabled={busy ? true : undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {icon && <Icon of={icon} />}
      <span>{children}</span>
    </button>
  )
}

/** What a link component of a router accepts; a plain `a` does too. */
export interface LinkLikeProps {
  href: string
  className?: string
  children?: ReactNode
  'aria-current'?: 'page' | undefined
}
export type LinkLike = ComponentType<LinkLikeProps> | 'a'

export interface ButtonLinkProps extends ButtonLook {
  href: string
  /** The router's link; a plain anchor without it. */
  link?: LinkLike | undefined
  className?: string | undefined
}

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function ButtonLink({ href, link: Link = 'a', kind, size, icon, wide, className, children }: ButtonLinkProps) {
  return (
    <Link href={href} {...look({ kind, size, wide }, className)}>
      {icon && <Icon of={icon} />}
      <span>{children}</span>
    </Link>
  )
}

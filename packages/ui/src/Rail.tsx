import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import type { LinkLike } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { useMessages } from './language.tsx'
import { Logo } from './Logo.tsx'

export interface RailItem {
  href: string
  label: string
  icon: LucideIcon
  current?: boolean | undefined
  /** How many wait there; said in words to screen readers. */
  count?: { figure: number; words: string } | undefined
}

export interface RailProps {
  items: readonly RailItem[]
  /** The router's link; a plain anchor without it. */
  link?: LinkLike | undefined
  /** Where the sign leads. */
  home?: string | undefined
  /** At the lower end: who is signed in, language, colours. Not shown on a phone. */
  foot?: ReactNode
  label?: string | undefined
}

/** The places of an app: a narrow rail on the left, a bar under the thumb on a phone. */
export function Rail({ items, link: Link = 'a', home = '/', foot, label }: RailProps) {
  const words = useMessages()
  return (
    <header className="d-rail">
      <Link href={home} className="d-rail-home">
        <Logo words={false} size={32} />
      </Link>
      <nav aria-label={label ?? words.navigation}>
        <ul className="d-rail-items">
          {items.map((item) => (
            <li key={item.href}>
              <Link href={item.href} className="d-rail-item" aria-current={item.current ? 'page' : undefined}>
                <span className="d-rail-icon">
                  <Icon of={item.icon} size={22} />
                  {item.count && item.count.figure > 0 && (
                    <span className="d-rail-count d-figures" aria-hidden>
                      {item.count.figure}
                    </span>
                  )}
                </span>
                <span>{item.label}</span>
                {item.count && item.count.figure > 0 && <span className="d-hidden">{item.count.words}</span>}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {foot && <div className="d-rail-foot">{foot}</div>}
    </header>
  )
}

import type { LucideIcon } from 'lucide-react'
import type { LinkLike } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { useMessages } from './language.tsx'

export interface TabBarProps {
  items: readonly { href: string; label: string; icon: LucideIcon; current?: boolean | undefined }[]
  link?: LinkLike | undefined
  label?: string | undefined
}

/** The two or three places of the patient's app, at the lower edge: icon and word. */
export function TabBar({ items, link: Link = 'a', label }: TabBarProps) {
  const words = useMessages()
  return (
    <nav className="d-tabbar" aria-label={label ?? words.navigation}>
      {items.map((item) => (
        <Link key={item.href} href={item.href} className="d-tab" aria-current={item.current ? 'page' : undefined}>
          <Icon of={item.icon} />
          <span>{item.label}</span>
        </Link>
      ))}
    </nav>
  )
}

import type { ReactNode } from 'react'
import type { LinkLike } from './Button.tsx'

export interface WorkItem {
  key: string
  /** Who: the name, which leads to this patient for who may open the record. */
  who: string
  href: string | undefined
  about?: ReactNode
  /** What happened or is asked. */
  what: ReactNode
  since?: ReactNode
  /** The one action. */
  action?: ReactNode
  /** A stop or a warning, as a mark before the words. */
  mark?: ReactNode
  urgent?: boolean | undefined
}

/** Work to do, not a database: who, what happened, since when, one action. */
export function WorkList({ items, link: Link = 'a' }: { items: readonly WorkItem[]; link?: LinkLike | undefined }) {
  return (
    <ul className="d-work">
      {items.map((item) => (
        <li key={item.key} className="d-work-item" data-urgent={item.urgent ? '' : undefined}>
          <div className="d-work-who">
            {item.href === undefined ? <strong>{item.who}</strong> : <Link href={item.href}>{item.who}</Link>}
            {item.about && <span className="d-caption">{item.about}</span>}
          </div>
          <div className="d-work-what">
            {item.mark} {item.what}
          </div>
          <div className="d-work-since d-figures">{item.since}</div>
          <div className="d-work-action">{item.action}</div>
        </li>
      ))}
    </ul>
  )
}

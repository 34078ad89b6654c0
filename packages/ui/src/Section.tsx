import { type ReactNode, useId } from 'react'

export interface SectionProps {
  title: ReactNode
  /** A quiet line beside the title: a count, a source, when. */
  note?: ReactNode
  actions?: ReactNode
  children: ReactNode
  /** `h3` inside another section. */
  level?: 2 | 3 | undefined
  id?: string | undefined
}

/** A part of a page under a heading and a hairline. */
export function Section({ title, note, actions, children, level = 2, id }: SectionProps) {
  const own = useId()
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <section className="d-section" data-level={level} id={id} aria-labelledby={own}>
      <div className="d-section-head">
        <Heading id={own}>{title}</Heading>
        {note && <span className="d-caption">{note}</span>}
        {actions && <div className="d-section-actions d-row">{actions}</div>}
      </div>
      {children}
    </section>
  )
}

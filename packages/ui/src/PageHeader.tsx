import type { ReactNode } from 'react'

export interface PageHeaderProps {
  title: ReactNode
  /** A small line above: where this page belongs, the date. */
  above?: ReactNode
  /** One or two sentences below: the answer, before the reasons. */
  lead?: ReactNode
  /** Marks beside the title. */
  marks?: ReactNode
  /** At the end of the line: the one primary action, and what belongs to it. */
  actions?: ReactNode
}

/** The head of a page: the answer first, the action where the eye ends. */
export function PageHeader({ title, above, lead, marks, actions }: PageHeaderProps) {
  return (
    <header className="d-page-header">
      <div>
        {above && <p className="d-page-above">{above}</p>}
        <h1>
          {title} {marks && <span className="d-page-marks">{marks}</span>}
        </h1>
        {lead && <p className="d-page-lead">{lead}</p>}
      </div>
      {actions && <div className="d-page-actions d-row">{actions}</div>}
    </header>
  )
}

import { ChevronRight } from 'lucide-react'
import { Fragment, type ReactNode, useId, useState } from 'react'
import { Icon } from './Icon.tsx'

export interface Column<Row> {
  key: string
  header: ReactNode
  cell: (row: Row) => ReactNode
  /** `figures`: right-aligned tabular figures, so that a column can be compared. */
  align?: 'text' | 'figures' | undefined
  /** Set once, under the header, instead of in every cell. */
  unit?: string | undefined
  /** This cell names the row. */
  rowHeader?: boolean | undefined
  /** A CSS width; columns without one share what is left. */
  width?: string | undefined
  /** On a phone the label before the cell is left out, where the cell speaks for itself. */
  plainOnPhone?: boolean | undefined
}

export interface DataTableProps<Row> {
  /** What the table shows; read first by screen readers, and by everyone unless hidden. */
  caption: ReactNode
  captionHidden?: boolean | undefined
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** Opens under the row, in place; rows for which it answers nothing do not open. */
  detail?: ((row: Row) => ReactNode) | undefined
  /** Keys of rows that are open at first. */
  startsOpen?: readonly string[] | undefined
  /** What stands in place of the rows when there are none. */
  empty?: ReactNode
  note?: ReactNode
  /** On a phone: `stack` sets every row as a small block with labels, `scroll` keeps the columns and slides. */
  onPhone?: 'stack' | 'scroll' | undefined
}

/** A table as a journal sets it: rules above, under the head and below, none between columns. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const {
    caption,
    captionHidden,
    columns,
    rows,
    rowKey,
    detail,
    startsOpen = [],
    empty,
    note,
    onPhone = 'stack',
  } = props
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(startsOpen))
  const id = useId()
  const toggle = (key: string) =>
    setOpen((now) => {
      const next = new Set(now)
      if (!next.delete(key)) next.add(key)
      return next
    })

  return (
    <figure className="d-table" data-phone={onPhone}>
      {/* What scrolls must be reachable by keyboard; no landmark, since the section around it often has the same name. */}
      <div
        className="d-table-scroll"
        {...(onPhone === 'scroll' && { role: 'group', tabIndex: 0, 'aria-labelledby': `${id}-caption` })}
      >
        <table role="table">
          <caption id={`${id}-caption`} className={captionHidden ? 'd-hidden' : undefined}>
            {caption}
          </caption>
          <thead role="rowgroup">
            <tr role="row">
              {columns.map((column) => (
                <th
                  key={column.key}
                  role="columnheader"
                  scope="col"
                  data-align={column.align}
                  style={{ width: column.width }}
                >
                  {column.header}
                  {column.unit && <small>{column.unit}</small>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {rows.map((row) => {
              const key = rowKey(row)
              const inside = detail?.(row)
              const isOpen = inside != null && open.has(key)
              return (
                <Fragment key={key}>
                  <tr role="row" data-opens={inside != null ? '' : undefined} data-open={isOpen ? '' : undefined}>
                    {columns.map((column, place) => (
                      <Cell key={column.key} column={column}>
                        {place === 0 && inside != null ? (
                          <button
                            type="button"
                            className="d-table-open"
                            aria-expanded={isOpen}
                            aria-controls={isOpen ? `${id}-${key}` : undefined}
                            onClick={() => toggle(key)}
                          >
                            <Icon of={ChevronRight} />
                            <span>{column.cell(row)}</span>
                          </button>
                        ) : (
                          column.cell(row)
                        )}
                      </Cell>
                    ))}
                  </tr>
                  {isOpen && (
                    <tr role="row" id={`${id}-${key}`} className="d-table-detail">
                      <td role="cell" colSpan={columns.length}>
                        {inside}
                      </td>
                    </tr>
                  )}
                </Fragment>
              )
            })}
            {rows.length === 0 && empty != null && (
              <tr role="row" className="d-table-detail">
                <td role="cell" colSpan={columns.length}>
                  {empty}
                </td>
              </tr>
            )}
          </tbody>
        </table>
      </div>
      {note && <figcaption className="d-caption">{note}</figcaption>}
    </figure>
  )
}

function Cell<Row>({ column, children }: { column: Column<Row>; children: ReactNode }) {
  const { align, header, rowHeader, plainOnPhone, unit } = column
  const label = typeof header === 'string' && !plainOnPhone ? (unit ? `${header} (${unit})` : header) : undefined
  return rowHeader ? (
    <th role="rowheader" scope="row" data-align={align}>
      {children}
    </th>
  ) : (
    <td role="cell" data-align={align} data-label={label}>
      <div>{children}</div>
    </td>
  )
}

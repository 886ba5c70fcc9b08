import { type ReactNode, useId } from 'react'
import styles from './data-table.module.css'
import layout from './desk-layout.module.css'

export type Column<Row> = {
  readonly key: string
  readonly header: string
  readonly cell: (row: Row) => ReactNode
  /** Numbers line up at the end. */
  readonly align?: 'end'
  /** Dates and codes are read as one. */
  readonly oneLine?: boolean
  /** The cell that names the row; the first column unless another says so. */
  readonly isRowHeader?: boolean
  /** A column of buttons needs no heading to look at, but has one to hear. */
  readonly hideHeader?: boolean
}

type DataTableProps<Row> = {
  caption: string
  hideCaption?: boolean
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** On a narrow screen each row becomes a card; without it the table scrolls sideways. */
  cards?: boolean
}

export function DataTable<Row>({
  caption,
  hideCaption = false,
  columns,
  rows,
  rowKey,
  cards = false,
}: DataTableProps<Row>) {
  const captionId = useId()
  const headerKey = (columns.find((column) => column.isRowHeader) ?? columns[0])?.key

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
    <section className={styles.scroll} aria-labelledby={captionId} tabIndex={0}>
      <table className={cards ? `${styles.table} ${styles.cards}` : styles.table}>
        <caption id={captionId} className={hideCaption ? layout.hidden : styles.caption}>
          {caption}
        </caption>
        <thead>
          <tr>
            {columns.map(({ key, header, align, hideHeader }) => (
              <th key={key} scope="col" className={align && styles[align]}>
                {hideHeader ? <span className={layout.hidden}>{header}</span> : header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map(({ key, header, cell, align, oneLine, hideHeader }) =>
                key === headerKey ? (
                  <th key={key} scope="row" className={cellClass(align, oneLine)}>
                    {cell(row)}
                  </th>
                ) : (
                  <td
                    key={key}
                    className={cellClass(align, oneLine)}
                    data-label={hideHeader ? undefined : header}
                  >
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const cellClass = (align: Column<never>['align'], oneLine = false) =>
  [align && styles[align], oneLine && styles.oneLine].filter(Boolean).join(' ') || undefined

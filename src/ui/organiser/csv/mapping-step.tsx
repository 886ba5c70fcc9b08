import { useMemo } from 'react'
import type { Table } from '#domain/csv-table.ts'
import { DataTable } from '../../shared/data-table.tsx'
import layout from '../../shared/desk-layout.module.css'
import { Notice } from '../../shared/notice.tsx'
import { SelectField } from '../../shared/select-field.tsx'
import { csvText, csvWarningText, delimiterTexts, encodingTexts } from '../text.ts'
import styles from './mapping-step.module.css'

const PREVIEWED = 5

/** What a review of a mapping says; `#domain/column-mapping.ts` makes it. */
type Mapping<Field extends string> = {
  readonly columns: readonly (Field | undefined)[]
  readonly missing: readonly Field[]
  readonly doubled: readonly Field[]
  readonly unknown: readonly string[]
}

type MappingStepProps<Field extends string> = {
  table: Table
  mapping: Mapping<Field>
  fieldTexts: Readonly<Record<Field, string>>
  onChange: (columns: readonly (Field | undefined)[]) => void
  /** The cells of a row under our fields, as they will be sent. */
  cellsOf: (cells: readonly string[]) => Partial<Record<Field, string>>
}

/** What the file is, which of its columns holds what, and how its first lines come out. */
export function MappingStep<Field extends string>({
  table,
  mapping,
  fieldTexts,
  onChange,
  cellsOf,
}: MappingStepProps<Field>) {
  const fields = useMemo(
    () => Object.keys(fieldTexts).filter((key): key is Field => key in fieldTexts),
    [fieldTexts],
  )
  const named = (keys: readonly Field[]) => keys.map((key) => fieldTexts[key])
  const shown = fields.filter((field) => mapping.columns.includes(field))

  return (
    <section className={layout.wide}>
      <p>
        {csvText.facts(
          table.rows.length + table.ragged.length,
          encodingTexts[table.encoding],
          delimiterTexts[table.delimiter],
        )}
      </p>
      {(table.warnings.length > 0 || table.ragged.length > 0) && (
        <Notice tone="warning">
          <ul>
            {table.warnings.map((warning) => (
              <li key={csvWarningText(warning)}>{csvWarningText(warning)}</li>
            ))}
            {table.ragged.length > 0 && <li>{csvText.ragged(table.ragged.length)}</li>}
          </ul>
        </Notice>
      )}
      <h2>{csvText.mappingTitle}</h2>
      <p>{csvText.mappingHelp}</p>
      <div className={styles.columns}>
        {table.header.map((column, place) => (
          <SelectField
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place; two may have one name
            key={place}
            label={csvText.column(column, place + 1)}
            emptyLabel={csvText.leaveOut}
            options={fields.map((field) => ({ value: field, label: fieldTexts[field] }))}
            value={mapping.columns[place] ?? ''}
            onChange={({ target }) =>
              onChange(
                mapping.columns.map((field, at) =>
                  at === place ? fields.find((each) => each === target.value) : field,
                ),
              )
            }
          />
        ))}
      </div>
      {mapping.missing.length > 0 && (
        <Notice tone="problem">{csvText.missing(named(mapping.missing))}</Notice>
      )}
      {mapping.doubled.length > 0 && (
        <Notice tone="problem">{csvText.doubled(named(mapping.doubled))}</Notice>
      )}
      {mapping.unknown.length > 0 && <p className={layout.quiet}>{csvText.leftOut(mapping.unknown)}</p>}
      <DataTable
        caption={csvText.previewCaption}
        columns={[
          { key: 'line', header: csvText.line, cell: ({ line }) => line, align: 'end' },
          ...shown.map((field) => ({
            key: field,
            header: fieldTexts[field],
            cell: ({ cells }: { cells: readonly string[] }) => cellsOf(cells)[field] ?? '',
          })),
        ]}
        rows={table.rows.slice(0, PREVIEWED)}
        rowKey={({ line }) => String(line)}
      />
    </section>
  )
}

export const isUsable = (mapping: Pick<Mapping<string>, 'missing' | 'doubled'>) =>
  mapping.missing.length === 0 && mapping.doubled.length === 0

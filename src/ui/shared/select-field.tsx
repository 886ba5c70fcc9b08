import { type ComponentPropsWithoutRef, forwardRef, useId } from 'react'
import styles from './field.module.css'
import { describedBy, FieldFrame, type FieldText } from './field-frame.tsx'
import { fieldIdOf } from './field-id.ts'

type SelectFieldProps = FieldText &
  Omit<ComponentPropsWithoutRef<'select'>, 'id' | 'children'> & {
    options: readonly { readonly value: string; readonly label: string }[]
    /** Shown first, with an empty value. */
    emptyLabel?: string
  }

export const SelectField = forwardRef<HTMLSelectElement, SelectFieldProps>(function SelectField(
  { label, hint, error, optional = false, options, emptyLabel, ...select },
  ref,
) {
  const ownId = useId()
  const id = select.name ? fieldIdOf(select.name) : ownId
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} optional={optional}>
      <select
        {...select}
        ref={ref}
        id={id}
        className={`${styles.input} ${styles.medium}`}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, { hint, error })}
      >
        {emptyLabel !== undefined && <option value="">{emptyLabel}</option>}
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </FieldFrame>
  )
})

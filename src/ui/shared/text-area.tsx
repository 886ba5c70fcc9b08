import { type ComponentPropsWithoutRef, forwardRef, useId } from 'react'
import styles from './field.module.css'
import { describedBy, FieldFrame, type FieldText } from './field-frame.tsx'
import { fieldIdOf } from './field-id.ts'

type TextAreaProps = FieldText & Omit<ComponentPropsWithoutRef<'textarea'>, 'id'>

export const TextArea = forwardRef<HTMLTextAreaElement, TextAreaProps>(function TextArea(
  { label, hint, error, optional = false, rows = 5, ...area },
  ref,
) {
  const ownId = useId()
  const id = area.name ? fieldIdOf(area.name) : ownId
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} optional={optional}>
      <textarea
        autoComplete="off"
        {...area}
        ref={ref}
        id={id}
        rows={rows}
        className={`${styles.input} ${styles.full}`}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, { hint, error })}
      />
    </FieldFrame>
  )
})

import { type ComponentPropsWithoutRef, forwardRef, useId } from 'react'
import styles from './field.module.css'
import { describedBy, FieldFrame, type FieldText } from './field-frame.tsx'
import { fieldIdOf } from './field-id.ts'

type TextFieldProps = FieldText &
  Omit<ComponentPropsWithoutRef<'input'>, 'id' | 'width'> & {
    /** As wide as what goes in: the width is a hint too. */
    width?: 'narrow' | 'medium' | 'full'
    /** What the browser is told instead of `name`, so that it remembers nothing that was typed in it. */
    formName?: string
  }

export const TextField = forwardRef<HTMLInputElement, TextFieldProps>(function TextField(
  { label, hint, error, optional = false, width = 'full', formName, ...input },
  ref,
) {
  const ownId = useId()
  const id = input.name ? fieldIdOf(input.name) : ownId
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} optional={optional}>
      <input
        type="text"
        autoComplete="off"
        {...input}
        name={formName ?? input.name}
        ref={ref}
        id={id}
        className={`${styles.input} ${styles[width]}`}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, { hint, error })}
      />
    </FieldFrame>
  )
})

import { type ComponentProps, useId } from 'react'
import styles from './field.module.css'
import { FieldsetFrame, type FieldText } from './field-frame.tsx'
import { fieldIdOf } from './field-id.ts'

export type Option = {
  readonly value: string
  readonly label: string
  readonly hint?: string
  readonly disabled?: boolean
}

type GroupProps = FieldText &
  Omit<ComponentProps<'input'>, 'id' | 'type' | 'value' | 'checked'> & { options: readonly Option[] }

/** Several of a few. Nothing is ticked beforehand unless the form's values say so. */
export function CheckboxGroup(props: GroupProps) {
  return <ChoiceGroup type="checkbox" {...props} />
}

/** The first control carries the id of the field: a link from the error summary leads there. */
export function ChoiceGroup({
  type,
  label,
  hint,
  error,
  optional = false,
  options,
  ...input
}: GroupProps & { type: 'checkbox' | 'radio' }) {
  const ownId = useId()
  const id = input.name ? fieldIdOf(input.name) : ownId
  return (
    <FieldsetFrame id={id} label={label} hint={hint} error={error} optional={optional}>
      {options.map((option, index) => (
        <label key={option.value} className={styles.option}>
          <input
            {...input}
            id={index === 0 ? id : `${id}-${index}`}
            type={type}
            value={option.value}
            disabled={option.disabled ?? input.disabled}
          />
          <span>{option.label}</span>
          {option.hint && <span className={styles.optionHint}>{option.hint}</span>}
        </label>
      ))}
    </FieldsetFrame>
  )
}

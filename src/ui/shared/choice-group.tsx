import { type ComponentPropsWithoutRef, forwardRef, useId } from 'react'
import styles from './field.module.css'
import { FieldsetFrame, type FieldText } from './field-frame.tsx'
import { fieldIdOf } from './field-id.ts'

type Option = {
  readonly value: string
  readonly label: string
  readonly hint?: string
  readonly disabled?: boolean
}

export type ChoiceGroupProps = FieldText &
  Omit<ComponentPropsWithoutRef<'input'>, 'id' | 'type' | 'value' | 'checked'> & {
    options: readonly Option[]
    /** What is chosen, where the form keeps it; else the page does. */
    value?: string | readonly string[]
  }

/** The first control carries the id of the field: a link from the error summary leads there. */
export const ChoiceGroup = forwardRef<HTMLInputElement, ChoiceGroupProps & { type: 'checkbox' | 'radio' }>(
  function ChoiceGroup({ type, label, hint, error, optional = false, options, value, ...input }, ref) {
    const ownId = useId()
    const id = input.name ? fieldIdOf(input.name) : ownId
    const isChosen = (option: string) =>
      typeof value === 'string' ? value === option : value?.includes(option)
    return (
      <FieldsetFrame id={id} label={label} hint={hint} error={error} optional={optional}>
        {options.map((option, index) => (
          <label key={option.value} className={styles.option}>
            <input
              {...input}
              ref={ref}
              id={index === 0 ? id : `${id}-${index}`}
              type={type}
              value={option.value}
              checked={isChosen(option.value)}
              disabled={option.disabled ?? input.disabled}
            />
            <span>{option.label}</span>
            {option.hint && <span className={styles.optionHint}>{option.hint}</span>}
          </label>
        ))}
      </FieldsetFrame>
    )
  },
)

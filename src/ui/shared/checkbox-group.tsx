import { forwardRef } from 'react'
import { ChoiceGroup, type ChoiceGroupProps } from './choice-group.tsx'

/** Several of a few. Nothing is ticked beforehand unless the form's values say so. */
export const CheckboxGroup = forwardRef<HTMLInputElement, ChoiceGroupProps>(
  function CheckboxGroup(props, ref) {
    return <ChoiceGroup type="checkbox" {...props} ref={ref} />
  },
)

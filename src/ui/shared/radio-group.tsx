import { forwardRef } from 'react'
import { ChoiceGroup, type ChoiceGroupProps } from './choice-group.tsx'

/** One of a few. */
export const RadioGroup = forwardRef<HTMLInputElement, ChoiceGroupProps>(function RadioGroup(props, ref) {
  return <ChoiceGroup type="radio" {...props} ref={ref} />
})

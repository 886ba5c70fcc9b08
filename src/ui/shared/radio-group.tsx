import type { ComponentProps } from 'react'
import { type CheckboxGroup, ChoiceGroup } from './checkbox-group.tsx'

/** One of a few. */
export function RadioGroup(props: ComponentProps<typeof CheckboxGroup>) {
  return <ChoiceGroup type="radio" {...props} />
}

import { type ComponentPropsWithoutRef, useRef } from 'react'
import { suggestPostcode } from '#domain/postcode.ts'
import { Button } from '../../shared/button.tsx'
import { TextField } from '../../shared/text-field.tsx'
import layout from '../layout.module.css'
import { useTexts } from './languages/in-language.tsx'
import { signingTexts } from './text.ts'

type PostcodeFieldProps = Omit<
  ComponentPropsWithoutRef<typeof TextField>,
  'label' | 'width' | 'hint' | 'value'
> & {
  /** Only the beginning was known beforehand. */
  isPart: boolean
  value: string
  onUse: (postcode: string) => void
}

/** Suggests a likelier spelling, and never insists on it. */
export function PostcodeField({ isPart, value, onUse, ...field }: PostcodeFieldProps) {
  const text = useTexts(signingTexts)
  const suggestion = suggestPostcode(value)
  const place = useRef<HTMLDivElement>(null)

  function accept(postcode: string) {
    onUse(postcode)
    // The button goes; who reached it by keyboard stays here, and a phone's keyboard does not open.
    place.current?.focus()
  }

  return (
    <div ref={place} className={layout.stack} tabIndex={-1}>
      <TextField
        label={text.postcode}
        hint={isPart ? text.postcodePart : undefined}
        width="narrow"
        autoCapitalize="characters"
        spellCheck={false}
        {...field}
        value={value}
      />
      {suggestion && (
        <div className={layout.row} role="status">
          <span>{text.didYouMean(suggestion)}</span>
          <Button onClick={() => accept(suggestion)}>{text.useIt}</Button>
        </div>
      )}
    </div>
  )
}

import { type ComponentPropsWithoutRef, useState } from 'react'
import { Button } from '../../shared/button.tsx'
import { TextField } from '../../shared/text-field.tsx'
import layout from '../layout.module.css'
import { useTexts } from './languages/in-language.tsx'
import styles from './other-ways.module.css'
import { signingTexts } from './text.ts'

type AddressFieldProps = Omit<ComponentPropsWithoutRef<typeof TextField>, 'label' | 'value'> & {
  value: string
}

/** The door's own, which nobody has to type. Whoever works here and lives elsewhere gives another. */
export function AddressField({ value, error, ...field }: AddressFieldProps) {
  const text = useTexts(signingTexts)
  const [isOther, setIsOther] = useState(false)
  if (isOther || error)
    return <TextField label={text.address} autoFocus={isOther} {...field} value={value} error={error} />
  return (
    <div>
      <p className={layout.quiet}>{text.address}</p>
      <p>
        {/* A number before a street's name would else stand behind it on a page from the right. */}
        <strong>
          <bdi>{value}</bdi>
        </strong>
      </p>
      <Button variant="quiet" className={styles.quiet} onClick={() => setIsOther(true)}>
        {text.otherAddress}
      </Button>
    </div>
  )
}

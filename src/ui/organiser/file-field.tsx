import { useId } from 'react'
import { describedBy, FieldFrame } from '../shared/field-frame.tsx'
import styles from './file-field.module.css'

type FileFieldProps = {
  label: string
  hint: string
  /** As the attribute of an input: endings and types. */
  accept: string
  error?: string | undefined
  onChoose: (file: File) => void
}

export function FileField({ label, hint, accept, error, onChoose }: FileFieldProps) {
  const id = useId()
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error}>
      <input
        className={styles.file}
        id={id}
        type="file"
        accept={accept}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, { hint, error })}
        onChange={({ target }) => {
          const file = target.files?.[0]
          // Emptied, so that the same file can be chosen again once it is mended.
          target.value = ''
          if (file) onChoose(file)
        }}
      />
    </FieldFrame>
  )
}

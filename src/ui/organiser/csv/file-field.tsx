import { useId } from 'react'
import { describedBy, FieldFrame } from '../../shared/field-frame.tsx'
import { csvText as text } from '../text.ts'
import styles from './file-field.module.css'

type FileFieldProps = { error?: string | undefined; onChoose: (file: File) => void }

export function FileField({ error, onChoose }: FileFieldProps) {
  const id = useId()
  return (
    <FieldFrame id={id} label={text.fileLabel} hint={text.fileHint} error={error}>
      <input
        className={styles.file}
        id={id}
        type="file"
        accept=".csv,.txt,.tsv,text/csv,text/plain,text/tab-separated-values"
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, { hint: text.fileHint, error })}
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

import { type ReactNode, useContext } from 'react'
import styles from './field.module.css'
import { KitText } from './kit-text.ts'

/** What every field has in common. `error` is a sentence already. */
export type FieldText = {
  label: ReactNode
  hint?: ReactNode
  error?: string | undefined
  /** Adds "(optional)" to the label; fields are asked for unless they say so. */
  optional?: boolean
}

/** Names the hint and the error of a field, so that both are read out with it. */
export function describedBy(id: string, { hint, error }: Pick<FieldText, 'hint' | 'error'>) {
  return [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined
}

/** Label, hint and error around one control. */
export function FieldFrame({
  id,
  label,
  hint,
  error,
  optional,
  children,
}: FieldText & { id: string; children: ReactNode }) {
  const kit = useContext(KitText)
  return (
    <div className={error ? `${styles.field} ${styles.wrong}` : styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
        {optional && ` ${kit.optional}`}
      </label>
      <FieldNotes id={id} hint={hint} error={error} />
      {children}
    </div>
  )
}

/** The same around a group of controls. */
export function FieldsetFrame({
  id,
  label,
  hint,
  error,
  optional,
  children,
}: FieldText & { id: string; children: ReactNode }) {
  const kit = useContext(KitText)
  return (
    <fieldset
      className={error ? `${styles.field} ${styles.wrong}` : styles.field}
      aria-describedby={describedBy(id, { hint, error })}
    >
      <legend className={styles.label}>
        {label}
        {optional && ` ${kit.optional}`}
      </legend>
      <FieldNotes id={id} hint={hint} error={error} />
      <div className={styles.options}>{children}</div>
    </fieldset>
  )
}

function FieldNotes({ id, hint, error }: { id: string } & Pick<FieldText, 'hint' | 'error'>) {
  return (
    <>
      {hint && (
        <div className={styles.hint} id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {error && (
        <p className={styles.error} id={`${id}-error`}>
          {error}
        </p>
      )}
    </>
  )
}

import { useContext, useEffect, useId, useRef } from 'react'
import styles from './error-summary.module.css'
import { fieldIdOf } from './field-id.ts'
import { KitText } from './kit-text.ts'

/** Without a field it belongs to the form as a whole. */
export type FieldProblem = { readonly field?: string; readonly sentence: string }

/**
 * What stopped a form, at its top. Takes the focus whenever `attempt` changes
 * (the form's submit count), so that it is read out after each try.
 */
export function ErrorSummary({ problems, attempt }: { problems: readonly FieldProblem[]; attempt: number }) {
  const box = useRef<HTMLDivElement>(null)
  const titleId = useId()
  const { problem, errorTitle } = useContext(KitText)
  const isShown = problems.length > 0

  useEffect(() => {
    if (isShown && attempt > 0) box.current?.focus()
  }, [isShown, attempt])

  useEffect(() => {
    if (!isShown) return
    document.title = errorTitle + without(errorTitle, document.title)
    return () => {
      document.title = without(errorTitle, document.title)
    }
  }, [isShown, errorTitle])

  if (!isShown) return null
  return (
    <div className={styles.summary} ref={box} tabIndex={-1} role="alert" aria-labelledby={titleId}>
      <h2 className={styles.title} id={titleId}>
        {problem}
      </h2>
      <ul className={styles.list}>
        {problems.map(({ field, sentence }) => (
          <li key={`${field ?? ''}${sentence}`}>
            {field === undefined ? (
              sentence
            ) : (
              <a
                className={styles.link}
                href={`#${fieldIdOf(field)}`}
                onClick={(event) => {
                  event.preventDefault()
                  focusField(field)
                }}
              >
                {sentence}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

function focusField(field: string) {
  const control = document.getElementById(fieldIdOf(field))
  control?.focus({ preventScroll: true })
  const frame = control?.closest('div, fieldset')
  if (frame && 'scrollIntoView' in frame) frame.scrollIntoView({ block: 'center' })
}

const without = (prefix: string, title: string) =>
  title.startsWith(prefix) ? title.slice(prefix.length) : title

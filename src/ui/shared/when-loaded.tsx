import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { ButtonLink } from './button-link.tsx'
import { deskProblemText } from './desk-problem-text.ts'
import { Notice } from './notice.tsx'
import type { Loaded } from './use-loaded.ts'
import styles from './when-loaded.module.css'

/** What an online screen shows while it loads, when that fails, and then. */
export function WhenLoaded<Value>({
  loaded,
  children,
}: {
  loaded: Loaded<Value>
  children: (value: Value) => ReactNode
}) {
  if (loaded.state === 'loading') {
    return (
      <p className={styles.loading} role="status">
        Loading…
      </p>
    )
  }

  const isSignedOut = 'problem' in loaded && loaded.problem?.code === 'signed-out'
  const retry = isSignedOut ? (
    <ButtonLink href="~/join">Type your code</ButtonLink>
  ) : (
    <Button onClick={loaded.reload}>Try again</Button>
  )
  if (loaded.state === 'failed') {
    return (
      <Notice tone="problem" title="This could not be loaded" actions={retry}>
        {deskProblemText(loaded.problem.code)}
      </Notice>
    )
  }
  return (
    <>
      {loaded.problem && (
        <Notice tone="warning" title="This may be out of date" actions={retry}>
          {deskProblemText(loaded.problem.code)}
        </Notice>
      )}
      {children(loaded.value)}
    </>
  )
}

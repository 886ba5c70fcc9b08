import type { SigningRules } from '#domain/recipient-profile.ts'
import { Button } from '../../shared/button.tsx'
import { moveTo } from './hand-over.ts'
import { useTexts } from './languages/in-language.tsx'
import styles from './other-ways.module.css'
import { signingTexts } from './text.ts'

/** For whoever does not sign as the page asks: each is one tap, and none is a mistake. */
export function OtherWays({
  rules,
  onTyped,
  onAssist,
  onStop,
}: {
  rules: SigningRules
  /** Signs with the typed name, at once. */
  onTyped?: (() => void) | undefined
  /** The volunteer types, on request. */
  onAssist?: (() => void) | undefined
  onStop: () => void
}) {
  const text = useTexts(signingTexts)
  return (
    <div className={styles.ways}>
      {onTyped && (
        <Button wide onClick={onTyped}>
          {text.signTyped}
        </Button>
      )}
      {onAssist && (
        <Button variant="quiet" className={styles.quiet} onClick={onAssist}>
          {text.assist}
        </Button>
      )}
      <Button variant="quiet" className={styles.quiet} onClick={() => moveTo('paper')}>
        {text.paper}
      </Button>
      <Button variant="quiet" className={styles.quiet} onClick={() => moveTo('cannot')}>
        {text.cannot(rules.connections)}
      </Button>
      <Button variant="quiet" className={styles.quiet} onClick={onStop}>
        {text.stop}
      </Button>
    </div>
  )
}

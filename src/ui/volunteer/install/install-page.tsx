import { Button } from '../../shared/button.tsx'
import { ButtonLink } from '../../shared/button-link.tsx'
import { Notice } from '../../shared/notice.tsx'
import layout from '../layout.module.css'
import { isInstalled, useInstallPrompt } from '../ready/install-prompt.ts'
import { Screen } from '../screen.tsx'
import styles from './install-page.module.css'
import { installText as text, wayTexts } from './text.ts'
import { type InstallWay, installWays, likelyWay } from './ways.ts'

/** What this browser can do by itself comes first, then the steps that seem to be its own, then all others. */
export function InstallPage() {
  const install = useInstallPrompt((state) => state.install)
  const likely = likelyWay(navigator)
  const isDone = isInstalled()

  return (
    <Screen
      title={text.title}
      lead={text.lead}
      action={
        <ButtonLink href="/ready" variant="primary" wide>
          {text.back}
        </ButtonLink>
      }
    >
      {isDone && <Notice tone="good">{text.done}</Notice>}
      {!isDone && install && (
        <Notice tone="plain" actions={<Button onClick={install}>{text.install}</Button>}>
          {text.offered}
        </Notice>
      )}
      {!isDone && (
        <section className={layout.stack} aria-labelledby="likely">
          <h2 className={layout.heading} id="likely">
            {wayTexts[likely].name}
          </h2>
          <p className={layout.quiet}>{text.likely}</p>
          <Steps way={likely} />
        </section>
      )}
      <section className={layout.stack}>
        <h2 className={layout.heading}>{text.others}</h2>
        {installWays
          .filter((way) => isDone || way !== likely)
          .map((way) => (
            <details key={way}>
              <summary>{wayTexts[way].name}</summary>
              <Steps way={way} />
            </details>
          ))}
      </section>
      <p>{text.why}</p>
    </Screen>
  )
}

function Steps({ way }: { way: InstallWay }) {
  return (
    <>
      {way.startsWith('iphone') && <p>{text.iPhone}</p>}
      <ol className={styles.steps}>
        {wayTexts[way].steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </>
  )
}

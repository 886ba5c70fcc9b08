import type { ReactNode } from 'react'
import { Button } from '../../shared/button.tsx'
import { ButtonLink } from '../../shared/button-link.tsx'
import layout from '../layout.module.css'
import { Screen } from '../screen.tsx'
import { homeText, readyText as text } from '../text.ts'
import { CheckLine, type CheckState } from './check-line.tsx'
import { installsByHand, isInstalled, useInstallPrompt } from './install-prompt.ts'
import { type Readiness, useReadiness } from './use-readiness.ts'

/** What has to be true before the street, each with a tick or with what to do. */
export function ReadyPage() {
  const ready = useReadiness()
  const install = useInstallPrompt((state) => state.install)
  const canGo =
    typeof ready.streets === 'object' && typeof ready.wording === 'object' && ready.key === 'opened'

  return (
    <Screen
      title={text.title}
      lead={text.lead}
      back={{ href: '/', label: homeText.streets }}
      action={
        canGo ? (
          <ButtonLink href="/" variant="primary" wide>
            {text.go}
          </ButtonLink>
        ) : (
          <>
            <ButtonLink href="/" variant="quiet">
              {text.later}
            </ButtonLink>
            <Button variant="primary" wide onClick={ready.lookAgain}>
              {text.again}
            </Button>
          </>
        )
      }
    >
      <ul className={layout.plain}>
        <CheckLine title={text.streets} {...streetsCheck(ready)} />
        <CheckLine title={text.wording} {...wordingCheck(ready)} />
        <CheckLine title={text.key} {...keyChecks[ready.key]} />
        <CheckLine title={text.offline} {...offlineChecks[ready.offline]} />
        <CheckLine title={text.storage} {...storageChecks[ready.storage]}>
          {ready.storage === 'not-kept' && <Button onClick={ready.askForStorage}>{text.storageAsk}</Button>}
        </CheckLine>
        <CheckLine title={text.installed} {...installCheck(install !== undefined)}>
          {install && !isInstalled() && <Button onClick={install}>{text.install}</Button>}
        </CheckLine>
      </ul>
    </Screen>
  )
}

type Check = { readonly state: CheckState; readonly words: ReactNode }

function streetsCheck({ streets }: Readiness): Check {
  if (streets === 'waiting') return { state: 'waiting', words: text.streetsWaiting }
  if (streets === 'none') return { state: 'to-do', words: text.streetsNone }
  return { state: 'good', words: text.streetsGood(streets.streets, streets.doors) }
}

function wordingCheck({ wording }: Readiness): Check {
  if (wording === 'waiting') return { state: 'waiting', words: text.streetsWaiting }
  if (wording === 'none') return { state: 'to-do', words: text.wordingNone }
  return { state: 'good', words: text.wordingGood(wording.title) }
}

const keyChecks: Record<Readiness['key'], Check> = {
  opened: { state: 'good', words: text.keyGood },
  'not-opened': { state: 'to-do', words: text.keyNot },
  offline: { state: 'to-do', words: text.keyOffline },
  waiting: { state: 'waiting', words: text.keyWaiting },
}

const offlineChecks: Record<Readiness['offline'], Check> = {
  saved: { state: 'good', words: text.offlineGood },
  waiting: { state: 'waiting', words: text.offlineWaiting },
  unable: { state: 'advice', words: text.offlineNone },
}

const storageChecks: Record<Readiness['storage'], Check> = {
  kept: { state: 'good', words: text.storageGood },
  'not-kept': { state: 'advice', words: text.storageNot },
  unknown: { state: 'advice', words: text.storageUnknown },
}

function installCheck(isOffered: boolean): Check {
  if (isInstalled()) return { state: 'good', words: text.installedGood }
  if (installsByHand()) return { state: 'advice', words: text.installedIos }
  return {
    state: 'advice',
    words: isOffered ? text.installedNot : `${text.installedNot} ${text.installedMenu}`,
  }
}

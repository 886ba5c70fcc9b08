import { Link } from 'wouter'
import { useApp } from '../../shared/app-context.ts'
import { Button } from '../../shared/button.tsx'
import { ButtonLink } from '../../shared/button-link.tsx'
import layout from '../layout.module.css'
import { PRACTICE } from '../practice/practice-id.ts'
import { practiceText } from '../practice/text.ts'
import { Screen } from '../screen.tsx'
import { useStorage } from '../storage/use-storage.ts'
import { gateTexts, homeText } from '../text.ts'
import { CheckLine } from './check-line.tsx'
import { type Check, isClockWrong, keptCheck, placesCheck, wrongClockCheck } from './checks.ts'
import { isInstalled, useInstallPrompt } from './install-prompt.ts'
import { clockText, readyText as text } from './text.ts'
import { type Readiness, useReadiness } from './use-readiness.ts'
import { gateOf } from './use-storage-facts.ts'

/** What has to be true before the street, each with a tick or with what to do. */
export function ReadyPage() {
  const { now } = useApp()
  const ready = useReadiness()
  const storage = useStorage()
  const install = useInstallPrompt((state) => state.install)
  const gate = gateOf(ready.facts)
  const canGo =
    typeof ready.streets === 'object' &&
    typeof ready.wording === 'object' &&
    ready.key === 'opened' &&
    gate === undefined &&
    storage.copies > 0

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
        {gate && (
          <CheckLine state="to-do" {...gateTexts[gate]}>
            {gate === 'install-first' && <HowToInstall />}
          </CheckLine>
        )}
        <CheckLine title={text.streets} {...streetsCheck(ready)} />
        <CheckLine title={text.wording} {...wordingCheck(ready)} />
        <CheckLine title={text.key} {...keyChecks[ready.key]} />
        <CheckLine title={text.offline} {...offlineChecks[ready.offline]} />
        <CheckLine title={text.places} {...placesCheck(storage)} />
        <CheckLine title={text.storage} {...keptCheck(ready.facts)}>
          {ready.facts?.isKept === false && <Button onClick={ready.askForStorage}>{text.storageAsk}</Button>}
        </CheckLine>
        {isClockWrong(ready.clockOffsetMs) && (
          <CheckLine title={clockText.title} {...wrongClockCheck(ready.clockOffsetMs, now())} />
        )}
        {gate !== 'install-first' && (
          <CheckLine title={text.installed} {...installCheck()}>
            {install && !isInstalled() && <Button onClick={install}>{text.install}</Button>}
            {!isInstalled() && <HowToInstall />}
          </CheckLine>
        )}
      </ul>
      <p className={layout.links}>
        <Link href={`~/p/${PRACTICE}`}>{practiceText.link}</Link>
        <br />
        {practiceText.linkWords}
      </p>
    </Screen>
  )
}

function HowToInstall() {
  return (
    <p className={layout.links}>
      <Link href="/install">{text.installHow}</Link>
    </p>
  )
}

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

function installCheck(): Check {
  if (isInstalled()) return { state: 'good', words: text.installedGood }
  return {
    state: 'advice',
    words: text.installedNot,
  }
}

import { useCallback, useEffect, useState } from 'react'
import type { StorageFacts } from '#device/storage-facts.ts'
import { type App, useApp } from '../../shared/app-context.ts'

/** Every door asks, and a browser's answer changes by a promise only. */
const answers = new WeakMap<App['whatStorageIs'], StorageFacts>()

/** What the browser says of its storage, undefined until it has, and the way to ask it to keep what is there. */
export function useStorageFacts() {
  const { whatStorageIs } = useApp()
  const [facts, setFacts] = useState(answers.get(whatStorageIs))
  const look = useCallback(async () => {
    const answer = await whatStorageIs()
    answers.set(whatStorageIs, answer)
    setFacts(answer)
  }, [whatStorageIs])
  const isKnown = facts !== undefined

  useEffect(() => {
    if (!isKnown) void look()
  }, [isKnown, look])

  const askForStorage = () => void navigator.storage?.persist?.().then(look)
  return { facts, askForStorage }
}

/** Why nothing may be gathered here: its words are in `gateTexts`. */
export type Gate = NonNullable<StorageFacts['practiceOnly']> | 'install-first'

export const gateOf = (facts: StorageFacts | undefined): Gate | undefined =>
  facts?.practiceOnly ?? (facts?.isInstallFirst ? 'install-first' : undefined)

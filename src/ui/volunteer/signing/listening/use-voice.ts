import { useLiveQuery } from 'dexie-react-hooks'
import { useEffect, useState } from 'react'
import { readRecording } from '#device/recordings.ts'
import type { PetitionId } from '#domain/ids.ts'
import { useApp } from '../../../shared/app-context.ts'
import type { ShownWording } from '../shown-wording.ts'

export type Voice =
  | { readonly kind: 'recording'; readonly url: string }
  | { readonly kind: 'browser'; readonly voice: SpeechSynthesisVoice }

/** Who reads a wording aloud without a network: a person who was recorded, else a voice that is on this phone, else nobody. */
export function useVoice(petition: PetitionId, { hash, language }: ShownWording): Voice | undefined {
  const { phone } = useApp()
  const kept = useLiveQuery(
    async () => ({ row: await readRecording(phone.db, petition, hash).catch(() => undefined) }),
    [phone.db, petition, hash],
  )
  const url = useSoundUrl(kept?.row)
  const voice = useLocalVoice(language)
  // The one before it is still shown for a moment.
  if (kept?.row?.wording === hash) return url === undefined ? undefined : { kind: 'recording', url }
  return kept && voice ? { kind: 'browser', voice } : undefined
}

function useSoundUrl(row: { type: string; sound: Uint8Array<ArrayBuffer> } | undefined): string | undefined {
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    if (!row) return
    const made = URL.createObjectURL(new Blob([row.sound], { type: row.type }))
    setUrl(made)
    return () => {
      setUrl(undefined)
      URL.revokeObjectURL(made)
    }
  }, [row])
  return url
}

/** Voices come late. One that speaks over the network would tell somebody else what is read here. */
function useLocalVoice(language: string): SpeechSynthesisVoice | undefined {
  const [voices, setVoices] = useState<readonly SpeechSynthesisVoice[]>([])
  useEffect(() => {
    const speech = globalThis.speechSynthesis
    if (!speech) return
    const read = () => setVoices(speech.getVoices())
    read()
    speech.addEventListener('voiceschanged', read)
    return () => speech.removeEventListener('voiceschanged', read)
  }, [])
  return voices.find(
    ({ lang, localService }) => localService && lang.split(/[-_]/)[0]?.toLowerCase() === language,
  )
}

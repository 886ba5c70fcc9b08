import { useEffect, useRef, useState } from 'react'
import type { PetitionId } from '#domain/ids.ts'
import { Button } from '../../../shared/button.tsx'
import { useTexts } from '../languages/in-language.tsx'
import type { ShownWording } from '../shown-wording.ts'
import { readTexts } from '../text.ts'
import { useVoice, type Voice } from './use-voice.ts'

export type ListenProps = { petition: PetitionId; wording: ShownWording }

/** Reads the wording aloud, for whoever would rather hear it. */
export function Listen({ petition, wording }: ListenProps) {
  const voice = useVoice(petition, wording)
  if (!voice) return null
  return voice.kind === 'recording' ? (
    <Recording key={voice.url} url={voice.url} />
  ) : (
    <Spoken key={wording.hash} voice={voice} wording={wording} />
  )
}

function Recording({ url }: { url: string }) {
  const text = useTexts(readTexts)
  const audio = useRef<HTMLAudioElement>(null)
  const [isPlaying, setIsPlaying] = useState(false)
  const [seconds, setSeconds] = useState(0)

  // One that has left the page would go on.
  useEffect(() => {
    const player = audio.current
    return () => player?.pause()
  }, [])

  function press() {
    if (isPlaying) audio.current?.pause()
    else audio.current?.play().catch(() => setIsPlaying(false))
  }

  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: what is said stands below it, word for word */}
      <audio
        ref={audio}
        src={url}
        preload="metadata"
        // What a browser has recorded may not know how long it is.
        onLoadedMetadata={({ currentTarget: { duration } }) =>
          setSeconds(Number.isFinite(duration) ? Math.round(duration) : 0)
        }
        onPlay={() => setIsPlaying(true)}
        onPause={() => setIsPlaying(false)}
        onEnded={() => setIsPlaying(false)}
      />
      <Button onClick={press}>
        {isPlaying ? text.pause : seconds > 0 ? text.listenFor(seconds) : text.listen}
      </Button>
    </>
  )
}

/** Sentence by sentence: some browsers stop in the middle of a long text. */
function Spoken({
  voice: { voice },
  wording,
}: {
  voice: Voice & { kind: 'browser' }
  wording: ShownWording
}) {
  const text = useTexts(readTexts)
  const [isSpeaking, setIsSpeaking] = useState(false)
  useEffect(() => () => speechSynthesis.cancel(), [])

  function press() {
    speechSynthesis.cancel()
    setIsSpeaking(!isSpeaking)
    if (isSpeaking) return
    const { title, recipient, request, background, privacyNotice } = wording
    const parts = [title, recipient, request, background, privacyNotice]
      .flatMap((part) => part.split(/(?<=[.!?।۔])\s+|\n+/))
      .filter((part) => part !== '')
    for (const [place, part] of parts.entries()) {
      const said = new SpeechSynthesisUtterance(part)
      said.voice = voice
      said.lang = voice.lang
      if (place === parts.length - 1) said.onend = () => setIsSpeaking(false)
      said.onerror = () => setIsSpeaking(false)
      speechSynthesis.speak(said)
    }
  }

  return <Button onClick={press}>{isSpeaking ? text.pause : text.listen}</Button>
}

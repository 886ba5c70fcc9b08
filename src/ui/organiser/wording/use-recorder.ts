import { useEffect, useRef, useState } from 'react'
import { useHoldUpdate } from '../../shared/app-update.ts'

/** Clear speech, and four minutes of it in less than 1 MB. */
const BITS_PER_SECOND = 32_000
const MAX_SECONDS = 4 * 60

/** The microphone, for as long as somebody reads. */
export function useRecorder(onRecorded: (sound: Blob) => void) {
  /** Since when, while it runs. */
  const [seconds, setSeconds] = useState<number>()
  const [isRefused, setIsRefused] = useState(false)
  const recorder = useRef<MediaRecorder>(undefined)
  const recorded = useRef(onRecorded)
  recorded.current = onRecorded
  useHoldUpdate(seconds !== undefined)

  const isRunning = seconds !== undefined
  useEffect(() => {
    if (!isRunning) return
    const timer = setInterval(() => setSeconds((before) => (before ?? 0) + 1), 1000)
    return () => clearInterval(timer)
  }, [isRunning])

  useEffect(() => {
    if (seconds === MAX_SECONDS) recorder.current?.stop()
  }, [seconds])

  // Whoever leaves the page leaves no open microphone behind.
  useEffect(() => () => release(recorder.current), [])

  async function start() {
    setIsRefused(false)
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
      const made = new MediaRecorder(stream, { audioBitsPerSecond: BITS_PER_SECOND })
      const parts: Blob[] = []
      made.ondataavailable = ({ data }) => parts.push(data)
      made.onstop = () => {
        setSeconds(undefined)
        release(made)
        recorded.current(new Blob(parts, { type: made.mimeType }))
      }
      recorder.current = made
      made.start()
      setSeconds(0)
    } catch {
      setIsRefused(true)
    }
  }

  return {
    isPossible: 'MediaRecorder' in globalThis,
    isRefused,
    seconds,
    start,
    stop: () => recorder.current?.stop(),
  }
}

function release(recorder: MediaRecorder | undefined): void {
  for (const track of recorder?.stream.getTracks() ?? []) track.stop()
}

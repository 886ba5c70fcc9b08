import { useState } from 'react'
import type { Sha256 } from '#domain/ids.ts'
import { readRecording, removeRecording, saveRecording, type Translations } from '#wire/translations.ts'
import { ActionProblem } from '../../shared/action-problem.tsx'
import { Button } from '../../shared/button.tsx'
import { call, urlOf } from '../../shared/call.ts'
import { ConfirmDialog } from '../../shared/confirm-dialog.tsx'
import layout from '../../shared/desk-layout.module.css'
import { deskIssueText } from '../../shared/desk-problem-text.ts'
import { Notice } from '../../shared/notice.tsx'
import { useAction } from '../../shared/use-action.ts'
import { FileField } from '../file-field.tsx'
import { usePetition } from '../petition-context.ts'
import { recordingText as text } from './translation-text.ts'
import { useRecorder } from './use-recorder.ts'

type RecordingProps = {
  /** Of the wording, or of a translation. */
  wording: Sha256
  heading?: 'h2' | 'h3'
  found: Translations
  onChange: (found: Translations) => void
}

/** For whoever would rather hear the wording than read it. */
export function Recording({ wording, heading: Heading = 'h3', found, onChange }: RecordingProps) {
  const { petition } = usePetition()
  const action = useAction()
  const recorder = useRecorder(save)
  const own = found.recordings.find((each) => each.wording === wording)
  const [isAsking, setIsAsking] = useState(false)
  const wrong = action.problem?.fields.sound

  function save(sound: Blob) {
    action.run(async () => {
      const body = { wording, sound: await base64Of(sound) }
      onChange(await call(saveRecording, { params: { petition }, body }, { timeoutMs: 120_000 }))
    })
  }

  function remove() {
    setIsAsking(false)
    action.run(async () => onChange(await call(removeRecording, { params: { petition }, body: { wording } })))
  }

  return (
    <section className={layout.stack}>
      <Heading>{text.title}</Heading>
      <p>{text.help}</p>
      {own ? (
        // biome-ignore lint/a11y/useMediaCaption: what is said stands beside it, word for word
        <audio
          controls
          preload="none"
          aria-label={text.listen}
          src={urlOf(readRecording, { params: { petition, recording: own.id } })}
        />
      ) : (
        <p className={layout.quiet}>{text.none}</p>
      )}
      {wrong ? <Notice tone="problem">{deskIssueText(wrong)}</Notice> : <ActionProblem action={action} />}
      {recorder.isRefused && <Notice tone="problem">{text.noMicrophone}</Notice>}
      {recorder.seconds !== undefined && <p role="timer">{text.recording(recorder.seconds)}</p>}
      <div className={layout.row}>
        {recorder.seconds !== undefined ? (
          <Button variant="primary" onClick={recorder.stop}>
            {text.stop}
          </Button>
        ) : (
          recorder.isPossible && (
            <Button busy={action.busy} onClick={recorder.start}>
              {own ? text.recordAgain : text.record}
            </Button>
          )
        )}
        {own && recorder.seconds === undefined && (
          <Button variant="quiet" onClick={() => setIsAsking(true)}>
            {text.remove}
          </Button>
        )}
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        title={text.removeTitle}
        confirmLabel={text.remove}
        tone="danger"
        onConfirm={remove}
        onCancel={() => setIsAsking(false)}
      >
        {text.removeWords}
      </ConfirmDialog>
      {recorder.seconds === undefined && (
        <FileField label={text.upload} hint={text.uploadHint} accept="audio/*,.webm,.m4a" onChoose={save} />
      )}
    </section>
  )
}

function base64Of(sound: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).replace(/^data:[^,]*,/, ''))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(sound)
  })
}

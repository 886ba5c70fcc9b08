import { type FormEvent, useState } from 'react'
import { BACKUP_FILE_VERSION, BackupFile } from '#wire/salvage.ts'
import { ActionProblem } from '../../shared/action-problem.tsx'
import { useHoldUpdate } from '../../shared/app-update.ts'
import { Button } from '../../shared/button.tsx'
import { ButtonLink } from '../../shared/button-link.tsx'
import layout from '../../shared/desk-layout.module.css'
import { Notice } from '../../shared/notice.tsx'
import { Page } from '../../shared/page.tsx'
import { Progress } from '../../shared/progress.tsx'
import { useAction } from '../../shared/use-action.ts'
import { FileField } from '../file-field.tsx'
import { usePetition } from '../petition-context.ts'
import { type HandedIn, handInFile } from './hand-in-file.ts'
import { backupFileText as text } from './text.ts'

/** Takes in what a phone could not send: any number of times, with one effect (S8). */
export function BackupFilePage() {
  const { petition } = usePetition()
  const action = useAction()
  const [file, setFile] = useState<BackupFile>()
  const [name, setName] = useState('')
  const [fault, setFault] = useState<string>()
  const [progress, setProgress] = useState<HandedIn>()
  const isDone = file !== undefined && progress?.done === file.entries.length && !action.busy
  useHoldUpdate(file !== undefined && !isDone)

  async function choose(chosen: File) {
    setProgress(undefined)
    action.forget()
    const read = await readBackupFile(chosen, petition)
    setName(chosen.name)
    setFile(typeof read === 'string' ? undefined : read)
    setFault(typeof read === 'string' ? read : undefined)
  }

  /** On from where it stopped. */
  function take() {
    if (file !== undefined) void action.run(() => handInFile(petition, file.entries, progress, setProgress))
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    take()
  }

  return (
    <Page title={text.title} lead={text.lead} back={{ href: '/batches', label: text.back }}>
      <form onSubmit={submit} className={layout.stack} noValidate>
        <FileField
          label={text.file}
          hint={text.fileHelp}
          accept=".txt,text/plain"
          error={fault}
          onChoose={(chosen) => void choose(chosen)}
        />
        {file && progress === undefined && (
          <>
            <p role="status">{text.chosen(name, file.entries.length, file.madeAt)}</p>
            <Button type="submit" variant="primary" busy={action.busy}>
              {text.take}
            </Button>
          </>
        )}
      </form>
      {file && progress && !isDone && (
        <Progress
          label={text.taking}
          counts={text.takingOf(progress.done, file.entries.length)}
          done={progress.done}
          total={file.entries.length}
        />
      )}
      {action.problem && file && (
        <>
          <ActionProblem action={action} />
          <p>{text.stopped}</p>
          <div>
            <Button variant="primary" onClick={take}>
              {text.goOn}
            </Button>
          </div>
        </>
      )}
      {isDone && <Result handedIn={progress} />}
    </Page>
  )
}

function Result({ handedIn: { taken, known, waiting } }: { handedIn: HandedIn }) {
  return (
    <Notice
      tone="good"
      actions={
        <>
          <ButtonLink href="/batches">{text.toBatches}</ButtonLink>
          {waiting > 0 && <ButtonLink href="/batches/tray">{text.toTray}</ButtonLink>}
        </>
      }
    >
      {text.result(taken, known)} {waiting > 0 && text.waiting(waiting)}
    </Notice>
  )
}

/** The file, or the words that say what is wrong with it. */
async function readBackupFile(file: File, petition: string): Promise<BackupFile | string> {
  const parsed = BackupFile.safeParse(await jsonOf(file))
  if (!parsed.success) return text.notAFile
  if (parsed.data.version > BACKUP_FILE_VERSION) return text.newer
  if (parsed.data.petition !== petition) return text.otherPetition
  return parsed.data.entries.length === 0 ? text.empty : parsed.data
}

async function jsonOf(file: File): Promise<unknown> {
  try {
    return JSON.parse(await file.text())
  } catch {
    return undefined
  }
}

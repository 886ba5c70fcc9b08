import { type FormEvent, useState } from 'react'
import { useLocation } from 'wouter'
import { takeBackDoor } from '#device/added-doors.ts'
import { DoorNote } from '#domain/door-description.ts'
import { useApp } from '../../../shared/app-context.ts'
import { Button } from '../../../shared/button.tsx'
import { Notice } from '../../../shared/notice.tsx'
import { useGathering } from '../../gathering.ts'
import layout from '../../layout.module.css'
import type { DoorOnWalk } from '../use-door-on-walk.ts'
import { doorToolsText as text } from './door-text.ts'
import { NoteField, noteProblem } from './note-field.tsx'

/** Below a door's outcomes: how to get to it, what a sticker means here, and the way back for a door that was added. */
export function DoorTools({ found, canSave }: { found: DoorOnWalk; canSave: boolean }) {
  const { petition, door, signatures } = found
  const isUntouched = door.knockedAt === undefined && signatures === 0
  return (
    <div className={layout.stack}>
      {door.outcome === 'sticker' && petition.stickers === 'may-knock' && (
        <Notice tone="plain" title={text.mayKnockTitle}>
          {text.mayKnock}
        </Notice>
      )}
      {canSave && <NoteForm key={door.note} door={door} />}
      {canSave && door.addedBy !== undefined && isUntouched && <TakeBack door={door} />}
    </div>
  )
}

function NoteForm({ door }: Pick<DoorOnWalk, 'door'>) {
  const gathering = useGathering()
  const [note, setNote] = useState(door.note ?? '')
  const [problem, setProblem] = useState<string>()

  async function save(event: FormEvent) {
    event.preventDefault()
    const wrong = noteProblem(note)
    setProblem(wrong)
    if (wrong !== undefined) return
    const said = DoorNote.parse(note)
    try {
      await gathering.describe({ ...door, note: said || undefined }, { note: said })
    } catch {
      setProblem(text.notSaved)
    }
  }

  return (
    <details>
      <summary>{door.note === undefined ? text.addNote : text.changeNote}</summary>
      <form onSubmit={save} noValidate className={layout.stack}>
        <NoteField value={note} onChange={setNote} error={problem} />
        <Button type="submit">{text.save}</Button>
      </form>
    </details>
  )
}

function TakeBack({ door }: Pick<DoorOnWalk, 'door'>) {
  const { phone } = useApp()
  const gathering = useGathering()
  const [, navigate] = useLocation()
  const [failed, setFailed] = useState(false)

  async function takeBack() {
    try {
      await takeBackDoor(phone.db, gathering, door)
      navigate(`/streets/${door.street}`, { replace: true })
    } catch {
      setFailed(true)
    }
  }

  return (
    <>
      {failed && <Notice tone="problem">{text.notTakenBack}</Notice>}
      <Button onClick={() => void takeBack()}>{text.takeBack}</Button>
    </>
  )
}

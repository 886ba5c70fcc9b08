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
import styles from './door-tools.module.css'
import { NoteField, noteProblem } from './note-field.tsx'

/** Below a door's rarer outcomes: how to get to it, and the way back for a door that was added. */
export function DoorTools({ found: { door, signatures } }: { found: DoorOnWalk }) {
  const isUntouched = door.knockedAt === undefined && signatures === 0
  return (
    <div className={styles.tools}>
      <NoteForm key={door.note} door={door} />
      {door.addedBy !== undefined && isUntouched && <TakeBack door={door} />}
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
    <form onSubmit={save} noValidate className={layout.stack}>
      <NoteField value={note} onChange={setNote} error={problem} />
      <Button type="submit">{text.save}</Button>
    </form>
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

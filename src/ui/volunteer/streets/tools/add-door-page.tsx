import { type FormEvent, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { type Door, doorKey } from '#domain/door.ts'
import { DoorNote } from '#domain/door-description.ts'
import { DoorId, type StreetId } from '#domain/ids.ts'
import { placeAmong } from '#domain/place-among.ts'
import { streetRowOf } from '#domain/street-row.ts'
import { useApp } from '../../../shared/app-context.ts'
import { useHoldUpdate } from '../../../shared/app-update.ts'
import { Button } from '../../../shared/button.tsx'
import { ErrorSummary, type FieldProblem } from '../../../shared/error-summary.tsx'
import { TextField } from '../../../shared/text-field.tsx'
import { useGathering } from '../../gathering.ts'
import layout from '../../layout.module.css'
import { GateNotice } from '../../ready/gate-notice.tsx'
import { gateOf, useStorageFacts } from '../../ready/use-storage-facts.ts'
import { Screen } from '../../screen.tsx'
import { GonePage } from '../gone-page.tsx'
import { walkText } from '../text.ts'
import { useWalk, type Walk } from '../use-walk.ts'
import { addDoorText as text } from './door-text.ts'
import { NoteField, noteProblem } from './note-field.tsx'

/** A house or a flat that nobody listed: it is there at once, without signal too. */
export function AddDoorPage({ street }: { street: StreetId }) {
  const walk = useWalk(street)
  if (walk === undefined) return null
  return walk === 'gone' ? (
    <GonePage title={walkText.gone} words={walkText.goneWords} />
  ) : (
    <AddDoor page={walk} />
  )
}

const nothing = { house: '', unit: '', postcode: '', note: '' }

function AddDoor({ page: { street, doors } }: { page: Walk }) {
  const { dice, keepStorage } = useApp()
  const gathering = useGathering()
  const gate = gateOf(useStorageFacts().facts)
  const [, navigate] = useLocation()
  const [typed, setTyped] = useState(nothing)
  const [problems, setProblems] = useState<readonly FieldProblem[]>([])
  const [attempt, setAttempt] = useState(0)
  const isAdding = useRef(false)
  useHoldUpdate(typed !== nothing)

  const errorOf = (name: string) => problems.find(({ field }) => field === name)?.sentence
  const field = (name: keyof typeof nothing) => ({
    name,
    value: typed[name],
    onChange: ({ target }: { target: { value: string } }) => setTyped({ ...typed, [name]: target.value }),
    error: errorOf(name),
  })

  async function add(event: FormEvent) {
    event.preventDefault()
    if (isAdding.current) return
    const door = doorOf(typed, street.name)
    setAttempt(attempt + 1)
    setProblems('label' in door ? [] : door)
    if (!('label' in door)) return
    const key = doorKey(door.label)
    const known = doors.find(({ label }) => doorKey(label) === key)
    isAdding.current = true
    try {
      const id = known?.id ?? DoorId.parse(dice.id())
      if (!known)
        await gathering.describe(
          { ...door, id, street: street.id, position: placeAmong(doors, door.label), mark: 'to-visit' },
          door,
        )
      keepStorage()
      navigate(`/streets/${street.id}/doors/${id}`, { replace: true })
    } catch {
      setProblems([{ sentence: text.notAdded }])
    }
    isAdding.current = false
  }

  return (
    <form onSubmit={add} noValidate>
      <Screen
        title={text.title}
        lead={text.lead(street.name)}
        back={{ href: `/streets/${street.id}`, label: street.name }}
        action={
          gate ? undefined : (
            <Button type="submit" variant="primary" wide>
              {text.add}
            </Button>
          )
        }
      >
        <ErrorSummary problems={problems} attempt={attempt} />
        {gate && <GateNotice gate={gate} />}
        <div className={layout.stack}>
          <TextField label={text.houseLabel} hint={text.houseHint} width="medium" {...field('house')} />
          <TextField label={text.unitLabel} hint={text.unitHint} width="medium" optional {...field('unit')} />
          <TextField label={text.postcodeLabel} width="narrow" optional {...field('postcode')} />
          <NoteField
            value={typed.note}
            onChange={(note) => setTyped({ ...typed, note })}
            error={errorOf('note')}
          />
        </div>
      </Screen>
    </form>
  )
}

type Described = Pick<Door, 'label' | 'postcode' | 'note'>

/** The door that was typed, or what stands in its way. */
function doorOf(typed: typeof nothing, street: string): Described | readonly FieldProblem[] {
  const given = (value: string) => value.trim() || undefined
  const [number, unit, postcode] = [typed.house, typed.unit, typed.postcode].map(given)
  const row = streetRowOf({
    street,
    ...(number === undefined ? {} : { number }),
    ...(unit === undefined ? {} : { unit }),
    ...(postcode === undefined ? {} : { postcode }),
  })
  const note = noteProblem(typed.note)
  const problems: FieldProblem[] = note === undefined ? [] : [{ field: 'note', sentence: note }]
  if ('problem' in row) {
    const [field, sentence] =
      row.problem === 'postcode-not-a-postcode'
        ? ['postcode', text.postcodeWrong]
        : ['house', number === undefined ? text.houseMissing : text.houseTooLong]
    return [{ field, sentence }, ...problems]
  }
  if (problems.length > 0) return problems
  const said = DoorNote.parse(typed.note)
  return {
    label: row.label,
    ...(row.postcode === undefined ? {} : { postcode: row.postcode }),
    ...(said === '' ? {} : { note: said }),
  }
}

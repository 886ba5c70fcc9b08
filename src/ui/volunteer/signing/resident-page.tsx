import { type MutableRefObject, useEffect, useState } from 'react'
import { readDraft } from '#device/drafts.ts'
import { addressText } from '#domain/door.ts'
import type { Personal } from '#domain/personal.ts'
import { useApp } from '../../shared/app-context.ts'
import type { SignatureStep } from '../last-step.ts'
import type { DoorOnWalk } from '../streets/use-door-on-walk.ts'
import { draftIdOf } from './draft-id.ts'
import type { HandOver } from './hand-over.ts'
import { ResidentForm } from './resident-form.tsx'
import type { ShownWording } from './shown-wording.ts'
import { methodsOf, SigningDraft } from './signing-schema.ts'
import { draftIsWritten } from './use-draft.ts'

export type ResidentPageProps = {
  found: DoorOnWalk
  wording: ShownWording
  purpose: HandOver['purpose']
  /** The signature before this one at the same door, or the one to correct. */
  given: SignatureStep | undefined
  /** What was half-typed before the page went blank, where no draft holds it. */
  half: MutableRefObject<SigningDraft | undefined>
  onStop: () => void
}

/** Begins with what was typed before a crash, with the answers to correct, or with the address of this door. */
export function ResidentPage(props: ResidentPageProps) {
  const { phone } = useApp()
  const { found, purpose, given, half } = props
  const id = draftIdOf(found.petition.petition, { street: found.street.id, door: found.door.id })
  const [begin, setBegin] = useState<{ draft: SigningDraft | undefined }>()

  // Once: the form's own autosaves must not begin it anew.
  useEffect(() => {
    void (async () => {
      await draftIsWritten()
      const draft = SigningDraft.safeParse(purpose === 'sign' ? await readDraft(phone.db, id) : undefined)
      setBegin({ draft: draft.success ? draft.data : half.current })
    })()
  }, [phone.db, id, purpose, half])
  if (!begin) return null

  const isCorrection = purpose === 'correct' && given !== undefined
  const initial = begin.draft ?? (isCorrection ? formOf(given) : freshForm(found, given?.personal))
  return <ResidentForm {...props} draftId={id} initial={initial} wasTyped={begin.draft !== undefined} />
}

/** Another person at the door has the same address and postcode, and a name of their own. */
function freshForm({ petition, street, door }: DoorOnWalk, before: Personal | undefined): SigningDraft {
  const [only, ...others] = petition.connections
  return {
    name: '',
    address: before?.address ?? addressText(door.label, street.name),
    postcode: before?.postcode ?? door.postcode ?? street.postcode ?? '',
    connection: others.length === 0 ? only : undefined,
    method: methodsOf(petition)[0] ?? 'typed',
    ink: undefined,
    ofAge: undefined,
  }
}

function formOf({ method, personal }: SignatureStep): SigningDraft {
  const { name, address = '', postcode = '', connection, ink, ofAge } = personal
  const confirmed = ofAge ? ('yes' as const) : undefined
  return {
    name,
    address,
    postcode,
    connection,
    ink,
    ofAge: confirmed,
    method: method === 'paper' ? 'typed' : method,
  }
}

import { type FormEvent, useState } from 'react'
import { addKnocker, removeKnocker } from '#device/knockers.ts'
import { KNOCKER_LABEL_LENGTH, type Knocker, knockerSigns } from '#domain/knocker.ts'
import { useApp } from '../../shared/app-context.ts'
import { Button } from '../../shared/button.tsx'
import { ButtonLink } from '../../shared/button-link.tsx'
import { ConfirmDialog } from '../../shared/confirm-dialog.tsx'
import { Notice } from '../../shared/notice.tsx'
import { TextField } from '../../shared/text-field.tsx'
import { useGathering } from '../gathering.ts'
import layout from '../layout.module.css'
import { Screen } from '../screen.tsx'
import { sessionText } from '../session/text.ts'
import { KnockerTallies, useKnockers } from './knocker-tallies.tsx'
import { knockerText, knockersText as text } from './text.ts'

/** Who is on the list, and what each of them did. */
export function KnockersPage() {
  const found = useKnockers()
  const { phone } = useApp()
  const { petition } = useGathering().membership
  const [leaving, setLeaving] = useState<Knocker>()
  const [failed, setFailed] = useState(false)
  if (!found) return null

  const tryTo = (work: Promise<unknown>) => {
    setFailed(false)
    work.catch(() => setFailed(true))
  }

  return (
    <Screen
      title={text.title}
      lead={text.lead}
      back={{ href: '/session', label: sessionText.title }}
      action={
        <ButtonLink href="/" variant="primary" wide>
          {text.done}
        </ButtonLink>
      }
    >
      {failed && <Notice tone="problem">{text.notKept}</Notice>}
      {found.knockers.length === 0 ? (
        <p>{text.none}</p>
      ) : (
        <KnockerTallies found={found}>
          {(knocker) => (
            <Button onClick={() => setLeaving(knocker)}>{text.remove(knockerText(knocker))}</Button>
          )}
        </KnockerTallies>
      )}
      {found.knockers.length < knockerSigns.length ? (
        <AddForm onAdd={(label) => tryTo(addKnocker(phone.db, petition, label))} />
      ) : (
        <p>{text.full}</p>
      )}
      <p className={layout.quiet}>{text.onlyHere}</p>
      <ConfirmDialog
        isOpen={leaving !== undefined}
        title={leaving ? text.removeTitle(knockerText(leaving)) : ''}
        confirmLabel={text.removeConfirm}
        tone="danger"
        onConfirm={() => {
          if (leaving) tryTo(removeKnocker(phone.db, petition, leaving.sign))
          setLeaving(undefined)
        }}
        onCancel={() => setLeaving(undefined)}
      >
        {text.removeWords}
      </ConfirmDialog>
    </Screen>
  )
}

function AddForm({ onAdd }: { onAdd: (label: string) => void }) {
  const [label, setLabel] = useState('')

  function add(event: FormEvent) {
    event.preventDefault()
    onAdd(label)
    setLabel('')
  }

  return (
    <form className={layout.stack} onSubmit={add}>
      <TextField
        label={text.label}
        hint={text.labelHint}
        optional
        width="medium"
        maxLength={KNOCKER_LABEL_LENGTH}
        value={label}
        onChange={({ target }) => setLabel(target.value)}
      />
      <div>
        <Button type="submit">{text.add}</Button>
      </div>
    </form>
  )
}

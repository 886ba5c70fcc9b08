import { useState } from 'react'
import type { MemberId } from '#domain/ids.ts'
import { useHoldUpdate } from './app-update.ts'
import { Button } from './button.tsx'
import layout from './desk-layout.module.css'
import { giveStreetText as text } from './give-street-text.ts'
import { SelectField } from './select-field.tsx'

export type Candidate = { readonly member: MemberId; readonly name: string; readonly label: string }

type GiveStreetFormProps = {
  candidates: readonly Candidate[]
  busy: boolean
  /** Whether it was given: only then is the choice cleared. */
  onGive: (candidate: Candidate) => Promise<boolean>
}

export function GiveStreetForm({ candidates, busy, onGive }: GiveStreetFormProps) {
  const [chosen, setChosen] = useState('')
  const [isMissing, setIsMissing] = useState(false)
  useHoldUpdate(chosen !== '')

  async function give() {
    const candidate = candidates.find(({ member }) => member === chosen)
    setIsMissing(candidate === undefined)
    if (candidate && (await onGive(candidate))) setChosen('')
  }

  return (
    <form
      className={layout.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void give()
      }}
    >
      <SelectField
        label={text.label}
        hint={text.hint}
        emptyLabel={text.empty}
        options={candidates.map(({ member, label }) => ({ value: member, label }))}
        value={chosen}
        onChange={({ target }) => setChosen(target.value)}
        error={isMissing ? text.chooseFirst : undefined}
      />
      <div>
        <Button type="submit" busy={busy}>
          {text.give}
        </Button>
      </div>
    </form>
  )
}

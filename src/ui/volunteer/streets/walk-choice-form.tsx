import { useState } from 'react'
import type { DoorRow } from '#device/database.ts'
import { keepWalkChoice, type WalkChoice, WalkSide } from '#device/walk-choice.ts'
import type { StreetId } from '#domain/ids.ts'
import { WalkOrder } from '#domain/walk-order.ts'
import { useApp } from '../../shared/app-context.ts'
import { RadioGroup } from '../../shared/radio-group.tsx'
import layout from '../layout.module.css'
import { hasTwoSides } from '../next-door.ts'
import { walkText as text, walkOrderTexts, walkSideTexts } from './text.ts'

/** Kept at each change: there is nothing to press. */
export function WalkChoiceForm({
  street,
  doors,
  choice,
}: {
  street: StreetId
  doors: readonly DoorRow[]
  choice: WalkChoice
}) {
  const { phone } = useApp()
  const [chosen, setChosen] = useState(choice)

  function keep(change: Partial<WalkChoice>) {
    const next = { ...chosen, ...change }
    setChosen(next)
    void keepWalkChoice(phone.db, street, next)
  }

  return (
    <details>
      <summary>
        {text.howToWalk}: {walkOrderTexts[choice.order]}
        {choice.side !== 'both' && `, ${walkSideTexts[choice.side].toLowerCase()}`}
      </summary>
      <div className={layout.stack}>
        <RadioGroup
          label={text.order}
          options={WalkOrder.options.map((value) => ({ value, label: walkOrderTexts[value] }))}
          name="order"
          value={chosen.order}
          onChange={({ target }) => keep({ order: WalkOrder.parse(target.value) })}
        />
        {hasTwoSides(doors) && (
          <RadioGroup
            label={text.side}
            options={WalkSide.options.map((value) => ({ value, label: walkSideTexts[value] }))}
            name="side"
            value={chosen.side}
            onChange={({ target }) => keep({ side: WalkSide.parse(target.value) })}
          />
        )}
      </div>
    </details>
  )
}

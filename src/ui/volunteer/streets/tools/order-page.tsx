import { useState } from 'react'
import { ChosenOrder, keepWalkChoice, type WalkChoice } from '#device/walk-choice.ts'
import { doorText as doorName } from '#domain/door.ts'
import type { StreetId } from '#domain/ids.ts'
import { useApp } from '../../../shared/app-context.ts'
import { ButtonLink } from '../../../shared/button-link.tsx'
import { RadioGroup } from '../../../shared/radio-group.tsx'
import { walkOf } from '../../next-door.ts'
import { Screen } from '../../screen.tsx'
import { GonePage } from '../gone-page.tsx'
import { walkText } from '../text.ts'
import { useWalk, type Walk } from '../use-walk.ts'
import { chosenOrderTexts, orderText as text } from './text.ts'

/** In which order, from which end, and which doors. Kept at each change: there is nothing to press. */
export function OrderPage({ street }: { street: StreetId }) {
  const walk = useWalk(street)
  if (walk === undefined) return null
  return walk === 'gone' ? <GonePage title={walkText.gone} words={walkText.goneWords} /> : <Order {...walk} />
}

function Order({ street, doors, choice: kept }: Walk) {
  const { phone, now } = useApp()
  // A box is ticked at once, and not when it has been kept.
  const [choice, setChoice] = useState(kept)
  const list = `/streets/${street.id}`

  function keep(change: Partial<WalkChoice>) {
    const next = { ...choice, ...change }
    setChoice(next)
    void keepWalkChoice(phone.db, street.id, next)
  }

  function chooseOrder(order: ChosenOrder) {
    // One's own order begins as the one that was walked.
    const whole = walkOf(doors, { ...choice, side: 'both', secondPass: undefined })
    keep({
      order,
      byHand: order === 'by-hand' ? (choice.byHand ?? whole.map(({ id }) => id)) : choice.byHand,
    })
  }

  const firstFrom = (isFromEnd: boolean) => {
    const [first] = walkOf(doors, { ...choice, isFromEnd, secondPass: undefined })
    return first ? doorName(first.label) : ''
  }

  return (
    <Screen
      title={text.title}
      back={{ href: list, label: street.name }}
      action={
        <ButtonLink href={list} variant="primary" wide>
          {text.done}
        </ButtonLink>
      }
    >
      <RadioGroup
        label={text.order}
        options={ChosenOrder.options.map((value) => ({
          value,
          label: chosenOrderTexts[value],
          hint: text.hints[value],
        }))}
        name="order"
        value={choice.order}
        onChange={({ target }) => chooseOrder(ChosenOrder.parse(target.value))}
      />
      {choice.order === 'by-hand' ? (
        <div>
          <ButtonLink href={`${list}/by-hand`}>{text.byHand}</ButtonLink>
        </div>
      ) : (
        <RadioGroup
          label={text.start}
          options={[false, true].map((isFromEnd) => ({
            value: String(isFromEnd),
            label: text.startAt(firstFrom(isFromEnd)),
          }))}
          name="start"
          value={String(choice.isFromEnd === true)}
          onChange={({ target }) => keep({ isFromEnd: target.value === 'true' })}
        />
      )}
      <RadioGroup
        label={text.pass}
        options={[
          { value: 'first', label: text.firstPass },
          { value: 'second', label: text.secondPass, hint: text.secondPassHint },
        ]}
        name="pass"
        value={choice.secondPass === undefined ? 'first' : 'second'}
        onChange={({ target }) =>
          keep({ secondPass: target.value === 'second' ? now().getTime() : undefined })
        }
      />
    </Screen>
  )
}

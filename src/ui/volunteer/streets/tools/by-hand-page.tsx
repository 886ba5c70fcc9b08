import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react'
import type { DoorRow } from '#device/database.ts'
import { keepWalkChoice } from '#device/walk-choice.ts'
import { housesOf } from '#domain/building.ts'
import type { StreetId } from '#domain/ids.ts'
import { unitsText } from '#domain/unit-names.ts'
import { useApp } from '../../../shared/app-context.ts'
import { Button } from '../../../shared/button.tsx'
import { ButtonLink } from '../../../shared/button-link.tsx'
import layout from '../../layout.module.css'
import { walkOf } from '../../next-door.ts'
import { Screen } from '../../screen.tsx'
import { GonePage } from '../gone-page.tsx'
import { walkText } from '../text.ts'
import { useWalk, type Walk } from '../use-walk.ts'
import styles from './by-hand-page.module.css'
import { buildingText, listText, handText as text } from './text.ts'

/** One's own order: a door is picked, then moved by steps or put in the place of another. Kept at each move. */
export function ByHandPage({ street }: { street: StreetId }) {
  const walk = useWalk(street)
  if (walk === undefined) return null
  return walk === 'gone' ? (
    <GonePage title={walkText.gone} words={walkText.goneWords} />
  ) : (
    <ByHand {...walk} />
  )
}

/** A building moves as one. */
type Item = { readonly name: string; readonly doors: readonly DoorRow[] }

const itemsOf = (walk: readonly DoorRow[]): Item[] =>
  housesOf(walk).map(({ name, doors }) => {
    const units = doors.some(({ label }) => label.unit) ? unitsText(doors, listText) : ''
    return { name: units === '' ? name : buildingText.name(units, name), doors }
  })

function ByHand({ street, doors, choice }: Walk) {
  const { phone } = useApp()
  const [items, setItems] = useState(() =>
    itemsOf(walkOf(doors, { ...choice, side: 'both', secondPass: undefined })),
  )
  const [picked, setPicked] = useState<Item>()
  const [said, setSaid] = useState('')
  const list = useRef<HTMLOListElement>(null)
  const place = picked ? items.indexOf(picked) : -1

  useLayoutEffect(() => {
    const line = list.current?.children[place]
    if (line && 'scrollIntoView' in line) line.scrollIntoView({ block: 'nearest' })
  }, [place])

  function moveTo(to: number) {
    if (!picked) return setSaid(text.chooseFirst)
    if (to < 0 || to >= items.length) return
    const others = items.filter((item) => item !== picked)
    const after = [...others.slice(0, to), picked, ...others.slice(to)]
    setItems(after)
    setSaid(text.moved(picked.name, to + 1, items.length))
    const byHand = after.flatMap((item) => item.doors.map(({ id }) => id))
    void keepWalkChoice(phone.db, street.id, { ...choice, order: 'by-hand', byHand })
  }

  function tap(item: Item) {
    if (picked && picked !== item) return moveTo(items.indexOf(item))
    setPicked(picked ? undefined : item)
    setSaid(picked ? '' : text.chosen(item.name))
  }

  function press(event: KeyboardEvent, item: Item) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (picked !== item || step === undefined) return
    event.preventDefault()
    moveTo(place + step)
  }

  return (
    <Screen
      title={text.title}
      back={{ href: `/streets/${street.id}/order`, label: street.name }}
      action={
        <>
          <p role="status" className={styles.said}>
            {said}
          </p>
          <div className={styles.moves}>
            <Button onClick={() => moveTo(place - 1)}>{text.earlier}</Button>
            <Button onClick={() => moveTo(place + 1)}>{text.later}</Button>
          </div>
          <ButtonLink href={`/streets/${street.id}`} variant="primary" wide>
            {text.done}
          </ButtonLink>
        </>
      }
    >
      <p className={layout.quiet}>{text.lead}</p>
      <ol className={styles.doors} aria-label={text.doors} ref={list}>
        {items.map((item) => (
          <li key={item.doors[0]?.id}>
            <Button
              wide
              className={styles.door}
              aria-pressed={item === picked}
              onClick={() => tap(item)}
              onKeyDown={(event) => press(event, item)}
            >
              {item.name}
            </Button>
          </li>
        ))}
      </ol>
    </Screen>
  )
}

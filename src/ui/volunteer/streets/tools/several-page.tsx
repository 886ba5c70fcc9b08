import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import type { DoorRow } from '#device/database.ts'
import { housesOf } from '#domain/building.ts'
import { doorText } from '#domain/door.ts'
import type { DoorId, StreetId } from '#domain/ids.ts'
import type { Outcome } from '#domain/outcome.ts'
import { unitText } from '#domain/unit-names.ts'
import { useApp } from '../../../shared/app-context.ts'
import { useHoldUpdate } from '../../../shared/app-update.ts'
import { Button } from '../../../shared/button.tsx'
import { ConfirmDialog } from '../../../shared/confirm-dialog.tsx'
import { Notice } from '../../../shared/notice.tsx'
import { useGathering } from '../../gathering.ts'
import { type KnockedDoor, rememberStep } from '../../last-step.ts'
import layout from '../../layout.module.css'
import { GateNotice } from '../../ready/gate-notice.tsx'
import { gateOf, useStorageFacts } from '../../ready/use-storage-facts.ts'
import { Screen } from '../../screen.tsx'
import { stateOf } from '../door-line.tsx'
import { GonePage } from '../gone-page.tsx'
import { offeredOf } from '../offered-outcomes.ts'
import { recordKnock } from '../record-knock.ts'
import { outcomeTexts, walkText } from '../text.ts'
import { useWalk, type Walk } from '../use-walk.ts'
import buildingStyles from './building.module.css'
import { Building } from './building.tsx'
import { hearLongPress } from './long-press.ts'
import styles from './several-page.module.css'
import { severalText as text } from './text.ts'

/** One outcome for many doors: a knock at each, taken back together. `first` is chosen from the start. */
export function SeveralPage({ street, first }: { street: StreetId; first?: DoorId | undefined }) {
  const walk = useWalk(street)
  if (walk === undefined) return null
  return walk === 'gone' ? (
    <GonePage title={walkText.gone} words={walkText.goneWords} />
  ) : (
    <Several page={walk} first={first} />
  )
}

const outcomes = ['no-answer', 'cannot-get-in', 'no-such-door', 'sticker'] as const

function Several({ page, first }: { page: Walk; first: DoorId | undefined }) {
  const { phone, now, keepStorage } = useApp()
  const gathering = useGathering()
  const [, navigate] = useLocation()
  const gate = gateOf(useStorageFacts().facts)
  const { street, walk, callBacks } = page
  const { stickers } = page.petition
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(first && [first]))
  const [saved, setSaved] = useState<number>()
  const [notSaved, setNotSaved] = useState(0)
  const [isAsking, setIsAsking] = useState(false)
  const last = useRef<string | undefined>(first)
  const isSaving = useRef(false)
  const list = useRef<HTMLDivElement>(null)
  useHoldUpdate(chosen.size > 0)

  const doors = walk.filter(({ id }) => chosen.has(id))

  function choose(ids: readonly string[], isChosen: boolean) {
    if (isSaving.current) return
    last.current = ids.at(-1)
    setChosen((before) => {
      const after = new Set(before)
      for (const id of ids) {
        if (isChosen) after.add(id)
        else after.delete(id)
      }
      return after
    })
  }

  /** From the door that was chosen last to this one, whichever comes first; what is settled is left out. */
  function chooseTo(id: string) {
    const places = [last.current ?? id, id].map((each) => walk.findIndex((door) => door.id === each))
    const between = walk.slice(Math.min(...places), Math.max(...places) + 1)
    choose([...between.filter(({ mark }) => mark === 'to-visit').map((door) => door.id), id], true)
  }
  const longPress = useRef(chooseTo)
  longPress.current = chooseTo

  useEffect(() => {
    const control = new AbortController()
    hearLongPress(list.current, (door) => longPress.current(door), control.signal)
    return () => control.abort()
  }, [])

  useEffect(() => {
    const box = first && list.current?.querySelector(`[data-door="${first}"]`)
    if (box && 'scrollIntoView' in box) box.scrollIntoView({ block: 'center' })
  }, [first])

  async function record(outcome: Outcome) {
    if (isSaving.current || doors.length === 0) return
    isSaving.current = true
    const knocked: KnockedDoor[] = []
    try {
      for (const door of doors) {
        setSaved(knocked.length)
        knocked.push(await recordKnock(phone, gathering, door, outcome, { stickers }))
      }
    } catch {
      setNotSaved(doors.length - knocked.length)
    }
    isSaving.current = false
    setSaved(undefined)
    if (knocked.length > 0) {
      rememberStep({ kind: 'knock', outcome, doors: knocked })
      keepStorage()
    }
    if (knocked.length === doors.length) navigate(`/streets/${street.id}`, { replace: true })
    else setChosen(new Set(doors.slice(knocked.length).map(({ id }) => id)))
  }

  const box = (door: DoorRow, name: string) => (
    <label
      className={`${buildingStyles.cell} ${buildingStyles[door.mark] ?? ''} ${chosen.has(door.id) ? buildingStyles.chosen : ''}`}
      data-door={door.id}
    >
      <input
        type="checkbox"
        checked={chosen.has(door.id)}
        disabled={door.mark === 'do-not-knock'}
        aria-label={[doorText(door.label), stateOf(door, now(), callBacks.get(door.id))]
          .filter(Boolean)
          .join(', ')}
        onClick={({ shiftKey }) => {
          if (shiftKey) chooseTo(door.id)
        }}
        onChange={({ target }) => choose([door.id], target.checked)}
      />
      <span className={buildingStyles.unit}>{name}</span>
      <small>
        {door.mark === 'to-visit' ? '' : stateOf({ ...door, outcome: undefined }, now(), undefined)}
      </small>
    </label>
  )

  return (
    <Screen
      title={text.title}
      back={{ href: `/streets/${street.id}`, label: street.name }}
      action={
        gate ? undefined : (
          <section aria-label={text.outcomes} className={styles.action}>
            <p role="status">
              {saved === undefined ? text.chosen(doors.length) : text.saving(saved, doors.length)}
            </p>
            {doors.length > 0 && (
              <div className={styles.outcomes}>
                {offeredOf(outcomes, page.petition).map((outcome) => (
                  <Button
                    key={outcome}
                    busy={saved !== undefined}
                    onClick={({ detail }) => {
                      if (detail > 1) return
                      if (outcome === 'sticker' && stickers !== 'may-knock') setIsAsking(true)
                      else void record(outcome)
                    }}
                  >
                    {outcomeTexts[outcome]}
                  </Button>
                ))}
              </div>
            )}
          </section>
        )
      }
    >
      {notSaved > 0 && <Notice tone="problem">{text.notSaved(notSaved)}</Notice>}
      {gate && <GateNotice gate={gate} />}
      <p className={layout.quiet}>{text.lead}</p>
      <div className={styles.doors} ref={list}>
        {blocksOf(walk).map(({ house, doors: own }) => {
          const open = own.filter(({ mark }) => mark === 'to-visit').map(({ id }) => id)
          const isAll = open.length > 0 && open.every((id) => chosen.has(id))
          return house === undefined ? (
            <ul key={own[0]?.id} className={buildingStyles.grid} aria-label={text.doors}>
              {own.map((door) => (
                <li key={door.id}>{box(door, doorText(door.label))}</li>
              ))}
            </ul>
          ) : (
            <Building
              key={own[0]?.id}
              house={{ name: house, doors: own }}
              note={
                open.length > 0 && (
                  <Button aria-pressed={isAll} onClick={() => choose(open, !isAll)}>
                    {text.all(open.length)}
                  </Button>
                )
              }
            >
              {(door) => box(door, unitText(door.label, own))}
            </Building>
          )
        })}
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        title={text.stickerTitle(doors.length)}
        confirmLabel={text.stickerConfirm}
        onConfirm={() => {
          setIsAsking(false)
          void record('sticker')
        }}
        onCancel={() => setIsAsking(false)}
      >
        {text.stickerWords}
      </ConfirmDialog>
    </Screen>
  )
}

/** Each building, and the houses between two of them together. */
function blocksOf(walk: readonly DoorRow[]): { house?: string; doors: DoorRow[] }[] {
  const blocks: { house?: string; doors: DoorRow[] }[] = []
  for (const { name, doors } of housesOf(walk)) {
    const last = blocks.at(-1)
    if (doors.length > 1) blocks.push({ house: name, doors: [...doors] })
    else if (last && last.house === undefined) last.doors.push(...doors)
    else blocks.push({ doors: [...doors] })
  }
  return blocks
}

import { type ReactNode, useId } from 'react'
import type { DoorRow } from '#device/database.ts'
import { floorsOf, type House } from '#domain/building.ts'
import { unitsText } from '#domain/unit-names.ts'
import styles from './building.module.css'
import { floorText, listText, shortListText, buildingText as text } from './text.ts'

type BuildingProps = {
  house: House<DoorRow>
  note?: ReactNode
  /** One door of it. */
  children: (door: DoorRow) => ReactNode
}

/** By floor where the labels tell the floor, the top one first: else as one grid. */
export function Building({ house, note, children }: BuildingProps) {
  const id = useId()
  const floors = floorsOf(house.doors)
  const grid = (doors: readonly DoorRow[], label?: string) => (
    <ul className={styles.grid} aria-label={label}>
      {doors.map((door) => (
        <li key={door.id}>{children(door)}</li>
      ))}
    </ul>
  )

  return (
    <section className={styles.building} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 className={styles.name} id={id}>
          {text.name(unitsText(house.doors, floors ? shortListText : listText), house.name)}
        </h2>
        {note}
      </div>
      {floors
        ? floors.map(({ floor, doors }) => (
            <div key={floor}>
              <p className={styles.floor} aria-hidden>
                {floorText(floor)}
              </p>
              {grid(doors, floorText(floor))}
            </div>
          ))
        : grid(house.doors)}
    </section>
  )
}

import { useEffect, useState } from 'react'
import type { PetitionRow } from '#device/database.ts'
import { isWithinHours } from '#domain/door-hours.ts'
import { DoorRules } from '#domain/door-rules.ts'
import { useApp } from '../../shared/app-context.ts'
import { Notice } from '../../shared/notice.tsx'
import { aidsText as text } from './text.ts'

/** Once in each start of the app: said again at every door, nobody would read it. */
const told = new Set<string>()

export const tellHoursAgain = (): void => told.clear()

/** Says that it is outside the petition's hours, and stops nobody. Short at a door, whose buttons stay where they are. */
export function HoursNote({ petition, isShort = false }: { petition: PetitionRow; isShort?: boolean }) {
  const { now } = useApp()
  const [isShown] = useState(() => {
    const { hours } = DoorRules.parse(petition)
    return !told.has(petition.petition) && !isWithinHours(hours, now(), petition.timeZone)
  })

  useEffect(() => {
    if (isShown) told.add(petition.petition)
  }, [isShown, petition.petition])

  if (!isShown) return null
  const { from, to, sundayFrom } = DoorRules.parse(petition).hours
  if (isShort) return <p role="status">{text.hoursShort(from, to)}</p>
  return (
    <Notice tone="warning" title={text.hoursTitle}>
      {text.hours(from, to, sundayFrom)}
    </Notice>
  )
}

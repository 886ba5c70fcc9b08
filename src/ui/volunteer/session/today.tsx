import { useLiveQuery } from 'dexie-react-hooks'
import { Link } from 'wouter'
import { readCallBackDoors, readTimeOut } from '#device/session-reads.ts'
import { readWalkPlan } from '#device/walk-plan.ts'
import { addressText } from '#domain/door.ts'
import { useApp } from '../../shared/app-context.ts'
import { useGathering } from '../gathering.ts'
import { KnockerTallies, useKnockers } from '../knockers/knocker-tallies.tsx'
import { knockersText } from '../knockers/text.ts'
import layout from '../layout.module.css'
import { timeText } from '../text.ts'
import { todayText as text } from './text.ts'

/** How long this phone has been out today. It is nobody's target, and stands beside nobody else's. */
export function TimeOut() {
  const { phone, now } = useApp()
  const { petition } = useGathering().membership
  const found = useLiveQuery(async () => {
    const midnight = new Date(now()).setHours(0, 0, 0, 0)
    const [out, plan] = await Promise.all([
      readTimeOut(phone.db, petition, midnight),
      readWalkPlan(phone.db, petition, now()),
    ])
    return { out, plan }
  }, [phone.db, petition, now])
  if (!found) return null
  const { out, plan } = found
  if (!out && !plan) return null

  return (
    <section className={layout.stack}>
      <h2 className={layout.heading}>{text.title}</h2>
      {out && <p>{text.out(out.doors, timeText(out.from, now()), out.to - out.from)}</p>}
      {plan && (
        <p className={layout.links}>
          <Link href="/back-by">{text.backBy(timeText(plan.backAt, now()))}</Link>
        </p>
      )}
    </section>
  )
}

export function CallBackList() {
  const { phone, now } = useApp()
  const { petition } = useGathering().membership
  const doors = useLiveQuery(() => readCallBackDoors(phone.db, petition), [phone.db, petition])
  if (!doors || doors.length === 0) return null

  return (
    <section className={layout.stack}>
      <h2 className={layout.heading} id="call-backs">
        {text.callBacks}
      </h2>
      <ul className={`${layout.plain} ${layout.links}`} aria-labelledby="call-backs">
        {doors.map(({ door, streetName, from }) => (
          <li key={door.id}>
            <Link href={`/streets/${door.street}/doors/${door.id}`}>
              {text.callBack(
                addressText(door.label, streetName),
                from === undefined ? undefined : timeText(from, now()),
              )}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

export function ByKnocker() {
  const found = useKnockers()
  if (!found || found.knockers.length === 0) return null
  return (
    <section className={layout.stack}>
      <h2 className={layout.heading}>{knockersText.list}</h2>
      <KnockerTallies found={found} />
    </section>
  )
}

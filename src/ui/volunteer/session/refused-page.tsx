import { useLiveQuery } from 'dexie-react-hooks'
import type { PhoneDatabase } from '#device/database.ts'
import type { KeptEntry } from '#device/ports.ts'
import { readRefused } from '#device/reads.ts'
import { addressText } from '#domain/door.ts'
import { useApp } from '../../shared/app-context.ts'
import { ButtonLink } from '../../shared/button-link.tsx'
import { useGathering } from '../gathering.ts'
import layout from '../layout.module.css'
import { Screen } from '../screen.tsx'
import { homeText, timeText, walkText } from '../text.ts'
import { refusalTexts, refusedText as text } from './text.ts'

/** What the server did not take, with the reason: shown, never dropped (S3). */
export function RefusedPage() {
  const { phone, now } = useApp()
  const { petition } = useGathering().membership
  const refused = useLiveQuery(async () => {
    const kept = await readRefused(phone.db, petition)
    return Promise.all(kept.map(async (each) => ({ ...each, where: await whereOf(phone.db, each) })))
  }, [phone.db, petition])
  if (!refused) return null

  return (
    <Screen
      title={text.title}
      lead={text.lead}
      back={{ href: '/', label: homeText.streets }}
      action={
        <ButtonLink href="/" variant="primary" wide>
          {walkText.toStreets}
        </ButtonLink>
      }
    >
      {refused.length === 0 && <p>{text.none}</p>}
      <ul className={layout.plain}>
        {refused.map(({ id, entry, where, savedAt, reason }) => (
          <li key={id}>
            <p>
              <strong>{text.at(text.kind[entry.kind], where, timeText(savedAt, now()))}</strong>
            </p>
            {reason && <p>{refusalTexts[reason]}</p>}
          </li>
        ))}
      </ul>
    </Screen>
  )
}

async function whereOf(db: PhoneDatabase, { entry, petition }: KeptEntry): Promise<string> {
  const { street, door } = entry
  const [streetRow, doorRow] = await Promise.all([
    street && db.streets.get([petition, street]),
    door && db.doors.get([petition, door]),
  ])
  if (!streetRow) return ''
  return doorRow ? addressText(doorRow.label, streetRow.name) : streetRow.name
}

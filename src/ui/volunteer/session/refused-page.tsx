import { useLiveQuery } from 'dexie-react-hooks'
import type { PhoneDatabase } from '#device/database.ts'
import type { KeptEntry } from '#device/ports.ts'
import { readSetAside } from '#device/reads.ts'
import { addressText } from '#domain/door.ts'
import { useApp } from '../../shared/app-context.ts'
import { ButtonLink } from '../../shared/button-link.tsx'
import { useGathering } from '../gathering.ts'
import layout from '../layout.module.css'
import { Screen } from '../screen.tsx'
import { walkText } from '../streets/text.ts'
import { homeText, timeText } from '../text.ts'
import { refusalTexts, refusedText as text } from './text.ts'

type SetAside = KeptEntry & { readonly where: string }

/** What the server did not take or takes in later, with the reason: shown, never dropped (S3). */
export function RefusedPage() {
  const { phone } = useApp()
  const { petition } = useGathering().membership
  const found = useLiveQuery(async () => {
    const { refused, deferred } = await readSetAside(phone.db, petition)
    return { refused: await placed(phone.db, refused), deferred: await placed(phone.db, deferred) }
  }, [phone.db, petition])
  if (!found) return null
  const { refused, deferred } = found
  const isEmpty = refused.length + deferred.length === 0

  return (
    <Screen
      title={text.title}
      lead={isEmpty ? undefined : text.lead}
      back={{ href: '/', label: homeText.streets }}
      action={
        <ButtonLink href="/" variant="primary" wide>
          {walkText.toStreets}
        </ButtonLink>
      }
    >
      {isEmpty && <p>{text.none}</p>}
      {refused.length > 0 && <Entries title={text.refused} words={text.refusedWords} entries={refused} />}
      {deferred.length > 0 && <Entries title={text.deferred} words={text.deferredWords} entries={deferred} />}
    </Screen>
  )
}

function Entries({ title, words, entries }: { title: string; words: string; entries: readonly SetAside[] }) {
  const { now } = useApp()
  return (
    <section className={layout.stack}>
      <h2 className={layout.heading}>{title}</h2>
      <p>{words}</p>
      <ul className={layout.plain}>
        {entries.map(({ id, entry, where, savedAt, reason }) => (
          <li key={id}>
            <p>
              <strong>{text.at(text.kind[entry.kind], where, timeText(savedAt, now()))}</strong>
            </p>
            {reason && <p>{refusalTexts[reason]}</p>}
          </li>
        ))}
      </ul>
    </section>
  )
}

const placed = (db: PhoneDatabase, kept: readonly KeptEntry[]): Promise<SetAside[]> =>
  Promise.all(kept.map(async (each) => ({ ...each, where: await whereOf(db, each) })))

async function whereOf(db: PhoneDatabase, { entry, petition }: KeptEntry): Promise<string> {
  const { street, door } = entry
  const [streetRow, doorRow] = await Promise.all([
    street && db.streets.get([petition, street]),
    door && db.doors.get([petition, door]),
  ])
  if (!streetRow) return ''
  return doorRow ? addressText(doorRow.label, streetRow.name) : streetRow.name
}

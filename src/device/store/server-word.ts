/** What a hello tells: the epoch (S9), the durable mark (J3), the key, the time (S10). */
import type { PetitionId } from '#domain/ids.ts'
import type { PhoneDatabase, ServerRow } from '../database.ts'
import type { KeptBody, KeptEntry, ServerWord } from '../ports.ts'
import { isWhole, ofPetition } from './entries.ts'
import { recountWithin } from './recount.ts'
import { settle } from './settle.ts'

/** So many entries lose their seals in one transaction: a save waits no longer than for these. */
const BITE = 256
/** A clock that is read over a network is no steadier than this; a smaller change is not worth a write. */
const CLOCK_GRAIN_MS = 1000

/** The epoch that what is here belongs to; of a version-1 tab only the petition's row tells. */
export async function rememberServer(
  db: PhoneDatabase,
  petition: PetitionId,
  epoch: string,
): Promise<ServerRow> {
  const [known, row] = await Promise.all([db.servers.get(petition), db.petitions.get(petition)])
  if (known !== undefined) return known
  const server = { petition, epoch: row?.epoch ?? epoch, clearedTo: 0 }
  await db.servers.put(server)
  return server
}

const withoutSeal = (kept: KeptEntry): KeptEntry => {
  const { nonce: _, sealed: __, ...entry }: KeptBody = kept.entry
  return { ...kept, entry }
}

export async function applyHello(db: PhoneDatabase, petition: PetitionId, word: ServerWord): Promise<void> {
  const { epoch, durableMark, keyId, publicKey, clockOffsetMs } = word
  const cleared = await db.transaction(
    'rw',
    [db.entries, db.doors, db.counts, db.petitions, db.memberships, db.servers, db.heard],
    async () => {
      const [server, row, membership] = await Promise.all([
        rememberServer(db, petition, epoch),
        db.petitions.get(petition),
        db.memberships.get(petition),
      ])
      const isRestored = server.epoch !== epoch
      const isSteady = Math.abs(clockOffsetMs - (row?.clockOffsetMs ?? Number.NaN)) < CLOCK_GRAIN_MS
      // Nothing is written that is not news: this comes with every save, and the screens hear of each write.
      await Promise.all([
        row !== undefined &&
          (isRestored || !isSteady) &&
          db.petitions.put({ ...row, clockOffsetMs, cursor: isRestored ? undefined : row.cursor }),
        membership !== undefined &&
          membership.keyId !== keyId &&
          db.memberships.put({ ...membership, keyId, publicKey }),
      ])
      if (!isRestored) return server.clearedTo
      await sendAgain(db, petition)
      // All that is whole is unsent now: there is no seal to forget.
      await db.servers.put({ petition, epoch, clearedTo: durableMark })
      return durableMark
    },
  )
  if (cleared < durableMark) await forgetSeals(db, petition, epoch, cleared, durableMark)
}

/** S9: the backup lacks it, or may. A door keeps the mark of the own knock until that is received again. */
async function sendAgain(db: PhoneDatabase, petition: PetitionId): Promise<void> {
  await ofPetition(db.heard, petition).delete()
  const kept = await db.entries
    .where('[petition+state+savedAt]')
    .between([petition], [petition, []])
    .filter(isWhole)
    .sortBy('savedAt')
  await db.entries.bulkPut(
    kept.map(({ reason: _, received: __, ...each }) => ({ ...each, state: 'unsent' as const })),
  )
  const lastKnocks = new Map(kept.map(({ id, entry }) => [entry.door, id]))
  const doors = await ofPetition(db.doors, petition).toArray()
  await db.doors.bulkPut(
    doors.flatMap((door) => {
      const lastEntry = lastKnocks.get(door.id)
      return lastEntry === undefined || lastEntry === door.lastEntry ? [] : [{ ...door, lastEntry }]
    }),
  )
  await recountWithin(db, petition)
}

/** Only of what is held: a deferred or refused entry may still be needed whole. */
async function forgetSeals(
  db: PhoneDatabase,
  petition: PetitionId,
  epoch: string,
  from: number,
  durableMark: number,
): Promise<void> {
  while (await settle(db, petition));
  const ids = await db.entries
    .where('[petition+received]')
    .between([petition, from], [petition, durableMark], false, true)
    .primaryKeys()
  for (let start = 0; start <= ids.length; start += BITE) {
    await db.transaction('rw', [db.entries, db.servers], async () => {
      const [server, kept] = await Promise.all([
        db.servers.get(petition),
        db.entries.bulkGet(ids.slice(start, start + BITE)),
      ])
      if (server?.epoch !== epoch) return
      await db.entries.bulkPut(
        kept.flatMap((each) => (each?.state === 'held' && isWhole(each) ? [withoutSeal(each)] : [])),
      )
      // With the last bite only: one that is cut short starts over.
      if (start + BITE > ids.length) await db.servers.put({ ...server, clearedTo: durableMark })
    })
  }
}

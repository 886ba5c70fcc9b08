/**
 * Several knockers on one phone. Which of them knocked is noted beside each
 * entry, in its own transaction (`store/save.ts`), and never leaves the phone.
 * Nothing is counted up: a tally is always read from the entries themselves, so
 * it is right whichever tab wrote them, and undo needs nothing of its own.
 */

import type { DoorId, PetitionId } from '#domain/ids.ts'
import {
  KNOCKER_LABEL_LENGTH,
  type Knocker,
  type KnockerSign,
  type KnockerTally,
  knockerSigns,
  tallyByKnocker,
  type Visit,
} from '#domain/knocker.ts'
import type { KnockersRow, PhoneDatabase } from './database.ts'
import { ofPetition, takenBackBy, withdrawalsOf } from './store/entries.ts'

/** Undefined while nobody is on it: then the walk shows nothing of it. */
export const readKnockers = (db: PhoneDatabase, petition: PetitionId): Promise<KnockersRow | undefined> =>
  db.knockers.get(petition)

/** The first of them knocks at once. Gives the shape that was free, or undefined when all are taken. */
export function addKnocker(
  db: PhoneDatabase,
  petition: PetitionId,
  label: string,
): Promise<KnockerSign | undefined> {
  return db.transaction('rw', db.knockers, async () => {
    const { knockers = [], knocking } = (await db.knockers.get(petition)) ?? {}
    const sign = knockerSigns.find((each) => knockers.every((knocker) => knocker.sign !== each))
    if (sign === undefined) return undefined
    const added: Knocker = { sign, label: [...label.trim()].slice(0, KNOCKER_LABEL_LENGTH).join('') }
    await db.knockers.put({ petition, knockers: [...knockers, added], knocking: knocking ?? sign })
    return sign
  })
}

/** From the next save on, in every tab. */
export function letKnock(db: PhoneDatabase, petition: PetitionId, sign: KnockerSign): Promise<void> {
  return db.transaction('rw', db.knockers, async () => {
    const row = await db.knockers.get(petition)
    if (row?.knockers.some((knocker) => knocker.sign === sign))
      await db.knockers.put({ ...row, knocking: sign })
  })
}

/** Their tally goes with them; what they gathered stays. After the last of them nobody is knocking for anybody. */
export function removeKnocker(db: PhoneDatabase, petition: PetitionId, sign: KnockerSign): Promise<void> {
  return db.transaction('rw', db.knockers, db.knocks, async () => {
    await ofPetition(db.knocks, petition)
      .filter(({ knocker }) => knocker === sign)
      .delete()
    const row = await db.knockers.get(petition)
    if (row === undefined) return
    const knockers = row.knockers.filter((knocker) => knocker.sign !== sign)
    const [first] = knockers
    if (first === undefined) return db.knockers.delete(petition)
    const knocking = row.knocking === sign ? first.sign : row.knocking
    await db.knockers.put({ petition, knockers, knocking })
  })
}

/** Counted from the entries at each call; of a knocker without any there is nothing. */
export async function readKnockerTallies(
  db: PhoneDatabase,
  petition: PetitionId,
): Promise<Map<KnockerSign, KnockerTally>> {
  const tables = [db.knocks, db.entries, db.doors]
  return db.transaction('r', tables, async () => {
    const noted = await ofPetition(db.knocks, petition).toArray()
    if (noted.length === 0) return new Map()
    const ids = noted.map(({ entry }) => entry)
    const [entries, withdrawals] = await Promise.all([db.entries.bulkGet(ids), withdrawalsOf(db, ids)])
    const takenBack = takenBackBy(withdrawals)
    const visits = noted.flatMap(({ entry: id, knocker }, place): Visit[] => {
      const kept = entries[place]
      if (kept === undefined) return []
      const { kind, door } = kept.entry
      const isVoid = kept.state === 'refused' || takenBack.has(id)
      return [{ knocker, entry: id, kind, door, isVoid, savedAt: kept.savedAt }]
    })
    const doors = [...new Set(visits.flatMap(({ door }) => door ?? []))]
    const rows = await db.doors.bulkGet(doors.map((door): [PetitionId, DoorId] => [petition, door]))
    const marks = new Map(rows.flatMap((row) => (row ? [[row.id, row.mark] as const] : [])))
    return tallyByKnocker(visits, (door) => marks.get(door))
  })
}

/**
 * What the screens read of the phone, each a promise that Dexie's live queries
 * can follow. The tally is the domain's own fold (T1).
 */
import type { Table } from 'dexie'
import type { DoorId, PetitionId, StreetId } from '#domain/ids.ts'
import { addTallies, noTally, type Tally, tallyOf } from '#domain/tally.ts'
import type { DoorRow, PetitionRow, PhoneDatabase, StreetRow } from './database.ts'
import { signaturesOnPhone, unsentOf } from './dexie-store.ts'
import type { KeptEntry } from './ports.ts'

export type StreetWithTally = StreetRow & {
  readonly tally: Tally
  readonly doors: number
  readonly doorsDone: number
}

export type StreetsPage = {
  readonly petition: PetitionRow
  /** In the organiser's order. */
  readonly streets: readonly StreetWithTally[]
  /** Streets that were taken back, and signatures away from any street. */
  readonly elsewhere: Tally
  readonly total: Tally
  /** Entries of any kind without a receipt. */
  readonly unsent: number
  readonly refused: number
}

/** Undefined until the first pull has arrived. */
export async function readStreetsPage(
  db: PhoneDatabase,
  petition: PetitionId,
): Promise<StreetsPage | undefined> {
  const row = await db.petitions.get(petition)
  if (row === undefined) return undefined
  const [streets, tallies, unsent, refused, doors] = await Promise.all([
    ofPetition(db.streets, petition).toArray(),
    db.tallies.where('[petition+street]').between([petition, ''], [petition, '\uffff']).toArray(),
    unsentOf(db, petition).toArray(),
    countRefused(db, petition),
    ofPetition(db.doors, petition).toArray(),
  ])
  const onPhone = new Map<string, number>()
  for (const { entry } of signaturesOnPhone(unsent)) {
    const street = entry.street ?? ''
    onPhone.set(street, (onPhone.get(street) ?? 0) + 1)
  }
  const tallyByStreet = new Map<string, Tally>()
  for (const { street, received, counted, alsoElsewhere } of tallies) {
    tallyByStreet.set(street, { onPhones: 0, received, counted, alsoElsewhere })
  }
  for (const [street, signatures] of onPhone) {
    const facts = Array.from({ length: signatures }, () => ({ standing: 'on-phone' as const }))
    tallyByStreet.set(street, addTallies([tallyByStreet.get(street) ?? noTally, tallyOf(facts)]))
  }
  const doorsByStreet = new Map<string, { doors: number; doorsDone: number }>()
  for (const { street, mark } of doors) {
    const count = doorsByStreet.get(street) ?? { doors: 0, doorsDone: 0 }
    doorsByStreet.set(street, {
      doors: count.doors + 1,
      doorsDone: count.doorsDone + Number(mark !== 'to-visit'),
    })
  }
  const listed = streets
    .sort((a, b) => a.position - b.position)
    .map((street) => ({
      ...street,
      tally: tallyByStreet.get(street.id) ?? noTally,
      ...(doorsByStreet.get(street.id) ?? { doors: 0, doorsDone: 0 }),
    }))
  const known = new Set<string>(streets.map(({ id }) => id))
  return {
    petition: row,
    streets: listed,
    elsewhere: addTallies(
      [...tallyByStreet].filter(([street]) => !known.has(street)).map(([, tally]) => tally),
    ),
    total: addTallies(tallyByStreet.values()),
    unsent: unsent.length,
    refused,
  }
}

export type WalkPage = {
  readonly street: StreetRow
  readonly doors: readonly DoorRow[]
  readonly petition: PetitionRow
}

/** A street and its doors as listed; undefined when this phone does not have it. */
export async function readWalkPage(
  db: PhoneDatabase,
  petition: PetitionId,
  street: StreetId,
): Promise<WalkPage | undefined> {
  const [row, doors, petitionRow] = await Promise.all([
    db.streets.get([petition, street]),
    db.doors.where('[petition+street]').equals([petition, street]).sortBy('position'),
    db.petitions.get(petition),
  ])
  return row === undefined || petitionRow === undefined
    ? undefined
    : { street: row, doors, petition: petitionRow }
}

/** How many signatures this phone took at a door, those taken back left out: a count, never whose. */
export async function countAtDoor(db: PhoneDatabase, petition: PetitionId, door: DoorId): Promise<number> {
  const entries = await db.entries.where('[petition+entry.door]').equals([petition, door]).toArray()
  const withdrawn = new Set(entries.map(({ entry }) => (entry.kind === 'withdraw' ? entry.ref : undefined)))
  return entries.filter(
    ({ entry, state }) => entry.kind === 'sign' && state !== 'refused' && !withdrawn.has(entry.id),
  ).length
}

/** What the server did not take, newest first: shown, never dropped (S3). */
export const readRefused = (db: PhoneDatabase, petition: PetitionId): Promise<KeptEntry[]> =>
  db.entries
    .where('[petition+state+savedAt]')
    .between([petition, 'refused', 0], [petition, 'refused', Number.MAX_SAFE_INTEGER])
    .reverse()
    .toArray()

const countRefused = (db: PhoneDatabase, petition: PetitionId) =>
  db.entries
    .where('[petition+state+savedAt]')
    .between([petition, 'refused', 0], [petition, 'refused', Number.MAX_SAFE_INTEGER])
    .count()

function ofPetition<Row>(table: Table<Row>, petition: PetitionId) {
  return table.where('[petition+id]').between([petition, ''], [petition, '\uffff'])
}

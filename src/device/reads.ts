/**
 * What the screens read of the phone, each a promise that Dexie's live queries
 * can follow. The tally is read from counters, which a recount must agree with (T1).
 */
import type { DoorId, PetitionId, StreetId } from '#domain/ids.ts'
import { addTallies, noTally, type Tally } from '#domain/tally.ts'
import type { CountsRow, DoorRow, PetitionRow, PhoneDatabase, StreetRow } from './database.ts'
import type { KeptEntry } from './ports.ts'
import { heardOf, inState, isWhole, ofPetition, unsentIds } from './store/entries.ts'

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

/** From counters, whatever the phone holds; undefined until the first pull has arrived. */
export async function readStreetsPage(
  db: PhoneDatabase,
  petition: PetitionId,
): Promise<StreetsPage | undefined> {
  const [row, streets, tallies, counts] = await db.transaction(
    'r',
    [db.petitions, db.streets, db.tallies, db.counts],
    () =>
      Promise.all([
        db.petitions.get(petition),
        ofPetition(db.streets, petition).toArray(),
        ofPetition(db.tallies, petition).toArray(),
        db.counts.get(petition),
      ]),
  )
  if (row === undefined) return undefined
  const countsByStreet = counts?.streets ?? {}
  const tallyByStreet = new Map<string, Tally>()
  for (const [street, { signatures }] of Object.entries(countsByStreet)) {
    tallyByStreet.set(street, { ...noTally, onPhones: signatures })
  }
  for (const { street, received, counted, alsoElsewhere } of tallies) {
    const { onPhones } = tallyByStreet.get(street) ?? noTally
    tallyByStreet.set(street, { onPhones, received, counted, alsoElsewhere })
  }
  const listed = streets
    .sort((a, b) => a.position - b.position)
    .map((street) => {
      const { doors = 0, doorsDone = 0 } = countsByStreet[street.id] ?? {}
      return { ...street, tally: tallyByStreet.get(street.id) ?? noTally, doors, doorsDone }
    })
  const known = new Set<string>(streets.map(({ id }) => id))
  return {
    petition: row,
    streets: listed,
    elsewhere: addTallies(
      [...tallyByStreet].filter(([street]) => !known.has(street)).map(([, tally]) => tally),
    ),
    total: addTallies(tallyByStreet.values()),
    unsent: unsentIn(counts),
    refused: sumOf(counts, 'refused'),
  }
}

const sumOf = (counts: CountsRow | undefined, name: 'unsent' | 'refused') =>
  Object.values(counts?.streets ?? {}).reduce((sum, street) => sum + street[name], 0)

/** Entries of any kind without a receipt. */
export const unsentIn = (counts: CountsRow | undefined): number => sumOf(counts, 'unsent')

export const countUnsent = async (db: PhoneDatabase, petition: PetitionId): Promise<number> =>
  unsentIn(await db.counts.get(petition))

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

/** What the server did not take, or takes in later, each newest first: shown, never dropped (S3). */
export async function readSetAside(
  db: PhoneDatabase,
  petition: PetitionId,
): Promise<Record<'refused' | 'deferred', KeptEntry[]>> {
  const [refused, deferred] = await Promise.all(
    (['refused', 'deferred'] as const).map((state) => inState(db, petition, state).reverse().toArray()),
  )
  return { refused: refused ?? [], deferred: deferred ?? [] }
}

/** When the oldest unsent entry was saved, by this phone's clock. */
export const oldestUnsentAt = async (db: PhoneDatabase, petition: PetitionId): Promise<number | undefined> =>
  db.entries.bulkGet(await unsentIds(db, petition, 1)).then(([oldest]) => oldest?.savedAt)

export type Held = {
  readonly unsent: number
  readonly oldestUnsentAt: number | undefined
  /** Sent, and whole until the server's own backup has them (J3). */
  readonly unbacked: number
  /** This phone's clock minus the server's, as last measured (S10). */
  readonly clockOffsetMs: number | undefined
}

/** For the page about this phone's storage; it looks at every entry that is received. */
export async function readHeld(db: PhoneDatabase, petition: PetitionId): Promise<Held> {
  const [row, unsent, oldest, held, heard] = await Promise.all([
    db.petitions.get(petition),
    countUnsent(db, petition),
    oldestUnsentAt(db, petition),
    inState(db, petition, 'held').toArray(),
    heardOf(db, petition),
  ])
  return {
    unsent,
    oldestUnsentAt: oldest,
    unbacked: held.filter(isWhole).length + heard.size,
    clockOffsetMs: row?.clockOffsetMs,
  }
}

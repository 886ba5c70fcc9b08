/** A phone for the benches: the app's own modules over a database of its own, filled as after weeks of gathering. */
import { browserClock, browserDice } from '#device/browser-effects.ts'
import type { Copies } from '#device/copies.ts'
import { type DoorRow, PhoneDatabase } from '#device/database.ts'
import { createHpkeSeal } from '#device/hpke-seal.ts'
import { createJournal, type NewEntry } from '#device/journal.ts'
import { openJournalFiles } from '#device/journal-files.ts'
import { localSentinel } from '#device/local-sentinel.ts'
import { createStorage } from '#device/phone-storage.ts'
import type { PhoneStore, RunTarget, Seal, WholeEntry } from '#device/ports.ts'
import { recount } from '#device/store/recount.ts'
import { DeviceId, EntryId, KeyId, PetitionId, RunId, Sha256, StreetId } from '#domain/ids.ts'
import { encodeInk } from '#domain/ink.ts'
import { PullReply } from '#wire/pull.ts'
import { petitionOnPhone } from '../../tools/petition-on-phone.ts'

const DOORS_A_STREET = 50
/** Rows that are put together while filling. */
const CHUNK = 500

export type BenchPhone = {
  readonly db: PhoneDatabase
  readonly store: PhoneStore
  readonly doors: readonly DoorRow[]
  /** A signature as it is when a resident taps "Sign": its save takes the whole path and gives the row as it was kept. */
  signature(place: number): () => Promise<WholeEntry>
}

export async function openPhone(name: string): Promise<BenchPhone> {
  const db = new PhoneDatabase(name)
  const storage = createStorage({
    db,
    files: await openJournalFiles(browserClock),
    sentinel: localSentinel,
    clock: browserClock,
  })
  let last: WholeEntry | undefined
  const seen: Pick<Copies, 'keep' | 'find'> = {
    keep: (kept, effects) => {
      last = kept
      return storage.copies.keep(kept, effects)
    },
    find: storage.copies.find,
  }
  const seal = createHpkeSeal(browserDice)
  const target = await newTarget(seal)
  const journal = createJournal({
    copies: seen,
    clock: browserClock,
    dice: browserDice,
    target,
    startRun: seal.startRun,
    doubts: storage.doubts,
  })
  const doors = await db.doors.toArray()
  return {
    db,
    store: storage.store,
    doors,
    signature(place) {
      const door = doors[place % doors.length]
      const given = signatureAt(place, door)
      return async () => {
        await journal.save(given, (id) =>
          door === undefined
            ? { forgetDraft: 'sign' }
            : { forgetDraft: 'sign', door: { id: door.id, mark: 'done', outcome: 'signed', entry: id } },
        )
        if (last === undefined) throw new Error('the journal keeps what it saves')
        return last
      }
    },
  }
}

/** Streets and doors by a pull, the signatures in bulk: as many saves would take minutes. */
export async function fillPhone(name: string, rows: number, streets: number): Promise<void> {
  const empty = await openPhone(name)
  await empty.store.applyPull(petition, pullOf(streets), new Date())
  empty.db.close()
  const { db, doors, signature } = await openPhone(name)
  if (rows > 0) {
    const run = RunId.parse(crypto.randomUUID())
    const model = await signature(0)()
    await db.entries.clear()
    for (let seq = 1; seq <= rows; seq += CHUNK) {
      const count = Math.min(CHUNK, rows + 1 - seq)
      await db.entries.bulkAdd(Array.from({ length: count }, (_, n) => likeness(model, run, seq + n, doors)))
    }
    await db.runs.bulkPut([{ run, petition, seq: rows }])
    await recount(db, petition)
  }
  db.close()
}

function likeness(model: WholeEntry, run: RunId, seq: number, doors: readonly DoorRow[]): WholeEntry {
  const id = EntryId.parse(browserDice.id())
  const door = doors[seq % doors.length]
  const entry = { ...model.entry, id, run, seq, door: door?.id, street: door?.street }
  return { ...model, id, run, seq, savedAt: model.savedAt - 100_000 + seq, entry }
}

/** Drawn as by a finger: 180 points, which the app sends as about 300 bytes. */
function signatureAt(place: number, door: DoorRow | undefined): NewEntry {
  const strokes = Array.from({ length: 4 }, (_, stroke) =>
    Array.from({ length: 45 }, (_, n) => ({
      x: 30 + stroke * 140 + 2.4 * n + 12 * Math.sin(n * 0.45 + place),
      y: 100 + 30 * Math.sin(n * 0.5 + stroke + place) + (n % 3),
    })),
  )
  return {
    kind: 'sign',
    street: door?.street,
    door: door?.id,
    outcome: 'signed',
    method: 'drawn',
    wording: Sha256.parse('A'.repeat(43)),
    personal: {
      name: `Ada Example ${place}`,
      address: `${place} Nowhere Crescent`,
      postcode: 'ZE1 0QF',
      connection: 'live',
      ink: encodeInk(strokes, 640, 200),
    },
  }
}

export const petition = PetitionId.parse('01a2049f-0000-7000-8000-000000000001')

const streetAt = (place: number) =>
  StreetId.parse(`01a2049f-0000-7000-8000-1${place.toString(16).padStart(11, '0')}`)

function pullOf(streets: number): PullReply {
  return PullReply.parse({
    version: 2,
    nonce: 'A'.repeat(22),
    epoch: 'epoch-1',
    reset: true,
    petition: petitionOnPhone,
    streets: Array.from({ length: streets }, (_, position) => ({
      id: streetAt(position),
      name: `Street ${position}`,
      postcode: 'ZE1 0',
      position,
    })),
    doors: Array.from({ length: streets * DOORS_A_STREET }, (_, n) => ({
      id: crypto.randomUUID(),
      street: streetAt(Math.floor(n / DOORS_A_STREET)),
      label: { number: 1 + (n % DOORS_A_STREET) },
      position: n % DOORS_A_STREET,
      mark: 'to-visit',
    })),
    goneStreets: [],
    goneDoors: [],
    cursor: 'epoch-1.1.0',
    more: false,
    tallies: {
      asOf: 1,
      streets: Array.from({ length: streets }, (_, n) => ({
        street: streetAt(n),
        received: n,
        counted: n,
        alsoElsewhere: 0,
      })),
    },
  })
}

async function newTarget(seal: Seal): Promise<RunTarget> {
  const [own, petitionKeys] = await Promise.all([seal.createDeviceKeys(), seal.createDeviceKeys()])
  return {
    petition,
    device: DeviceId.parse(crypto.randomUUID()),
    run: RunId.parse(crypto.randomUUID()),
    keyId: KeyId.parse(crypto.randomUUID()),
    publicKey: petitionKeys.publicKey,
    deviceKeys: own.keys,
  }
}

/** A tab that still runs version 1 of the app: its tables, its way of saving. The seal has not changed since. */
import Dexie from 'dexie'
import { browserDice } from '#device/browser-effects.ts'
import type { DoorRow, PetitionRow } from '#device/database.ts'
import { createHpkeSeal } from '#device/hpke-seal.ts'
import type { Membership, RunSeal } from '#device/ports.ts'
import { toBase64url } from '#domain/base64url.ts'
import { associatedDataOf, entryHash } from '#domain/canonical.ts'
import { ClearPart } from '#domain/entry.ts'
import { RunId } from '#domain/ids.ts'
import { addEntryV1, PhoneDatabaseV1, rowsV1 } from '../schemas/database-v1.ts'
import type { OldPhonePort } from './old-phone-port.ts'

const NAME = 'petition-pack'

let db: PhoneDatabaseV1 | undefined
let seal: RunSeal | undefined
const run = RunId.parse(browserDice.id())
let seq = 0

const database = () => {
  db ??= new PhoneDatabaseV1()
  return db
}

async function saveOne(): Promise<void> {
  const tables = database()
  // Its own rows, of its own making.
  const [membership] = (await tables.memberships.toArray()) as unknown as Membership[]
  const [petition] = (await tables.petitions.toArray()) as unknown as PetitionRow[]
  const doors = (await tables.doors.toArray()) as unknown as DoorRow[]
  const door = doors[seq % doors.length]
  const wording = petition?.wordings.at(-1)
  if (membership === undefined || wording === undefined || door === undefined)
    throw new Error('a phone that joined')
  const { petition: id, device, deviceKeys, keyId, publicKey } = membership
  seal ??= await createHpkeSeal(browserDice).startRun({
    petition: id,
    device,
    deviceKeys,
    keyId,
    publicKey,
    run,
  })
  const now = new Date()
  const deed = { mark: `Oldfield ${run} ${seq + 1}`, kind: 'sign' as const, door: door.id }
  const clear = ClearPart.parse({
    id: browserDice.id(),
    petition: id,
    device,
    run,
    seq: seq + 1,
    v: 1,
    kind: 'sign',
    street: door.street,
    door: door.id,
    outcome: 'signed',
    method: 'typed',
    wording: wording.hash,
    madeAt: now.toISOString(),
    keyId,
    enc: seal.enc,
  })
  const associatedData = associatedDataOf(clear)
  const personal = { name: deed.mark, postcode: 'RM10 8ZZ', connection: 'live' }
  const { nonce, sealed } = await seal.seal(personal, associatedData)
  const entry = {
    ...clear,
    nonce: toBase64url(nonce),
    sealed: toBase64url(sealed),
    hash: await entryHash(associatedData, nonce, sealed),
  }
  await window.tellTest({ is: 'tried', deed })
  await addEntryV1(
    tables,
    { id: entry.id, petition: id, run, seq: entry.seq, entry, state: 'unsent', savedAt: now.getTime() },
    { id: door.id, mark: 'done', outcome: 'signed', savedAt: now.getTime() },
  )
  seq += 1
  await window.tellTest({ is: 'saved', deed, id: entry.id })
}

const oldPhone: OldPhonePort = {
  async goBack() {
    const today = await new Dexie(NAME).open()
    const kept = new Map<string, readonly Readonly<Record<string, unknown>>[]>()
    for (const table of today.tables) {
      const asItWas = rowsV1[table.name]
      if (asItWas) kept.set(table.name, (await table.toArray()).map(asItWas))
    }
    today.close()
    await Dexie.delete(NAME)
    for (const [name, rows] of kept) await database().table(name).bulkPut(rows)
    localStorage.clear()
    const files = await navigator.storage.getDirectory()
    for await (const name of files.keys()) await files.removeEntry(name, { recursive: true })
  },

  async save(count) {
    for (let n = 0; n < count; n += 1) await saveOne()
  },
}

Object.assign(window, { oldPhone })

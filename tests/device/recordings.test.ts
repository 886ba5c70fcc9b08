import 'fake-indexeddb/auto'
import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import type { PhoneDatabase } from '#device/database.ts'
import { keepRecordings, readRecording } from '#device/recordings.ts'
import { PetitionId, Sha256 } from '#domain/ids.ts'
import { newDatabase } from '../tools/phone-fixture.ts'

const petition = PetitionId.parse(randomUUID())
const wording = Sha256.parse('W'.repeat(43))
const polish = Sha256.parse('P'.repeat(43))
let db: PhoneDatabase
let asked: string[]

beforeEach(async () => {
  db = newDatabase()
  asked = []
  await db.memberships.put({ petition } as never)
})

const named = (...recordings: { id: string; wording: Sha256 }[]) =>
  db.petitions.put({
    petition,
    recordings: recordings.map((each) => ({ ...each, type: 'audio/webm', bytes: 4 })),
  } as never)
const download = async (id: string) => {
  asked.push(id)
  return Uint8Array.from([1, 2, 3, id.length])
}
const keep = (get: typeof download | (() => Promise<undefined>) = download) =>
  keepRecordings(db, petition, get)

test('each recording is downloaded once, and a new one in its place', async () => {
  await named({ id: 'first', wording }, { id: 'polish', wording: polish })
  await keep()
  await keep()
  expect(asked).toEqual(['first', 'polish'])
  expect((await readRecording(db, petition, wording))?.sound).toEqual(Uint8Array.from([1, 2, 3, 5]))

  await named({ id: 'second', wording }, { id: 'polish', wording: polish })
  await keep()
  expect(asked).toEqual(['first', 'polish', 'second'])
  expect((await readRecording(db, petition, wording))?.id).toBe('second')
})

test('what is named no more is dropped, and another petition’s stays', async () => {
  await named({ id: 'first', wording })
  await keep()
  const other = PetitionId.parse(randomUUID())
  await db.recordings.put({ petition: other, wording, id: 'x', type: 'audio/ogg', sound: new Uint8Array(1) })
  await named()
  await keep()
  expect(await readRecording(db, petition, wording)).toBeUndefined()
  expect(await readRecording(db, other, wording)).toBeDefined()
})

test('what can’t be had now is asked for again, and nothing comes back after leaving', async () => {
  await named({ id: 'first', wording })
  await keep(async () => undefined)
  expect(await readRecording(db, petition, wording)).toBeUndefined()
  await keep()
  expect(await readRecording(db, petition, wording)).toBeDefined()
  await db.recordings.clear()
  await db.memberships.clear()
  await keep()
  expect(await db.recordings.count()).toBe(0)
})

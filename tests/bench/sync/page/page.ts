/** A phone as it ships, put together by the app itself, with a long day's signatures in it. */
import { browserDice } from '#device/browser-effects.ts'
import { createDexieStore } from '#device/dexie-store.ts'
import { createHpkeSeal } from '#device/hpke-seal.ts'
import type { Phone } from '#device/phone.ts'
import type { Membership, WholeEntry } from '#device/ports.ts'
import { toBase64url } from '#domain/base64url.ts'
import { associatedDataOf, entryHash } from '#domain/canonical.ts'
import { type ClearPart, ENTRY_VERSION, Entry } from '#domain/entry.ts'
import { EntryId, RunId } from '#domain/ids.ts'
import { openPhone } from '../../../../src/ui/open-phone.ts'
import { drawnPerson } from '../people.ts'
import type { SyncPort } from './sync-port.ts'

/** A run is one start of the app: one for each street, say. */
const ENTRIES_A_RUN = 250
const LOOK_EVERY_MS = 50

const opened = openPhone()
let joined: Membership | undefined

async function join(phone: Phone, code: string): Promise<Membership> {
  const outcome = await phone.join(code, 'Chrome on Android')
  if (outcome.kind !== 'joined') throw new Error(`did not join: ${JSON.stringify(outcome)}`)
  return outcome.membership
}

/** Streets and doors by the app's own pull. */
async function pulled(phone: Phone, membership: Membership): Promise<void> {
  const gathering = phone.gather(membership)
  gathering.sync.wake()
  while (gathering.sync.status().last !== 'done') await pause(LOOK_EVERY_MS)
  gathering.stop()
}

/** Sealed as the journal seals; but saved all at once, because filling is not what is measured. */
async function signatures(phone: Phone, membership: Membership, count: number): Promise<WholeEntry[]> {
  const { petition, device, keyId } = membership
  const doors = await phone.db.doors.toArray()
  const wording = (await phone.db.petitions.get(petition))?.wordings.at(-1)?.hash
  const seal = createHpkeSeal(browserDice)
  const kept: WholeEntry[] = []
  for (let start = 0; start < count; start += ENTRIES_A_RUN) {
    const run = RunId.parse(browserDice.id())
    const sealing = await seal.startRun({ ...membership, run })
    for (let n = start; n < Math.min(count, start + ENTRIES_A_RUN); n += 1) {
      const door = doors[n % doors.length]
      const clear: ClearPart = {
        id: EntryId.parse(browserDice.id()),
        petition,
        device,
        run,
        seq: n - start + 1,
        v: ENTRY_VERSION,
        kind: 'sign',
        street: door?.street,
        door: door?.id,
        outcome: 'signed',
        method: 'drawn',
        wording,
        madeAt: new Date(Date.now() - (count - n) * 60_000).toISOString(),
        keyId,
        enc: sealing.enc,
      }
      const associatedData = associatedDataOf(clear)
      const { nonce, sealed } = await sealing.seal(drawnPerson(n), associatedData)
      const entry = Entry.parse({
        ...clear,
        nonce: toBase64url(nonce),
        sealed: toBase64url(sealed),
        hash: await entryHash(associatedData, nonce, sealed),
      })
      kept.push({
        id: entry.id,
        petition,
        run,
        seq: entry.seq,
        entry,
        state: 'unsent',
        savedAt: Date.now() + n,
      })
    }
  }
  return kept
}

/** By the phone's own counters: looking through the entries again and again would be most of what is measured. */
async function unsentOn({ db }: Phone, petition: Membership['petition']): Promise<number> {
  const counts = await db.counts.get(petition)
  return Object.values(counts?.streets ?? {}).reduce((sum, { unsent }) => sum + unsent, 0)
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

const port: SyncPort = {
  async fill(code, count) {
    const { phone } = await opened
    joined = await join(phone, code)
    await pulled(phone, joined)
    await createDexieStore(phone.db).bringBack(await signatures(phone, joined, count))
  },

  async push() {
    const { phone } = await opened
    if (joined === undefined) throw new Error('the phone has joined')
    const gathering = phone.gather(joined)
    const begun = performance.now()
    gathering.sync.wake()
    while ((await unsentOn(phone, joined.petition)) > 0) await pause(LOOK_EVERY_MS)
    const taken = performance.now() - begun
    gathering.stop()
    return taken
  },
}

window.syncBench = port

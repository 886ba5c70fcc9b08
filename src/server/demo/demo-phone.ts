/** A volunteer's phone in the demo: it writes entries into a journal, seals them, and pushes them. */
import { toBase64url } from '#domain/base64url.ts'
import { associatedDataOf, entryHash } from '#domain/canonical.ts'
import type { Door } from '#domain/door.ts'
import { type ClearPart, ENTRY_VERSION, type Entry } from '#domain/entry.ts'
import { EntryId, RunId, type Sha256 } from '#domain/ids.ts'
import type { Outcome } from '#domain/outcome.ts'
import type { Method, Personal } from '#domain/personal.ts'
import { pull, push } from '#wire/sync.ts'
import { WIRE_VERSION } from '#wire/version.ts'
import { startPhoneRun } from '../keys/phone-seal.ts'
import { newId } from '../new-id.ts'
import type { Server } from '../server.ts'
import type { DemoBrowser } from './demo-browser.ts'

export type DemoPhone = {
  knock(door: Door, outcome: Exclude<Outcome, 'signed'>): Promise<void>
  sign(door: Door, method: Exclude<Method, 'paper'>, personal: Personal): Promise<void>
  /** What it holds, all at once. Throws when anything was not taken. */
  push(): Promise<void>
}

export async function startDemoPhone(server: Server, browser: DemoBrowser): Promise<DemoPhone> {
  const { petition, device } = browser.session
  const params = { petition }
  const run = { petition, device, run: RunId.parse(newId(server)), keyId: browser.petitionKey.keyId }
  const { enc, seal } = await startPhoneRun(run, browser.petitionKey.publicKey, browser.keys)
  const nonceText = () => toBase64url(server.randomBytes(16))
  const pulled = await browser.call(pull, { params, query: { n: nonceText(), v: `${WIRE_VERSION}` } })
  const wording: Sha256 | undefined = pulled.petition.wordings.at(-1)?.hash
  const entries: Entry[] = []

  async function write(
    entry: Pick<ClearPart, 'kind' | 'outcome' | 'method' | 'wording'>,
    door: Door,
    content: Personal | undefined,
  ): Promise<void> {
    const clear: ClearPart = {
      ...run,
      ...entry,
      id: EntryId.parse(newId(server)),
      seq: entries.length + 1,
      v: ENTRY_VERSION,
      street: door.street,
      door: door.id,
      madeAt: new Date(server.now()).toISOString(),
      enc,
    }
    const associatedData = associatedDataOf(clear)
    const nonce = server.randomBytes(12)
    const sealed = seal(content, associatedData, nonce)
    entries.push({
      ...clear,
      nonce: toBase64url(nonce),
      sealed: toBase64url(sealed),
      hash: await entryHash(associatedData, nonce, sealed),
    })
  }

  return {
    knock: (door, outcome) => write({ kind: 'knock', outcome }, door, undefined),
    sign: (door, method, personal) =>
      write({ kind: 'sign', outcome: 'signed', method, wording }, door, personal),
    async push() {
      const { receipts } = await browser.call(push, {
        params,
        body: {
          version: WIRE_VERSION,
          nonce: nonceText(),
          device,
          runs: [{ run: run.run, seq: entries.length }],
          unsent: [],
          entries,
        },
      })
      const refused = receipts.find(({ state }) => state !== 'held')
      if (refused !== undefined)
        throw new Error(`an entry of the demo was not taken: ${JSON.stringify(refused)}`)
    },
  }
}

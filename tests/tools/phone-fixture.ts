/**
 * A phone as it ships, on real Dexie over an in-memory IndexedDB and with the
 * browser's own cryptography; its net asks an app in this process and keeps
 * the cookies, as a browser does.
 */
import 'fake-indexeddb/auto'
import { randomBytes, randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { v7 } from 'uuid'
import { type Copies, createCopies } from '#device/copies.ts'
import { type DoorRow, PhoneDatabase } from '#device/database.ts'
import { createDexieStore } from '#device/dexie-store.ts'
import { createHpkeSeal } from '#device/hpke-seal.ts'
import { createPhone, type Gathering, type Phone, type PhoneParts } from '#device/phone.ts'
import { createStorage, type PhoneStorage, type StorageParts } from '#device/phone-storage.ts'
import type {
  Clock,
  Dice,
  KeptEntry,
  Membership,
  Net,
  NetReply,
  NetRequest,
  Sentinel,
  SentinelNote,
} from '#device/ports.ts'
import { syncPass } from '#device/sync/pass.ts'
import type { PassOutcome } from '#device/sync/pass-outcome.ts'
import type { PetitionId } from '#domain/ids.ts'
import { API_PREFIX } from '#wire/endpoint.ts'
import type { Askable } from './api-caller.ts'
import { createMemoryDisk, createMemoryJournalFiles } from './memory-journal-files.ts'

export const testDice: Dice = {
  id: () => v7(),
  bytes: (length) => new Uint8Array(randomBytes(length)),
  fraction: () => 0.5,
}

/** The clock of the fixture's server; sleeping lasts until the signal, so a back-off never ends by itself. */
export const clockOf = (clock: { now: number }): Clock => ({
  now: () => new Date(clock.now),
  sleep: (_, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) resolve()
      signal?.addEventListener('abort', () => resolve(), { once: true })
    }),
})

export const newDatabase = (name = `phone-${randomUUID()}`): PhoneDatabase => new PhoneDatabase(name)

/** Both copies and the sentinel of a phone of its own; a part may be another. */
export function newStorage(clock: Clock, parts: Partial<StorageParts> = {}): PhoneStorage {
  return createStorage({
    db: newDatabase(),
    files: createMemoryJournalFiles(createMemoryDisk()),
    sentinel: createMemorySentinel(),
    clock,
    ...parts,
  })
}

export function createMemorySentinel(): Sentinel {
  let kept: SentinelNote | undefined
  return {
    read: () => kept,
    write(note) {
      kept = note
    },
  }
}

/** A journal that saves into a database alone, for entries and nothing else. */
export const copiesInDatabase = (clock: Clock, db = newDatabase()): Copies =>
  createCopies({ store: createDexieStore(db), clock })

/** One browser's way to the app, with its cookies. */
export type Browser = Net & {
  readonly cookies: Map<string, { readonly value: string; readonly path: string }>
  /** As `send`, with the bytes and headers as given. */
  raw(path: string, init: RequestInit): Promise<Response>
}

export function createBrowser(app: Askable, { gzip = false } = {}): Browser {
  const cookies: Browser['cookies'] = new Map()

  async function raw(path: string, init: RequestInit): Promise<Response> {
    const url = API_PREFIX + path
    const cookie = [...cookies]
      .filter(([, { path: scope }]) => url.startsWith(scope))
      .map(([name, { value }]) => `${name.split('@')[0]}=${value}`)
      .join('; ')
    const headers = new Headers(init.headers)
    if (cookie !== '') headers.set('Cookie', cookie)
    const response = await app.request(url, { ...init, headers })
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split('; ')
      const [name = '', value = ''] = pair.split('=')
      const scope = attributes.find((each) => each.startsWith('Path='))?.slice(5) ?? '/'
      cookies.set(`${name}@${scope}`, { value, path: scope })
    }
    return response
  }

  return {
    cookies,
    raw,
    async send({ method, path, body }: NetRequest): Promise<NetReply> {
      const json = body === undefined ? undefined : JSON.stringify(body)
      const response = await raw(path, {
        method,
        headers: {
          ...(json === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...(json !== undefined && gzip ? { 'Content-Encoding': 'gzip' } : {}),
        },
        ...(json === undefined ? {} : { body: gzip ? new Uint8Array(gzipSync(json)) : json }),
      })
      const text = await response.text()
      return { kind: 'reply', status: response.status, json: parsedOrUndefined(text) }
    },
  }
}

function parsedOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export type TestPhone = {
  readonly phone: Phone
  /** With its store, as a pass wants it, and the database under it. */
  readonly parts: PhoneParts & Pick<PhoneStorage, 'db' | 'store'>
  readonly browser: Browser
}

export function createTestPhone(
  app: Askable,
  clock: { now: number },
  options: { gzip?: boolean; browser?: Browser; storage?: PhoneStorage } = {},
): TestPhone {
  const { browser = createBrowser(app, options), storage = newStorage(clockOf(clock)) } = options
  const parts = {
    storage,
    db: storage.db,
    store: storage.store,
    seal: createHpkeSeal(testDice),
    net: browser,
    clock: clockOf(clock),
    dice: testDice,
    withLock: <T>(work: () => Promise<T>) => work(),
  }
  return { phone: createPhone(parts), parts, browser }
}

export type JoinedPhone = TestPhone & {
  readonly membership: Membership
  /** Saves entries; its own loop is stopped, so that a test decides when a pass runs. */
  readonly gathering: Gathering
  pass(): Promise<PassOutcome>
  entries(): Promise<KeptEntry[]>
  door(id: string): Promise<DoorRow>
}

/** A phone that has joined with the code and has pulled its streets. */
export async function joinedPhone(
  {
    app,
    clock,
    petition,
  }: { readonly app: Askable; readonly clock: { now: number }; readonly petition: PetitionId },
  code: string,
  test: TestPhone = createTestPhone(app, clock),
): Promise<JoinedPhone> {
  const { phone, parts } = test
  const outcome = await phone.join(code, 'Chrome on Android')
  if (outcome.kind !== 'joined') throw new Error(`did not join: ${JSON.stringify(outcome)}`)
  const { membership } = outcome
  const gathering = phone.gather(membership)
  gathering.stop()
  const pass = () => syncPass({ ...parts, petition, device: membership.device })
  const first = await pass()
  if (first.kind !== 'done') throw new Error(`did not pull: ${first.kind}`)
  return {
    ...test,
    membership,
    gathering,
    pass,
    entries: () => phone.db.entries.orderBy('id').toArray(),
    async door(id) {
      const row = (await phone.db.doors.toArray()).find((each) => each.id === id)
      if (row === undefined) throw new Error('no such door on this phone')
      return row
    },
  }
}

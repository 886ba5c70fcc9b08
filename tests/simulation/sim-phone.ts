/** One browser: what outlives its pages (database, journal files, sentinel, cookies, lock), and the pages that are open. */
import type { DoorRow } from '#device/database.ts'
import type { KeptEntry, Membership, Sentinel, SentinelNote } from '#device/ports.ts'
import type { PetitionId } from '#domain/ids.ts'
import { createMemoryDisk, type MemoryDisk } from '../tools/memory-journal-files.ts'
import { createMemoryStore, type MemoryStore } from '../tools/memory-store.ts'
import type { Asker } from './network.ts'
import type { Random } from './random.ts'
import type { SimTab } from './sim-tab.ts'
import { createSlowPort, type SlowPort } from './slow-port.ts'
import type { Timers } from './timers.ts'

export type SimPhone = Asker & {
  readonly petition: PetitionId
  /** The volunteer who carries it. */
  readonly member: Membership['member']
  readonly random: Random
  readonly disk: MemoryDisk
  readonly sentinel: Sentinel
  readonly dbPort: SlowPort
  readonly filePort: SlowPort
  /** In the database, like the membership: lost with it. */
  readonly db: MemoryStore
  entries(): KeptEntry[]
  doors(): DoorRow[]
  membership: Membership | undefined
  /** This phone's clock minus the true time. */
  clockOffsetMs: number
  readonly tabs: readonly SimTab[]
  isRevoked: boolean
  /** The device whose access was to be taken back: the server may die over it, or be restored from before. */
  revokedDevice: Membership['device'] | undefined
  /** Entries that by a fault of the scheduler are not in the journal files, or not yet. */
  readonly unfiled: Set<string>
  /** How often it lost a database that held something. */
  losses: number
  now(): Date
  /** The browser makes an empty database, without a word. */
  wipe(): void
  /** One page at a time, as the browser's lock does it. */
  withLock<T>(tab: SimTab, work: () => Promise<T>): Promise<T | undefined>
  add(tab: SimTab): void
  forget(tab: SimTab): void
}

export function createSimPhone(
  name: string,
  membership: Membership,
  random: Random,
  timers: Timers,
): SimPhone {
  const jar = new Map<string, string>()
  const newStore = () => createMemoryStore(() => Buffer.from(random.bytes(8)).toString('hex'))
  let db = newStore()
  let note: SentinelNote | undefined
  let lockedBy: SimTab | undefined
  let tabs: SimTab[] = []
  const phone: SimPhone = {
    name,
    petition: membership.petition,
    member: membership.member,
    random,
    disk: createMemoryDisk(),
    sentinel: {
      read: () => note,
      write: (next) => {
        note = next
      },
    },
    dbPort: createSlowPort(),
    filePort: createSlowPort(),
    get db() {
      return db
    },
    entries: () => [...db.disk.entries.values()],
    doors: () => [...(db.disk.petitions.get(phone.petition)?.doors.values() ?? [])],
    membership,
    clockOffsetMs: 0,
    get tabs() {
      return tabs
    },
    isRevoked: false,
    revokedDevice: undefined,
    unfiled: new Set(),
    losses: 0,
    cookies: () => [...jar].map(([key, value]) => `${key}=${value}`).join('; '),
    keepCookies: (cookies) => {
      for (const [key, value] of cookies) jar.set(key, value)
    },
    now: () => new Date(timers.now() + phone.clockOffsetMs),
    wipe() {
      db = newStore()
      phone.membership = undefined
    },
    async withLock(tab, work) {
      if (lockedBy !== undefined) return undefined
      lockedBy = tab
      try {
        return await work()
      } finally {
        if (lockedBy === tab) lockedBy = undefined
      }
    },
    add: (tab) => void tabs.push(tab),
    forget(tab) {
      tabs = tabs.filter((each) => each !== tab)
      if (lockedBy === tab) lockedBy = undefined
    },
  }
  return phone
}

/**
 * The whole app on a phone that has joined and pulled, and has no network:
 * real database, real journal, real cryptography. What is loaded later is on
 * the phone already, as after the ready check.
 */
import 'fake-indexeddb/auto'
import '../../tools/jsdom-gaps.ts'
import { randomUUID } from 'node:crypto'
import { cleanup, render } from '@testing-library/react'
import type { DoorRow, PetitionRow, PhoneDatabase } from '#device/database.ts'
import { createDexieStore } from '#device/dexie-store.ts'
import { createHpkeSeal } from '#device/hpke-seal.ts'
import { createPhone, type PhoneParts } from '#device/phone.ts'
import type { StorageParts } from '#device/phone-storage.ts'
import type { Clock, Membership, PhoneStore } from '#device/ports.ts'
import type { StorageFacts } from '#device/storage-facts.ts'
import type { StorageWatch } from '#device/storage-watch.ts'
import { recount } from '#device/store/recount.ts'
import type { DoorLabel } from '#domain/door.ts'
import { DeviceId, DoorId, KeyId, MemberId, PetitionId, StreetId } from '#domain/ids.ts'
import type { Wording } from '#domain/wording.ts'
import { wordingHash } from '#domain/wording.ts'
import { App } from '#ui/app.tsx'
import { AppContext } from '#ui/shared/app-context.ts'
import { forgetStep } from '#ui/volunteer/last-step.ts'
import { takeBack } from '#ui/volunteer/signing/hand-over.ts'
import '#ui/volunteer/session/session-routes.tsx'
import '#ui/volunteer/signing/handed-over.tsx'
import '#ui/volunteer/streets/tools/walk-tools.tsx'
import { newDatabase, newStorage, testDice } from '../../tools/phone-fixture.ts'

export type PhoneInHand = {
  readonly db: PhoneDatabase
  /** Where trouble with the storage is told. */
  readonly watch: StorageWatch
  readonly petition: PetitionId
  readonly street: StreetId
  /** In the order given. */
  readonly doors: readonly DoorId[]
  /** The next saves fail, as on a full disk. */
  failSaves(times: number): void
  /** Moves the clock of the screens. */
  pass(ms: number): void
  /** Leaves the petition, as somebody does who has nothing unsent. */
  leave(): Promise<unknown>
  /** A screen of the petition. */
  open(path?: string): void
  openAddress(address: string): void
  doorPath(place: number, step?: 'sign' | 'signed'): string
}

export async function phoneInHand({
  numbers = [1, 2, 3, 4],
  labels = numbers.map((number) => ({ number })),
  changes = {},
  facts = { isKept: true, practiceOnly: undefined, isInstallFirst: false },
  storage = {},
}: {
  numbers?: readonly number[]
  /** Instead of houses with numbers. */
  labels?: readonly DoorLabel[]
  changes?: Partial<PetitionRow>
  /** What the browser says of its storage. */
  facts?: StorageFacts
  /** Instead of one place that can be told to fail. */
  storage?: Partial<StorageParts>
} = {}): Promise<PhoneInHand> {
  const db = newDatabase()
  const seal = createHpkeSeal(testDice)
  const [own, petitionKeys] = await Promise.all([seal.createDeviceKeys(), seal.createDeviceKeys()])
  const petition = PetitionId.parse(randomUUID())
  const street = StreetId.parse(randomUUID())
  const membership: Membership = {
    petition,
    title: 'Keep the library open',
    member: MemberId.parse(randomUUID()),
    name: 'Vic',
    role: 'volunteer',
    device: DeviceId.parse(randomUUID()),
    deviceKeys: own.keys,
    keyId: KeyId.parse(randomUUID()),
    publicKey: petitionKeys.publicKey,
  }
  const doors = labels.map(
    (label, position): DoorRow => ({
      id: DoorId.parse(randomUUID()),
      petition,
      street,
      label,
      position,
      mark: 'to-visit',
    }),
  )
  await db.memberships.put(membership)
  await db.petitions.put({ ...(await petitionRow(petition)), ...changes })
  await db.streets.put({ id: street, petition, name: 'Reede Road', postcode: 'RM10 8', position: 0 })
  await db.doors.bulkPut(doors)
  await recount(db, petition)

  let failures = 0
  let at = Date.parse('2026-11-22T10:00:00.000Z')
  const now = () => new Date(at)
  const store = createDexieStore(db)
  const clock: Clock = { now, sleep: () => new Promise(() => {}) }
  const parts: PhoneParts = {
    // One copy, so that a save can fail.
    storage: newStorage(clock, {
      db,
      store: { ...store, addEntry: failing(store.addEntry, () => failures-- > 0) },
      files: undefined,
      ...storage,
    }),
    seal,
    net: { send: async () => ({ kind: 'unreachable' }) },
    clock,
    dice: testDice,
    withLock: (work) => work(),
  }
  const phone = createPhone(parts)
  const whatStorageIs = async () => facts

  function openAddress(address: string): void {
    // A tab shows one page.
    cleanup()
    history.replaceState(null, '', address)
    render(
      <AppContext.Provider value={{ phone, now, dice: testDice, keepStorage: () => {}, whatStorageIs }}>
        <App />
      </AppContext.Provider>,
    )
  }

  return {
    db,
    watch: phone.watch,
    petition,
    street,
    doors: doors.map(({ id }) => id),
    failSaves: (times) => {
      failures = times
    },
    pass: (ms) => {
      at += ms
    },
    leave: () => phone.leave(petition),
    openAddress,
    open: (path = '') => openAddress(`/p/${petition}${path}`),
    doorPath: (place, step) =>
      `/streets/${street}/doors/${doors[place]?.id ?? ''}${step === undefined ? '' : `/${step}`}`,
  }
}

/** As if the tab had been closed: what only the tab knew is gone. */
export function closeTab(): void {
  cleanup()
  forgetStep()
  takeBack()
}

function failing(addEntry: PhoneStore['addEntry'], isFailing: () => boolean): PhoneStore['addEntry'] {
  return (kept, effects) =>
    isFailing() ? Promise.reject(new Error('QuotaExceededError')) : addEntry(kept, effects)
}

async function petitionRow(petition: PetitionId): Promise<PetitionRow> {
  const text = {
    language: 'en',
    title: 'Keep the library open',
    request: 'Keep the library in Church Street open six days a week.',
    background: 'It is to close in spring.',
    recipient: 'The council',
    privacyNotice: 'The whole notice.',
  }
  const wording: Wording = { ...text, hash: await wordingHash(text), number: 1 }
  return {
    petition,
    state: 'open',
    title: text.title,
    profile: 'informal',
    connections: ['live', 'work'],
    timeZone: 'Europe/London',
    returnBy: '2026-12-11T17:00',
    recipientDeadline: '2026-12-18T17:00',
    controllerName: 'Library Friends',
    contact: 'us@example.org',
    retainUntil: '2027-06-30',
    wordings: [wording],
    cursor: 'cursor',
    epoch: 'epoch',
    lastSyncedAt: undefined,
    tallyAsOf: -1,
    lastBatchCode: undefined,
  }
}

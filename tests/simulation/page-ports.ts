/** What the phone's floor is given instead of a browser, for one page; and its storage put together of the real parts. */
import { v7 } from 'uuid'
import { type Copies, createCopies } from '#device/copies.ts'
import { guardStore } from '#device/guarded-store.ts'
import { createDoubts, type Doubts } from '#device/journal.ts'
import type { Clock, Dice, JournalFiles, Net, PhoneStore } from '#device/ports.ts'
import { createSelfCheck, type SelfCheck } from '#device/self-check.ts'
import { createStorageWatch } from '#device/storage-watch.ts'
import type { PhoneReporter } from '#device/sync/pass.ts'
import { STORAGE_ANSWERS_MS } from '#device/within.ts'
import type { Incident } from '#wire/phone-report.ts'
import { createMemoryJournalFiles, type MemoryJournalFiles } from '../tools/memory-journal-files.ts'
import type { Page } from './page.ts'
import type { SimPhone } from './sim-phone.ts'
import type { Surroundings } from './sim-tab.ts'

export type PagePorts = {
  readonly clock: Clock
  readonly dice: Dice
  readonly net: Net
  readonly store: PhoneStore
  readonly slowFiles: JournalFiles
  readonly files: MemoryJournalFiles
  /** A call to the database beside its strokes. */
  readonly onDatabase: <T>(label: string, work: () => Promise<T>) => Promise<T>
}

export function createPagePorts(
  phone: SimPhone,
  page: Page,
  { timers, network, ledger }: Surroundings,
): PagePorts {
  const onDatabase = <T>(label: string, work: () => Promise<T>) => phone.dbPort.call(page, label, work)
  const inFiles = <T>(label: string, work: () => Promise<T>) => phone.filePort.call(page, label, work)
  const files = createMemoryJournalFiles(phone.disk)
  let areFilesFailing = false
  const call =
    <Args extends unknown[], Result>(label: string, stroke: (...given: Args) => Promise<Result>) =>
    (...given: Args) =>
      onDatabase(label, () => stroke(...given))

  return {
    files,
    onDatabase,
    clock: {
      now: phone.now,
      sleep: (ms, signal) =>
        new Promise((resolve) => {
          if (signal?.aborted) return resolve()
          const forget = timers.at(timers.now() + ms, () => page.run(resolve))
          signal?.addEventListener('abort', () => {
            forget()
            resolve()
          })
        }),
    },
    dice: {
      id: () => v7({ msecs: phone.now().getTime(), random: phone.random.bytes(16) }),
      bytes: phone.random.bytes,
      fraction: phone.random.fraction,
    },
    net: {
      send: (request) =>
        new Promise((resolve) => {
          void network.send(phone, request).then((reply) => page.run(() => resolve(reply)))
        }),
    },
    store: {
      addEntry(kept, effects) {
        ledger.write(kept.entry)
        // Files that failed, or are slow, are not asked for each entry: it is owed to them.
        if (areFilesFailing || phone.filePort.waiting.length > 0) phone.unfiled.add(kept.id)
        return onDatabase('addEntry', () => phone.db.addEntry(kept, effects))
      },
      bringBack: call('bringBack', (kept) => phone.db.bringBack(kept)),
      find: call('find', (ids) => phone.db.find(ids)),
      unsent: call('unsent', (...given) => phone.db.unsent(...given)),
      setAside: call('setAside', (...given) => phone.db.setAside(...given)),
      unsentByStreet: call('unsentByStreet', (...given) => phone.db.unsentByStreet(...given)),
      syncState: call('syncState', (petition) => phone.db.syncState(petition)),
      applyHello: call('applyHello', (...given) => phone.db.applyHello(...given)),
      applyPush: call('applyPush', (...given) => phone.db.applyPush(...given)),
      applyReceipts: call('applyReceipts', (...given) => phone.db.applyReceipts(...given)),
      applyPull: call('applyPull', (...given) => phone.db.applyPull(...given)),
      settle: call('settle', (petition) => phone.db.settle(petition)),
      settledRuns: call('settledRuns', (runs) => phone.db.settledRuns(runs)),
      check: call('check', () => phone.db.check()),
    },
    slowFiles: {
      append(record) {
        ledger.write(record.entry)
        phone.unfiled.add(record.entry.id)
        const askedAt = timers.now()
        const appended = inFiles('append', async () => {
          await files.append(record)
          phone.unfiled.delete(record.entry.id)
          // Whoever gave up waiting takes them for failing still.
          areFilesFailing = timers.now() - askedAt >= STORAGE_ANSWERS_MS
        })
        appended.catch(() => {
          areFilesFailing = true
        })
        return appended
      },
      read: () => inFiles('read', () => files.read()),
      runs: () => inFiles('runs', () => files.runs()),
      remove: (...given) => inFiles('remove', () => files.remove(...given)),
    },
  }
}

export type PageStorage = {
  readonly store: PhoneStore
  readonly copies: Copies
  readonly doubts: Doubts
  readonly check: SelfCheck
  readonly reporter: PhoneReporter
  afterPass(): Promise<void>
}

/** As `createStorage` does it around a real database. */
export function openPageStorage(
  phone: SimPhone,
  { clock, store: unguarded, slowFiles: files, onDatabase }: PagePorts,
  { onReopened }: { readonly onReopened: (isLost: boolean) => Promise<void> },
): PageStorage {
  const { petition, sentinel } = phone
  const watch = createStorageWatch({
    clock,
    hasFiles: true,
    note: (incident) =>
      check.remember(({ incidents }) => ({ incidents: [...incidents, incident].slice(-20) })),
  })
  const check = createSelfCheck({
    open: () => onDatabase('open', async () => undefined),
    close: () => undefined,
    store: unguarded,
    files,
    sentinel,
    clock,
    watch,
    recent: () => copies.recent(),
    memberships: async () => (phone.membership === undefined ? [] : [phone.membership]),
    onReopened,
  })
  const store = guardStore(unguarded, { clock, reopen: check.again })
  const copies = createCopies({ store, files, clock, reopen: check.again, watch })
  const doubts = createDoubts(sentinel.read()?.doubts, (change) =>
    check.remember(({ doubts: all }) => ({ doubts: change(all) })),
  )
  return {
    store,
    copies,
    doubts,
    check,
    reporter: {
      read: async () => ({
        copies: watch.status().copies,
        clockOffsetMs: null,
        oldestUnsentAt: null,
        incidents: [...(sentinel.read()?.incidents ?? [])],
      }),
      async received({ incidents: told }) {
        const isTold = ({ kind, at }: Incident) => told.some((each) => each.kind === kind && each.at === at)
        check.remember(({ incidents }) => ({ incidents: incidents.filter((each) => !isTold(each)) }))
      },
    },
    async afterPass() {
      const { runs } = await store.syncState(petition)
      check.remember(() => ({ unsent: runs.length }))
      await check.compact()
    },
  }
}

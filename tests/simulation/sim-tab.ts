/** One page of a phone: the real journal, self-check and sync loop over ports that die, or freeze, with it. */
import { createJournal, type Journal } from '#device/journal.ts'
import type { Membership } from '#device/ports.ts'
import { replaceDevice } from '#device/replace-device.ts'
import { createPassMemory } from '#device/sync/pass.ts'
import { passWithSession } from '#device/sync/pass-with-session.ts'
import { createSyncLoop, type SyncLoop } from '#device/sync/sync-loop.ts'
import { RunId } from '#domain/ids.ts'
import { createMemorySeal } from '../tools/memory-seal.ts'
import type { Ledger } from './ledger.ts'
import type { Network } from './network.ts'
import { createPage } from './page.ts'
import { createPagePorts, openPageStorage } from './page-ports.ts'
import type { SimPhone } from './sim-phone.ts'
import type { Timers } from './timers.ts'
import type { Trace } from './trace.ts'

/** What a page has once it has started. */
export type Gathering = {
  readonly membership: Membership
  readonly journal: Journal
  readonly sync: SyncLoop
}

export type SimTab = {
  readonly name: string
  readonly isAlive: boolean
  readonly isFrozen: boolean
  /** Undefined while it starts, and where this phone is nobody or keeps nothing. */
  readonly gathering: Gathering | undefined
  /** The browser says that the database was closed under the page. */
  hearOfClosing(): void
  /** As when the network or the screen comes back. */
  wake(): void
  freeze(isOn: boolean): void
  /** All its promises die. */
  kill(): void
}

export type Surroundings = {
  readonly timers: Timers
  readonly network: Network
  readonly ledger: Ledger
  readonly trace: Trace
}

/** As in `phone-storage.ts`. */
const SETTLE_MS = 100

export function openTab(phone: SimPhone, name: string, surroundings: Surroundings): SimTab {
  const page = createPage()
  const ports = createPagePorts(phone, page, surroundings)
  const { clock, dice, net } = ports
  const seal = createMemorySeal(dice)
  let gathering: Gathering | undefined
  const storage = openPageStorage(phone, ports, {
    async onReopened(isLost) {
      if (isLost && gathering !== undefined) phone.membership = gathering.membership
      gathering?.sync.wake()
    },
  })

  function gather(membership: Membership): Gathering {
    const { petition, device, deviceKeys, keyId, publicKey } = membership
    const target = { petition, device, deviceKeys, keyId, publicKey, run: RunId.parse(dice.id()) }
    const { store, copies, doubts } = storage
    const journal = createJournal({ copies, clock, dice, target, startRun: seal.startRun, doubts })
    void journal.settle()
    const parts = { store, net, clock, dice, seal, memory: createPassMemory(), report: storage.reporter }
    const sync = createSyncLoop({
      async pass() {
        const outcome = await passWithSession(parts, membership)
        if (outcome.kind === 'done') void storage.afterPass().catch(() => undefined)
        return outcome
      },
      withLock: (work) => phone.withLock(tab, work),
      clock,
      dice,
    })
    return { membership, journal, sync }
  }

  /** For a browser that lost its keys and has its cookie: who it was, it is again. */
  async function recover(): Promise<void> {
    if (phone.membership !== undefined || gathering !== undefined) return
    const membership = await replaceDevice({ net, seal, dice }, phone.petition, name)
    if (membership === undefined || phone.membership !== undefined) return
    phone.membership = membership
    begin(membership)
  }

  function begin(membership: Membership): void {
    gathering ??= gather(membership)
    gathering.sync.wake()
  }

  async function start(): Promise<void> {
    await storage.check.start()
    if (phone.membership === undefined) void recover()
    else begin(phone.membership)
    void storage.check.compare().catch(() => undefined)
  }

  const tab: SimTab = {
    name,
    get isAlive() {
      return page.isAlive
    },
    get isFrozen() {
      return page.isFrozen
    },
    get gathering() {
      return gathering
    },
    wake() {
      if (phone.membership !== undefined && gathering === undefined && isStarted) begin(phone.membership)
      gathering?.sync.wake()
      if (isStarted) void recover()
    },
    hearOfClosing() {
      const looked = clock.sleep(SETTLE_MS).then(storage.check.again)
      looked.catch(() => undefined)
    },
    freeze: page.freeze,
    kill() {
      page.kill()
      ports.files.close()
      phone.forget(tab)
    },
  }
  let isStarted = false
  start().then(
    () => {
      isStarted = true
    },
    (error: Error) => surroundings.trace.note(`  ${name} keeps nothing: ${error.message}`),
  )
  return tab
}

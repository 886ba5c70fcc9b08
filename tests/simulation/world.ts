/** Everything that there is in one history, made from its seed. */

import { v7 } from 'uuid'
import type { Membership } from '#device/ports.ts'
import { DeviceId, type DoorId, type StreetId } from '#domain/ids.ts'
import { join } from '#wire/session.ts'
import { createMemorySeal } from '../tools/memory-seal.ts'
import { type Backups, createBackups } from './backups.ts'
import { createLedger, type Ledger } from './ledger.ts'
import { createNetwork, type Network } from './network.ts'
import { type Setup, setUpPetition, type Volunteer } from './petition-setup.ts'
import { createRandom, type Random } from './random.ts'
import { createSimPhone, type SimPhone } from './sim-phone.ts'
import { createSimServer, type ServerReply, type SimServer } from './sim-server.ts'
import { openSimStore, type SimStore, type Snapshot } from './sim-store.ts'
import { openTab } from './sim-tab.ts'
import { createTimers, type Timers } from './timers.ts'
import { createTrace, type Trace } from './trace.ts'

const START = Date.parse('2026-11-22T10:00:00.000Z')

/** What all histories of a process share: a database, and what it looks like before anything happened. */
export type Stage = { readonly simStore: SimStore; readonly setup: Setup; readonly before: Snapshot }

export async function createStage(): Promise<Stage> {
  const simStore = await openSimStore()
  const { server } = createSimServer(simStore, createRandom(0), () => START)
  const setup = await setUpPetition(server)
  return { simStore, setup, before: simStore.take() }
}

export type World = {
  readonly simStore: SimStore
  readonly setup: Setup
  readonly random: Random
  readonly timers: Timers
  readonly server: SimServer
  readonly network: Network
  readonly ledger: Ledger
  readonly backups: Backups
  readonly phones: SimPhone[]
  readonly trace: Trace
  /** Doors that a volunteer put down and the server does not know. */
  readonly unknownDoors: { readonly id: DoorId; readonly street: StreetId }[]
  newId(): string
  /** Waits until nothing moves but by the scheduler. */
  settle(): Promise<void>
  openTab(phone: SimPhone): void
}

export async function createWorld({ simStore, setup, before }: Stage, seed: number): Promise<World> {
  simStore.put(before)
  const random = createRandom(seed)
  const timers = createTimers(START)
  const trace = createTrace()
  const server = createSimServer(simStore, createRandom(seed, 1), timers.now)
  const network = createNetwork(server, trace)
  const ledger = createLedger()
  let tabs = 0
  const world: World = {
    simStore,
    setup,
    random,
    timers,
    server,
    network,
    ledger,
    backups: createBackups(simStore, server),
    phones: [],
    trace,
    unknownDoors: [],
    newId: () => v7({ msecs: timers.now(), random: random.bytes(16) }),
    async settle() {
      do await new Promise((resolve) => setImmediate(resolve))
      while (!server.isQuiet())
    },
    openTab(phone) {
      tabs += 1
      phone.add(openTab(phone, `${phone.name}${tabs}`, { timers, network, ledger, trace }))
    },
  }
  const [vera, victor] = setup.volunteers as [Volunteer, Volunteer]
  for (const [place, volunteer] of [vera, victor, vera].entries()) {
    const dice = createRandom(seed, 2 + place)
    const { membership, cookies } = await joinWith(world, volunteer.code, dice)
    const phone = createSimPhone('ABC'[place] ?? '', membership, dice, timers)
    phone.keepCookies(cookies)
    world.phones.push(phone)
  }
  for (const phone of world.phones) world.openTab(phone)
  return world
}

/** A browser with a code becomes somebody. */
export async function joinWith(
  { server, timers }: Pick<World, 'server' | 'timers'>,
  code: string,
  random: Random,
): Promise<{ readonly membership: Membership; readonly cookies: ServerReply['cookies'] }> {
  const { keys, publicKey } = await createMemorySeal(random).createDeviceKeys()
  const device = DeviceId.parse(v7({ msecs: timers.now(), random: random.bytes(16) }))
  const reply = await server.ask(
    { method: 'POST', path: join.path, body: { code, device, publicKey, label: 'Browser' } },
    '',
  )
  if (reply === 'lost' || reply.status !== 200) throw new Error('could not join')
  const joined = join.reply.parse(reply.json)
  const { petition, title, member, name, role } = joined.session
  const { keyId, publicKey: petitionKey } = joined
  const membership = { petition, title, member, name, role, device: joined.session.device }
  return {
    membership: { ...membership, deviceKeys: keys, keyId, publicKey: petitionKey },
    cookies: reply.cookies,
  }
}

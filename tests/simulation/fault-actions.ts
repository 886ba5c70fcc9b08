/** What goes wrong: on the way, on the phones, on the server; and what just happens, such as time. */
import type { Action } from './action.ts'
import { strangeReply } from './network.ts'
import type { SimPhone } from './sim-phone.ts'
import type { World } from './world.ts'

const hasFlights = ({ network }: World) => network.flights.length > 0
const someFlight = ({ network, random }: World) => random.pick(network.flights)
const somePhone = ({ phones, random }: World): SimPhone => random.pick(phones)
const YEAR_MS = 365 * 24 * 60 * 60 * 1000

const onTheWay: readonly Action[] = [
  {
    name: 'deliver',
    weight: 34,
    can: hasFlights,
    act: (world) => world.network.deliver(someFlight(world)),
  },
  {
    name: 'deliver all',
    weight: 10,
    can: hasFlights,
    act({ network }) {
      for (const flight of [...network.flights]) network.deliver(flight)
    },
  },
  {
    name: 'double',
    weight: 4,
    can: hasFlights,
    act: (world) => world.network.double(someFlight(world)),
  },
  {
    name: 'drop',
    weight: 5,
    can: hasFlights,
    act: (world) => world.network.drop(someFlight(world), world.random.pick(['for-good', 'request-arrives'])),
  },
  {
    name: 'replace',
    weight: 6,
    can: hasFlights,
    act(world) {
      const flight = someFlight(world)
      world.network.replace(flight, strangeReply(world.random, flight.request, world.network.said))
    },
  },
]

const onPhones: readonly Action[] = [
  { name: 'online', weight: 8, act: (world) => wake(somePhone(world)) },
  {
    name: 'open a tab',
    weight: 5,
    act(world) {
      const phone = somePhone(world)
      if (phone.tabs.length < 2) world.openTab(phone)
    },
  },
  {
    name: 'close a tab',
    weight: 3,
    act(world) {
      const { tabs } = somePhone(world)
      if (tabs.length > 0) world.random.pick(tabs).kill()
    },
  },
  {
    name: 'power cut',
    weight: 2,
    act: (world) => cutPower(world, somePhone(world)),
  },
  {
    name: 'freeze',
    weight: 1,
    act(world) {
      const { tabs } = somePhone(world)
      if (tabs.length > 0) world.random.pick(tabs).freeze(true)
    },
  },
  {
    name: 'thaw',
    weight: 3,
    can: ({ phones }) => phones.some(({ tabs }) => tabs.some(({ isFrozen }) => isFrozen)),
    act({ phones }) {
      for (const { tabs } of phones) for (const tab of tabs) tab.freeze(false)
    },
  },
  {
    name: 'slow database',
    weight: 4,
    act: (world) => somePhone(world).dbPort.hold(true),
  },
  {
    name: 'slow files',
    weight: 2,
    act: (world) => somePhone(world).filePort.hold(true),
  },
  {
    name: 'storage answers',
    weight: 14,
    can: ({ phones }) => phones.some((phone) => ports(phone).some(({ waiting }) => waiting.length > 0)),
    async act({ phones, random }) {
      const port = random.pick(phones.flatMap(ports).filter(({ waiting }) => waiting.length > 0))
      if (random.chance(0.4)) port.hold(false)
      await port.end(random.chance(0.2) ? 'fails' : 'lands')
      while (random.chance(0.8) && port.waiting.length > 0) await port.end('lands')
    },
  },
  {
    name: 'database breaks',
    weight: 1,
    act: (world) => somePhone(world).dbPort.breakDown(new DOMException('broken', 'UnknownError')),
  },
  {
    name: 'phone is full',
    weight: 1,
    act(world) {
      for (const port of ports(somePhone(world)))
        port.breakDown(new DOMException('full', 'QuotaExceededError'))
    },
  },
  {
    name: 'storage mended',
    weight: 3,
    can: ({ phones }) => phones.some((phone) => ports(phone).some(({ isBroken }) => isBroken)),
    act({ phones }) {
      for (const port of phones.flatMap(ports)) port.breakDown(undefined)
    },
  },
  {
    name: 'phone clock jumps',
    weight: 1,
    act(world) {
      const phone = somePhone(world)
      phone.clockOffsetMs = Math.round((world.random.fraction() - 0.5) * 16 * YEAR_MS)
    },
  },
]

export async function cutPower(world: World, phone: SimPhone): Promise<void> {
  for (const tab of [...phone.tabs]) tab.kill()
  await phone.dbPort.cut(world.random.below(phone.dbPort.waiting.length + 1))
  await phone.filePort.cut(world.random.below(phone.filePort.waiting.length + 1))
  phone.disk.crash(world.random.fraction)
  world.openTab(phone)
}

export const ports = ({ dbPort, filePort }: SimPhone) => [dbPort, filePort]

export function wake({ tabs }: SimPhone): void {
  for (const tab of tabs) tab.wake()
}

const time: readonly Action[] = [
  {
    name: 'a while passes',
    weight: 8,
    act: ({ timers, random }) => timers.advance(random.below(random.chance(0.1) ? 600_000 : 5_000)),
  },
  {
    name: 'until the next timer',
    weight: 6,
    can: ({ timers }) => timers.untilNext() !== undefined,
    act: ({ timers }) => timers.advance(timers.untilNext() ?? 0),
  },
]

/** A device that joined after the backup is a stranger to the restored server, and its volunteer has to come again. */
export function isKnownToBackups({ backups, ledger, phones }: World): boolean {
  const devices = new Set<string | undefined>([...ledger.written.values()].map(({ device }) => device))
  for (const { membership } of phones) devices.add(membership?.device)
  return backups.count > 0 && [...devices].every((device) => device !== undefined && backups.know(device))
}

const onServer: readonly Action[] = [
  { name: 'server restarts', weight: 1, act: ({ server }) => server.restart() },
  {
    name: 'server will fail',
    weight: 5,
    act: ({ server, random }) =>
      server.fail(random.pick(['dies-before-commit', 'dies-after-commit', 'disk-full'])),
  },
  { name: 'server stalls', weight: 3, act: ({ server }) => server.stall(true) },
  {
    name: 'server goes on',
    weight: 12,
    can: ({ server }) => server.stalled > 0,
    act({ server, random }) {
      if (random.chance(0.5)) server.stall(false)
      server.goOn(random.below(server.stalled))
    },
  },
  {
    name: 'server stumbles',
    weight: 1,
    act: ({ server, random }) => server.stumbleOverDrawn(random.chance(0.7)),
  },
  { name: 'backup', weight: 3, act: ({ backups }) => backups.make() },
  {
    name: 'restore',
    weight: 1,
    can: isKnownToBackups,
    act: async (world) => {
      await world.backups.restore(world.random.pick(['newest', 'one-before']))
    },
  },
]

export const faultActions: readonly Action[] = [...onTheWay, ...onPhones, ...time, ...onServer]

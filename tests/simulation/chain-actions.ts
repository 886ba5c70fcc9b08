/** Chains of events that chance alone would hardly ever put together in a history this short. */
import type { PushReply } from '#wire/push.ts'
import type { Action } from './action.ts'
import { cutPower, isKnownToBackups } from './fault-actions.ts'
import { type Flight, stepOf } from './network.ts'
import type { World } from './world.ts'

/** Longer than another tab waits for the lock. */
const LOCK_TURNS = 6
const LOCK_TURN_MS = 10_000

const replied = ({ network }: World, step: string): Flight[] =>
  network.flights.filter(({ request, reply }) => reply?.status === 200 && stepOf(request) === step)

const receiptsUnderWay = (world: World): Flight[] =>
  replied(world, 'push').filter(({ reply }) => (reply?.json as PushReply | undefined)?.receipts.length !== 0)

const phoneOf = ({ phones }: World, { asker }: Flight) => phones.find(({ name }) => name === asker.name)

/**
 * The server is restored while its receipts are under way; another tab of the
 * phone, which does not wait for the first, hears of the new epoch; its push is
 * lost, and then the receipts of before come in.
 */
async function restoreBehindReceipts(world: World): Promise<void> {
  const { network, timers, backups, random } = world
  const late = random.pick(receiptsUnderWay(world))
  const phone = phoneOf(world, late)
  if (phone === undefined) return
  await backups.restore(random.pick(['newest', 'one-before']))
  if (phone.tabs.length < 2) world.openTab(phone)
  for (let turn = 0; turn < LOCK_TURNS; turn += 1) {
    await world.settle()
    for (const flight of network.flights) {
      if (flight === late || flight.asker !== late.asker) continue
      if (stepOf(flight.request) === 'push') network.drop(flight, 'for-good')
      else network.deliver(flight)
    }
    await world.settle()
    timers.advance(LOCK_TURN_MS)
  }
  if (network.flights.includes(late)) network.deliver(late)
}

/** A page believes a reply and writes down what it says; in between the power goes. */
async function cutBehindReply(world: World): Promise<void> {
  const flight = world.random.pick(replied(world, world.random.pick(stepsUnderWay(world))))
  const phone = phoneOf(world, flight)
  if (phone === undefined) return
  phone.dbPort.hold(true)
  world.network.deliver(flight)
  for (let landed = world.random.below(4); landed > 0; landed -= 1) {
    await world.settle()
    await phone.dbPort.end('lands')
  }
  await world.settle()
  await cutPower(world, phone)
}

/** Each as likely as the others, or pushes would leave no room for the rest. */
const stepsUnderWay = ({ network }: World): string[] => [
  ...new Set(
    network.flights.flatMap(({ request, reply }) => (reply?.status === 200 ? [stepOf(request)] : [])),
  ),
]

export const chainActions: readonly Action[] = [
  {
    name: 'restore behind receipts',
    weight: 2,
    can: (world) => receiptsUnderWay(world).length > 0 && isKnownToBackups(world),
    act: restoreBehindReceipts,
  },
  {
    name: 'power cut behind a reply',
    weight: 1,
    can: (world) => stepsUnderWay(world).length > 0,
    act: cutBehindReply,
  },
]

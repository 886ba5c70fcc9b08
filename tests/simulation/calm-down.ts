/** The faults end. Within so many turns everything must have arrived, and everybody know it (I6, I8). */
import { createInvitation } from '#server/members/create-invitation.ts'
import { ports, wake } from './fault-actions.ts'
import { addUnknownDoors } from './organiser-actions.ts'
import type { SimPhone } from './sim-phone.ts'
import { Violation } from './violation.ts'
import { joinWith, type World } from './world.ts'

const MAX_TURNS = 600

export async function calmDown(world: World): Promise<void> {
  const { server, phones, trace } = world
  trace.note('calm')
  server.fail(undefined)
  server.stall(false)
  while (server.stalled > 0) {
    server.goOn(0)
    await world.settle()
  }
  const revoked = new Set(
    world.simStore.rows('devices').flatMap(({ id, revokedAt }) => (revokedAt === null ? [] : [id])),
  )
  const lost: SimPhone[] = []
  for (const phone of phones) {
    phone.isRevoked = revoked.has(phone.revokedDevice)
    for (const port of ports(phone)) {
      port.hold(false)
      port.breakDown(undefined)
    }
    // What was deferred goes again with a start of the app; a frozen page stays as it is, its lock with it.
    for (const tab of [...phone.tabs]) if (!tab.isFrozen) tab.kill()
    world.openTab(phone)
    if (phone.membership === undefined && !phone.isRevoked) lost.push(phone)
  }
  addUnknownDoors(world)
  await world.settle()
  for (const phone of lost) await signInAgain(world, phone)
  // Each start looks once more at what was too young for it.
  world.timers.advance(21_000)
  if (server.isStumbling) await untilQuiet(world, 'while the server stumbles')
  // Mended by a new program, which starts.
  server.stumbleOverDrawn(false)
  server.restart()
  await untilQuiet(world, 'at the end')
}

/** With a new code, as a volunteer does whose phone says that it is nobody any more. */
async function signInAgain(world: World, phone: SimPhone): Promise<void> {
  const { server, setup } = world
  const { code } = await server.server.store.transact((trx) =>
    createInvitation(server.server, trx, {
      petition: setup.petition,
      member: phone.member,
      role: 'volunteer',
    }),
  )
  const { membership, cookies } = await joinWith(world, code, phone.random)
  phone.membership ??= membership
  phone.keepCookies(cookies)
}

async function untilQuiet(world: World, when: string): Promise<void> {
  for (const phone of world.phones) wake(phone)
  await world.settle()
  // The last fault: whoever asks now hears nothing, and has to come again unasked.
  for (const flight of [...world.network.flights]) world.network.drop(flight, 'for-good')
  let isLastPass = false
  for (let turn = 0; turn < MAX_TURNS; turn += 1) {
    await world.settle()
    if (await moveSomething(world)) continue
    if (
      world.phones.every(hasSentAll(world)) &&
      (world.server.isStumbling || world.phones.every(isResting))
    ) {
      if (isLastPass) return
      // Once more, so that everybody's pass begins after the last change that there was.
      isLastPass = true
      for (const phone of world.phones) wake(phone)
    } else world.timers.advance(world.timers.untilNext() ?? 1000)
  }
  const left = world.phones.filter((phone) => !hasSentAll(world)(phone)).map(({ name }) => name)
  throw new Violation('I6', `not quiet ${when}: ${left.join()}`)
}

async function moveSomething({ network, phones }: World): Promise<boolean> {
  let moved = false
  for (const flight of [...network.flights]) {
    network.deliver(flight)
    moved = true
  }
  for (const port of phones.flatMap(ports)) {
    while (port.waiting.length > 0) {
      await port.end('lands')
      moved = true
    }
  }
  return moved
}

const isResting = ({ tabs, isRevoked }: SimPhone): boolean =>
  isRevoked || tabs.some(({ isFrozen, gathering }) => !isFrozen && gathering?.sync.status().phase === 'idle')

/** All but what breaks the server, and what changes or takes back a signature that does. */
const hasSentAll =
  ({ server }: World) =>
  ({ entries, isRevoked, membership }: SimPhone): boolean => {
    if (isRevoked && membership === undefined) return true
    const unsent = entries().filter(({ state }) => state === 'unsent')
    if (!server.isStumbling) return unsent.length === 0
    const drawn = new Set(unsent.filter(({ entry }) => entry.method === 'drawn').map(({ id }) => id))
    return unsent.every(({ id, entry }) => drawn.has(id) || (entry.ref !== undefined && drawn.has(entry.ref)))
  }

/** What organisers do meanwhile. It goes through the server's own functions, and may be cut off like anything else. */
import { MemberId, type StreetId } from '#domain/ids.ts'
import { acceptBatch } from '#server/merge/accept-batch.ts'
import { undoBatch } from '#server/merge/undo-batch.ts'
import { retryDeferred } from '#server/receive/retry-deferred.ts'
import { Refusal } from '#server/refusal.ts'
import { assignStreet, takeBackStreet } from '#server/streets/assign-street.ts'
import { saveStreets } from '#server/streets/save-streets.ts'
import type { Action } from './action.ts'
import { SimFault } from './sim-server.ts'
import type { World } from './world.ts'

/** Not waited for: the server may stall or die over it. */
export function organise({ server, setup }: World, work: (parts: Parts) => Promise<unknown>): void {
  const organised = server.run((running) => work([running, setup.organiser]))
  organised.catch((error: unknown) => {
    if (!(error instanceof Refusal || error instanceof SimFault)) throw error
  })
}

type Parts = readonly [server: World['server']['server'], caller: World['setup']['organiser']]

const someMember = ({ random, setup }: World) => random.pick(setup.volunteers).member

function someBatch({ simStore, random }: World, state: string): string | undefined {
  const batches = simStore.rows('batches').filter((batch) => batch.state === state)
  return batches.length === 0 ? undefined : String(random.pick(batches).id)
}

/** Puts what a volunteer added on the list of the street, with some number that is free. */
export function addUnknownDoors(world: World): void {
  const { unknownDoors, setup, simStore } = world
  const known = new Set(simStore.rows('doors').map(({ id }) => id))
  const unknown = unknownDoors.filter(({ id }) => !known.has(id))
  if (unknown.length === 0) return
  const names = new Map(simStore.rows('streets').map(({ id, name }) => [id, String(name)]))
  const streets = setup.streets.flatMap((street: StreetId) => {
    const doors = unknown
      .filter((door) => door.street === street)
      .map(({ id }) => ({ id, label: { number: 100 + world.random.below(90_000) } }))
    return doors.length === 0 ? [] : [{ id: street, name: names.get(street) ?? '', doors }]
  })
  organise(world, async ([server, caller]) => {
    await saveStreets(server, caller, streets)
    await retryDeferred(server, { petition: caller.petition, reasons: ['unknown-door'] })
  })
}

export const organiserActions: readonly Action[] = [
  {
    name: 'give a street',
    weight: 1,
    act(world) {
      const [street, member] = [world.random.pick(world.setup.streets), someMember(world)]
      organise(world, (parts) => assignStreet(...parts, street, member))
    },
  },
  {
    name: 'take a street back',
    weight: 1,
    act(world) {
      const { street, member } = world.random.pick(world.simStore.rows('assignments')) ?? {}
      organise(world, (parts) => takeBackStreet(...parts, String(street), MemberId.parse(member)))
    },
    can: ({ simStore }) => simStore.rows('assignments').length > 2,
  },
  {
    name: 'add the doors',
    weight: 2,
    can: ({ unknownDoors }) => unknownDoors.length > 0,
    act: addUnknownDoors,
  },
  {
    name: 'accept a batch',
    weight: 2,
    act(world) {
      const batch = someBatch(world, 'waiting')
      if (batch !== undefined) organise(world, (parts) => acceptBatch(...parts, batch))
    },
  },
  {
    name: 'undo a batch',
    weight: 1,
    act(world) {
      const batch = someBatch(world, 'accepted')
      if (batch !== undefined) organise(world, (parts) => undoBatch(...parts, batch))
    },
  },
  {
    name: 'sessions end',
    weight: 1,
    act: ({ simStore, timers }) => simStore.run('UPDATE sessions SET "endedAt" = ?', [timers.now()]),
  },
]

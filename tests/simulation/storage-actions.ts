/** What befalls the storage of a phone. Two independent copies survive one accident, so no second one hits the only copy. */
import { revokeDevice } from '#server/members/revoke.ts'
import { createMemoryJournalFiles } from '../tools/memory-journal-files.ts'
import type { Action } from './action.ts'
import { organise } from './organiser-actions.ts'
import type { SimPhone } from './sim-phone.ts'
import type { World } from './world.ts'

const somePhone = ({ phones, random }: World): SimPhone => random.pick(phones)

const idsIn = async ({ disk }: SimPhone): Promise<string[]> =>
  (await createMemoryJournalFiles(disk).read()).map(({ entry }) => entry.id)

/** By a fault of ours it has something that is not in the files, or not yet. */
const hasOnlyCopies = ({ entries, unfiled }: SimPhone): boolean => entries().some(({ id }) => unfiled.has(id))

function wipe(world: World): void {
  const phone = somePhone(world)
  if (hasOnlyCopies(phone)) return
  world.trace.note(`  ${phone.name} loses its database`)
  if (phone.entries().length > 0) phone.losses += 1
  for (const { id } of phone.entries()) world.ledger.struck.add(id)
  phone.wipe()
  phone.dbPort.lose(new DOMException('gone', 'UnknownError'))
  // Sometimes the browser says that the database was closed; it never says that the next one is empty.
  if (world.random.chance(0.6)) for (const tab of phone.tabs) tab.hearOfClosing()
  else for (const tab of [...phone.tabs]) tab.kill()
}

async function tear(world: World): Promise<void> {
  const phone = somePhone(world)
  const inDatabase = new Set(phone.entries().map(({ id }) => String(id)))
  const before = await idsIn(phone)
  if (phone.dbPort.isBroken || before.some((id) => world.ledger.saved.has(id) && !inDatabase.has(id))) return
  const [name, file] =
    world.random.pick([...phone.disk.files].filter(([, { bytes }]) => bytes.length > 0)) ?? []
  if (name === undefined || file === undefined) return
  for (const tab of [...phone.tabs]) tab.kill()
  const kept = world.random.below(file.bytes.length + 1)
  phone.disk.files.set(name, { bytes: file.bytes.slice(0, kept), flushed: kept })
  const after = new Set(await idsIn(phone))
  for (const id of before.filter((each) => !after.has(each))) {
    phone.unfiled.add(id)
    world.ledger.struck.add(id)
  }
  world.trace.note(`  ${phone.name} loses ${before.length - after.size} records of a file`)
}

export const storageActions: readonly Action[] = [
  { name: 'database wiped', weight: 1.5, act: wipe },
  {
    name: 'file torn',
    weight: 0.7,
    can: ({ phones }) =>
      phones.every(({ disk }) => [...disk.files.values()].some(({ bytes }) => bytes.length > 0)),
    act: tear,
  },
  {
    name: 'access taken back',
    weight: 0.15,
    can: ({ phones }) => phones.every(({ isRevoked }) => !isRevoked),
    act(world) {
      const phone = somePhone(world)
      const device = phone.membership?.device
      if (device === undefined) return
      phone.isRevoked = true
      phone.revokedDevice = device
      organise(world, async ([server, caller]) => {
        await revokeDevice(server, caller, device)
        // The server may have looked at these before, and be slow.
        for (const { body } of world.server.underWay) {
          const { entries = [] } = (body ?? {}) as { entries?: { id: string }[] }
          for (const { id } of entries) world.ledger.underWay.add(id)
        }
        // What it handed in before, and the server put by, comes in with the street that it waits for.
        for (const { id } of world.simStore.rows('refused')) world.ledger.underWay.add(id)
      })
    },
  },
]

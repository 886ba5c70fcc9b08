/** The rules that no history may break, at any time and at its end. */
import { openPersonal } from '#server/keys/personal-box.ts'
import { petitionKeys } from '#server/keys/petition-keys.ts'
import { createMemoryJournalFiles } from '../tools/memory-journal-files.ts'
import { checkPhones } from './phone-rules.ts'
import { checkServer } from './server-rules.ts'
import type { SimPhone } from './sim-phone.ts'
import { Violation } from './violation.ts'
import type { World } from './world.ts'

/** Faults or not. */
export async function checkAlways(world: World): Promise<void> {
  checkServer(world)
  await checkPhones(world)
}

/** After the calm: everything has arrived, once, and everybody sees the same. */
export async function checkAtRest(world: World): Promise<void> {
  checkArrived(world)
  await checkNumbers(world)
  await checkOnceEach(world)
  for (const phone of world.phones) {
    if (phone.isRevoked) continue
    checkPull(world, phone)
    checkAlarm(world, phone)
  }
}

function checkArrived({ ledger, phones, simStore }: World): void {
  const arrived = new Set(simStore.rows('entries').map(({ id }) => id))
  const aside = new Map(simStore.rows('refused').map(({ id, reason }) => [id, reason]))
  const byName = new Map(phones.map((phone) => [phone.name, phone]))
  for (const { saved, isSpoilt, number, phone: name } of ledger.intentions) {
    const phone = byName.get(name)
    const kept = phone?.entries().find(({ id }) => id === saved)
    if (saved === undefined || (phone?.isRevoked && kept !== undefined)) continue
    if (!arrived.has(saved) && !aside.has(saved)) throw new Violation('I1', `wish ${number} did not arrive`)
    if (isSpoilt) continue
    if (!arrived.has(saved) && !phone?.isRevoked) {
      throw new Violation('I6', `wish ${number} was put aside: ${aside.get(saved)}`)
    }
    if (arrived.has(saved) && kept?.state === 'refused') {
      throw new Violation('S1', `wish ${number} has arrived, and ${name} takes it for refused`)
    }
  }
}

/** The numbers of a run have no gap: each below a saved one is of an entry that is still known, or went in an accident. */
async function checkNumbers({ ledger, simStore, phones }: World): Promise<void> {
  const known = new Set<unknown>(ledger.struck)
  for (const table of ['entries', 'refused']) for (const { id } of simStore.rows(table)) known.add(id)
  for (const { entries, disk } of phones) {
    for (const { id } of entries()) known.add(id)
    // What is in doubt under a lost key stays here.
    for (const { entry } of await createMemoryJournalFiles(disk).read()) known.add(entry.id)
  }
  const numbers = new Map<string, Set<number>>()
  for (const { id, run, seq } of ledger.written.values()) {
    if (!known.has(id)) continue
    const used = numbers.get(run) ?? new Set()
    numbers.set(run, used.add(seq))
  }
  for (const [run, used] of numbers) {
    if (Math.max(...used) !== used.size) throw new Violation('I2', `run ${run} has a gap in its numbers`)
  }
}

/** I2: tried again after "not saved" or not, one wish counts once. */
async function checkOnceEach({ simStore, server, setup }: World): Promise<void> {
  const keys = await petitionKeys(server.server, setup.petition)
  if (keys === undefined) throw new Error('the petition has keys')
  const people = new Set<string>()
  for (const { id, personalSealed, standing } of simStore.rows('signatures')) {
    if (standing === 'withdrawn') continue
    const { name } = openPersonal(keys, String(id), String(personalSealed))
    const person = name.replace(/ amended.*/, '')
    if (people.has(person)) throw new Violation('I2', `${person} is there twice`)
    people.add(person)
  }
}

/** I8: every street and door of the volunteer, with the server's marks. */
function checkPull({ simStore }: World, { doors, entries, name, member }: SimPhone): void {
  const own = simStore.rows('assignments').filter((assignment) => assignment.member === member)
  const streets = new Set(own.map(({ street }) => street))
  const right = new Map(
    simStore
      .rows('doors')
      .filter(({ street, deletedAt }) => deletedAt === null && streets.has(street))
      .map(({ id, mark }) => [id, mark]),
  )
  const refused = new Set(entries().flatMap(({ id, state }) => (state === 'refused' ? [id] : [])))
  const shown = doors()
  for (const { id, mark, lastEntry } of shown) {
    // What was refused stays to be seen where it happened.
    if (lastEntry !== undefined && refused.has(lastEntry)) continue
    if (right.get(id) !== mark) {
      throw new Violation('I8', `${name} shows ${mark} for door ${id}, the server ${right.get(id)}`)
    }
  }
  if (shown.length !== right.size) {
    throw new Violation('I8', `${name} shows ${shown.length} doors of ${right.size}`)
  }
}

/** I9: the loss of a database is told to the server. A restore may lose the word of it, never the entries. */
function checkAlarm({ simStore, backups }: World, { losses, name, member }: SimPhone): void {
  if (losses === 0 || backups.restores > 0) return
  const devices = simStore.rows('devices').filter((device) => device.member === member)
  const own = new Set(devices.map(({ id }) => id))
  const told = simStore
    .rows('incidents')
    .filter(({ device, kind }) => own.has(device) && kind === 'database-lost')
  if (told.length === 0) throw new Violation('I9', `${name} lost its database, and nobody heard of it`)
}

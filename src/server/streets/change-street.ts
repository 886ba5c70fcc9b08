/**
 * Renaming and removing. What goes stays as a mark with its commit number, so
 * that phones learn of it. The number is taken first, because that locks the
 * petition: nothing is gathered in a street between looking and removing it.
 */
import { writeAudit } from '../audit.ts'
import type { Caller } from '../caller.ts'
import { isVisited, namesOfDoor } from '../receive/same-door.ts'
import { Refusal } from '../refusal.ts'
import type { Server } from '../server.ts'
import type { Trx } from '../store/open-store.ts'
import { takeNumber } from '../store/take-number.ts'
import { goneKey, streetKey } from './street-key.ts'
import { streetInReach } from './streets-in-reach.ts'

export async function renameStreet(
  server: Server,
  caller: Caller,
  street: string,
  { name, postcode }: { name: string; postcode?: string | undefined },
): Promise<void> {
  const { petition } = caller
  await server.store.transact(async (trx) => {
    const changed = await takeNumber(trx, petition)
    await streetInReach(trx, caller, street)
    const key = streetKey(name)
    const namesake = await trx
      .selectFrom('streets')
      .select('id')
      .where('petition', '=', petition)
      .where('key', '=', key)
      .where('id', '!=', street)
      .executeTakeFirst()
    if (namesake !== undefined) throw new Refusal('conflict')
    await trx
      .updateTable('streets')
      .set({ key, name, postcode: postcode ?? null, changed })
      .where('petition', '=', petition)
      .where('id', '=', street)
      .execute()
    await writeAudit(trx, server.now(), caller, { action: 'street-renamed', subject: street })
  })
}

export async function deleteStreet(server: Server, caller: Caller, street: string): Promise<void> {
  const { petition } = caller
  await server.store.transact(async (trx) => {
    const gone = { changed: await takeNumber(trx, petition), deletedAt: server.now() }
    await streetInReach(trx, caller, street)
    if (await isInUse(trx, petition, street)) throw new Refusal('street-in-use')
    await trx
      .updateTable('streets')
      .set({ ...gone, key: goneKey(street) })
      .where('petition', '=', petition)
      .where('id', '=', street)
      .execute()
    const doors = await trx
      .selectFrom('doors')
      .select('id')
      .where('petition', '=', petition)
      .where('street', '=', street)
      .where('deletedAt', 'is', null)
      .execute()
    for (const { id } of doors) {
      await trx
        .updateTable('doors')
        .set({ ...gone, key: goneKey(id) })
        .where('petition', '=', petition)
        .where('id', '=', id)
        .execute()
    }
    await writeAudit(trx, server.now(), caller, { action: 'street-deleted', subject: street })
  })
}

export async function deleteDoor(
  server: Server,
  caller: Caller,
  street: string,
  door: string,
): Promise<void> {
  const { petition } = caller
  await server.store.transact(async (trx) => {
    const changed = await takeNumber(trx, petition)
    await streetInReach(trx, caller, street)
    if (await isVisited(trx, petition, await namesOfDoor(trx, petition, door)))
      throw new Refusal('door-in-use')
    const deleted = await trx
      .updateTable('doors')
      .set({ key: goneKey(door), changed, deletedAt: server.now() })
      .where('petition', '=', petition)
      .where('street', '=', street)
      .where('id', '=', door)
      .where('deletedAt', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (deleted === undefined) throw new Refusal('not-found')
    await writeAudit(trx, server.now(), caller, { action: 'door-deleted', subject: door })
  })
}

export async function clearDoorNote(
  server: Server,
  caller: Caller,
  street: string,
  door: string,
): Promise<void> {
  const { petition } = caller
  await server.store.transact(async (trx) => {
    const changed = await takeNumber(trx, petition)
    await streetInReach(trx, caller, street)
    const cleared = await trx
      .updateTable('doors')
      .set({ note: null, changed })
      .where('petition', '=', petition)
      .where('street', '=', street)
      .where('id', '=', door)
      .where('deletedAt', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (cleared === undefined) throw new Refusal('not-found')
    await writeAudit(trx, server.now(), caller, { action: 'door-note-cleared', subject: door })
  })
}

/** Somebody has it, something was gathered there, or a phone says that it holds something from there. */
async function isInUse(trx: Trx, petition: string, street: string): Promise<boolean> {
  const here = { petition, street }
  const uses: (() => Promise<unknown>)[] = [
    () =>
      trx
        .selectFrom('assignments')
        .select('street')
        .where((row) => row.and(here))
        .executeTakeFirst(),
    () =>
      trx
        .selectFrom('signatures')
        .select('street')
        .where((row) => row.and(here))
        .limit(1)
        .executeTakeFirst(),
    () =>
      trx
        .selectFrom('unsent')
        .select('street')
        .where((row) => row.and(here))
        .where('signatures', '>', 0)
        .executeTakeFirst(),
    () =>
      trx
        .selectFrom('entries')
        .innerJoin('doors', (join) =>
          join.onRef('doors.petition', '=', 'entries.petition').onRef('doors.id', '=', 'entries.door'),
        )
        .select('doors.street')
        .where('doors.petition', '=', petition)
        .where('doors.street', '=', street)
        .limit(1)
        .executeTakeFirst(),
  ]
  for (const use of uses) if ((await use()) !== undefined) return true
  return false
}

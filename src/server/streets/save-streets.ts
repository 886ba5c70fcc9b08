/**
 * Adds streets and doors. Saving twice has one effect: a street is the same by
 * its id or its folded name, a door by its id or its key within the street.
 */
import { doorKey } from '#domain/door.ts'
import { MAX_DOORS } from '#domain/door-range.ts'
import type { BodyOf, ReplyOf } from '#wire/endpoint.ts'
import type { NewDoor, saveStreets as saveStreetsEndpoint } from '#wire/streets.ts'
import { writeAudit } from '../audit.ts'
import type { Caller } from '../caller.ts'
import { Refusal } from '../refusal.ts'
import type { Server } from '../server.ts'
import { inChunks } from '../store/in-chunks.ts'
import type { Trx } from '../store/open-store.ts'
import { takeNumber } from '../store/take-number.ts'
import { streetKey } from './street-key.ts'

type NewStreet = BodyOf<typeof saveStreetsEndpoint>['streets'][number]

export async function saveStreets(
  server: Server,
  caller: Caller,
  streets: readonly NewStreet[],
): Promise<ReplyOf<typeof saveStreetsEndpoint>> {
  return server.store.transact(async (trx) => {
    const saving = { trx, petition: caller.petition, number: await takeNumber(trx, caller.petition) }
    const counts = { added: 0, addedDoors: 0, knownDoors: 0 }
    let position = await nextStreetPosition(saving)
    for (const [index, street] of streets.entries()) {
      const { id, isNew } = await placeStreet(saving, street, position)
      if (isNew) {
        counts.added += 1
        position += 1
      }
      const { added, known, total } = await placeDoors(saving, id, street.doors)
      if (total > MAX_DOORS)
        throw new Refusal('bad-request', { [`streets.${index}.doors`]: 'too-many-doors' })
      counts.addedDoors += added
      counts.knownDoors += known
    }
    await writeAudit(trx, server.now(), caller, { action: 'streets-added', count: counts.added })
    return counts
  })
}

type Saving = { readonly trx: Trx; readonly petition: string; readonly number: number }

async function nextStreetPosition({ trx, petition }: Saving): Promise<number> {
  const { last } = await trx
    .selectFrom('streets')
    .select(({ fn }) => fn.max('position').as('last'))
    .where('petition', '=', petition)
    .executeTakeFirstOrThrow()
  return last === null ? 0 : Number(last) + 1
}

async function placeStreet(
  { trx, petition, number }: Saving,
  street: NewStreet,
  position: number,
): Promise<{ id: string; isNew: boolean }> {
  const key = streetKey(street.name)
  const same = await trx
    .selectFrom('streets')
    .select(['id', 'key', 'deletedAt'])
    .where('petition', '=', petition)
    .where((or) => or.or([or('key', '=', key), or('id', '=', street.id)]))
    .execute()
  const known = same.find((row) => row.key === key) ?? same[0]
  if (known === undefined) {
    await trx
      .insertInto('streets')
      .values({
        petition,
        id: street.id,
        key,
        name: street.name,
        postcode: street.postcode ?? null,
        position,
        changed: number,
        deletedAt: null,
      })
      .execute()
    return { id: street.id, isNew: true }
  }
  if (known.deletedAt === null) return { id: known.id, isNew: false }
  await trx
    .updateTable('streets')
    .set({ key, name: street.name, postcode: street.postcode ?? null, changed: number, deletedAt: null })
    .where('petition', '=', petition)
    .where('id', '=', known.id)
    .execute()
  return { id: known.id, isNew: true }
}

async function placeDoors(
  { trx, petition, number }: Saving,
  street: string,
  doors: readonly NewDoor[],
): Promise<{ added: number; known: number; total: number }> {
  const rows = await trx
    .selectFrom('doors')
    .select(['id', 'key', 'position', 'deletedAt'])
    .where('petition', '=', petition)
    .where('street', '=', street)
    .execute()
  const ids = new Map(rows.map((row) => [row.id, row]))
  const keys = new Set(rows.filter(({ deletedAt }) => deletedAt === null).map(({ key }) => key))
  const before = keys.size
  let position = rows.reduce((next, row) => Math.max(next, row.position + 1), 0)

  const added = []
  for (const door of doors) {
    const key = doorKey(door.label)
    const known = ids.get(door.id)
    if (keys.has(key) || known?.deletedAt === null) continue
    keys.add(key)
    const values = {
      key,
      label: JSON.stringify(door.label),
      postcode: door.postcode ?? null,
      changed: number,
      deletedAt: null,
    }
    if (known === undefined) {
      added.push({ petition, id: door.id, street, position, mark: 'to-visit', ...values })
      position += 1
    } else {
      await trx
        .updateTable('doors')
        .set(values)
        .where('petition', '=', petition)
        .where('id', '=', known.id)
        .execute()
    }
  }
  const ofOtherStreets = await doorsExist(
    { trx, petition },
    added.map(({ id }) => id),
  )
  if (ofOtherStreets) throw new Refusal('conflict')
  for (const chunk of inChunks(added)) await trx.insertInto('doors').values(chunk).execute()
  return { added: keys.size - before, known: doors.length - (keys.size - before), total: keys.size }
}

async function doorsExist(
  { trx, petition }: Pick<Saving, 'trx' | 'petition'>,
  ids: readonly string[],
): Promise<boolean> {
  if (new Set(ids).size < ids.length) return true
  for (const chunk of inChunks(ids)) {
    const found = await trx
      .selectFrom('doors')
      .select('id')
      .where('petition', '=', petition)
      .where('id', 'in', chunk)
      .limit(1)
      .executeTakeFirst()
    if (found !== undefined) return true
  }
  return false
}

/**
 * Doors that volunteers add, and their notes on how to get to one. They are
 * placed before all else that came with them, so that a signature at a new door
 * needs no luck with the order.
 */

import { DoorLabel, doorKey } from '#domain/door.ts'
import type { DoorDescription } from '#domain/door-description.ts'
import { MAX_DOORS } from '#domain/door-range.ts'
import { placeAmong } from '#domain/place-among.ts'
import { goneKey } from '../streets/street-key.ts'
import type { Placed, Placing, Sound } from './placing.ts'
import { isVisited, namesOfDoor, sameDoors } from './same-door.ts'
import { writeEntries } from './write-entries.ts'

/** One after the other, because they look at each other. */
export async function placeDoors(placing: Placing, doors: readonly Sound[]): Promise<Map<Sound, Placed>> {
  const placed = new Map<Sound, Placed>()
  for (const each of doors) {
    const place = await placeOf(placing, each)
    if ('verdict' in place) {
      placed.set(each, place)
      continue
    }
    const what = (await writeEntries(placing, [each])).get(each)
    if (what === undefined) throw new Error('each entry that is written has a result')
    if (what.verdict === 'held' && what.isNew) await take(placing, each, place)
    placed.set(each, what)
  }
  return placed
}

type Row = { readonly id: string; readonly key: string; readonly label: string; readonly position: number }
/** The door of this id, if it is here; else the doors that the new one stands among. */
type Place = { readonly isKnown: true } | { readonly isKnown: false; readonly doors: readonly Row[] }

async function placeOf({ trx, context: { petition } }: Placing, sound: Sound): Promise<Place | Placed> {
  const { street, door } = whereOf(sound)
  const { described } = sound
  const known = await trx
    .selectFrom('doors')
    .select('street')
    .where('petition', '=', petition)
    .where('id', '=', door)
    .executeTakeFirst()
  if (known !== undefined) {
    return known.street === street ? { isKnown: true } : { verdict: 'deferred', reason: 'unknown-door' }
  }
  const streetRow = await trx
    .selectFrom('streets')
    .select('id')
    .where('petition', '=', petition)
    .where('id', '=', street)
    .executeTakeFirst()
  if (streetRow === undefined || described?.label === undefined) {
    return { verdict: 'deferred', reason: 'unknown-door' }
  }
  const doors = await trx
    .selectFrom('doors')
    .select(['id', 'key', 'label', 'position'])
    .where('petition', '=', petition)
    .where('street', '=', street)
    .where('deletedAt', 'is', null)
    .execute()
  return doors.length < MAX_DOORS
    ? { isKnown: false, doors }
    : { verdict: 'refused', reason: 'rules-not-met' }
}

function whereOf({ entry: { street, door } }: Sound): { readonly street: string; readonly door: string } {
  if (street === undefined || door === undefined)
    throw new Error('a door entry names its street and its door')
  return { street, door }
}

async function take(placing: Placing, sound: Sound, place: Place): Promise<void> {
  const { trx, context, number, server } = placing
  const { petition } = context
  const { street, door } = whereOf(sound)
  const { entry, described = {} } = sound
  if (place.isKnown || described.label === undefined) return noteDown(placing, door, described)

  const key = doorKey(described.label)
  const same = place.doors.find((each) => each.key === key)
  const values = {
    petition,
    id: door,
    street,
    label: JSON.stringify(described.label),
    postcode: described.postcode ?? null,
    mark: 'to-visit',
    changed: number,
    addedBy: entry.id,
  }
  if (same !== undefined) {
    const alias = { position: same.position, key: goneKey(door), deletedAt: server.now(), sameAs: same.id }
    await trx
      .insertInto('doors')
      .values({ ...values, ...alias, note: null })
      .execute()
    return noteDown(placing, door, described)
  }
  const listed = place.doors.map(({ label, position }) => ({
    label: DoorLabel.parse(JSON.parse(label)),
    position,
  }))
  const position = placeAmong(listed, described.label)
  await trx
    .insertInto('doors')
    .values({ ...values, position, key, deletedAt: null, note: described.note || null })
    .execute()
}

/** The last that came is right. Nothing takes a note away; no note leaves it as it is. */
async function noteDown(
  { trx, context: { petition }, number }: Placing,
  door: string,
  { note }: DoorDescription,
): Promise<void> {
  if (note === undefined) return
  const real = (await sameDoors(trx, petition, [door])).get(door) ?? door
  await trx
    .updateTable('doors')
    .set({ note: note === '' ? null : note, changed: number })
    .where('petition', '=', petition)
    .where('id', '=', real)
    .execute()
}

/** Taken back by whoever added it, unless anything happened there, or somebody else saw it too. */
export async function removeAddedDoor(
  { trx, context: { petition }, number, server }: Placing,
  addedBy: string,
): Promise<void> {
  const door = await trx
    .selectFrom('doors')
    .select(['id', 'sameAs'])
    .where('petition', '=', petition)
    .where('addedBy', '=', addedBy)
    .where('deletedAt', 'is', null)
    .executeTakeFirst()
  if (door === undefined) return
  const names = await namesOfDoor(trx, petition, door.id)
  if (names.length > 1 || (await isVisited(trx, petition, names))) return
  await trx
    .updateTable('doors')
    .set({ key: goneKey(door.id), changed: number, deletedAt: server.now() })
    .where('petition', '=', petition)
    .where('id', '=', door.id)
    .execute()
}

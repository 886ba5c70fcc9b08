import { storeSignatures } from '../merge/store-signature.ts'
import { addReceived } from '../tallies.ts'
import { standingOnArrival } from './arrival.ts'
import { collectorOf } from './collector-of.ts'
import { markDoors } from './mark-door.ts'
import type { Placed, Placing, Sound } from './placing.ts'
import { sameDoors } from './same-door.ts'
import { writeEntries } from './write-entries.ts'

/**
 * Signatures and knocks: into the journal of their run, once, and each that is
 * new takes effect. A handful of statements, however many there are.
 */
export async function placeNewcomers(
  placing: Placing,
  newcomers: readonly Sound[],
): Promise<Map<Sound, Placed>> {
  const placed = new Map<Sound, Placed>()
  const known = await placesOf(placing, newcomers)
  const inPlace: Sound[] = []
  for (const newcomer of newcomers) {
    if (isInPlace(newcomer, known)) inPlace.push(newcomer)
    else placed.set(newcomer, { verdict: 'deferred', reason: 'unknown-door' })
  }
  for (const [newcomer, what] of await writeEntries(placing, inPlace)) placed.set(newcomer, what)

  const fresh = inPlace.filter((each) => isFresh(placed.get(each)))
  const real = await sameDoors(placing.trx, placing.context.petition, doorsOf(fresh))
  await storeNewSignatures(placing, fresh, real)
  await markDoors(placing, fresh, real)
  return placed
}

const isFresh = (placed: Placed | undefined) => placed?.verdict === 'held' && placed.isNew

type Places = { readonly streetOfDoor: ReadonlyMap<string, string>; readonly streets: ReadonlySet<string> }

/** The doors and streets that these name, as far as the petition has them. */
export async function placesOf(
  { trx, context: { petition } }: Placing,
  entries: readonly Sound[],
): Promise<Places> {
  const doors = doorsOf(entries)
  const streets = new Set(
    entries.flatMap(({ entry }) => (entry.door === undefined && entry.street ? [entry.street] : [])),
  )
  const doorRows =
    doors.length === 0
      ? []
      : await trx
          .selectFrom('doors')
          .select(['id', 'street'])
          .where('petition', '=', petition)
          .where('id', 'in', doors)
          .execute()
  const streetRows =
    streets.size === 0
      ? []
      : await trx
          .selectFrom('streets')
          .select('id')
          .where('petition', '=', petition)
          .where('id', 'in', [...streets])
          .execute()
  return {
    streetOfDoor: new Map(doorRows.map(({ id, street }) => [id, street])),
    streets: new Set(streetRows.map(({ id }) => id)),
  }
}

export function isInPlace({ entry: { door, street } }: Sound, { streetOfDoor, streets }: Places): boolean {
  if (street === undefined) return true
  return door === undefined ? streets.has(street) : streetOfDoor.get(door) === street
}

const doorsOf = (entries: readonly Sound[]) => [...new Set(entries.flatMap(({ entry }) => entry.door ?? []))]

async function storeNewSignatures(
  placing: Placing,
  fresh: readonly Sound[],
  real: ReadonlyMap<string, string>,
): Promise<void> {
  const { server, trx, context, number, arrival, batch } = placing
  const signatures = fresh.flatMap(({ entry, personal }) => {
    if (entry.kind !== 'sign') return []
    if (personal === undefined || batch === undefined)
      throw new Error('a sign has a personal part and a batch')
    return [
      {
        petition: entry.petition,
        id: entry.id,
        batch: batch.id,
        source: 'phone' as const,
        collector: collectorOf(context, entry),
        device: entry.device,
        street: entry.street ?? null,
        door: (entry.door && real.get(entry.door)) ?? entry.door ?? null,
        method: entry.method ?? ('typed' as const),
        wording: entry.wording ?? null,
        signedAt: entry.madeAt,
        ...standingOnArrival(arrival, entry.madeAt, context.devices.get(entry.device)?.clockOffset ?? 0),
        personal,
        received: number,
      },
    ]
  })
  await addReceived(trx, context.petition, await storeSignatures(trx, server, context.keys, signatures))
}

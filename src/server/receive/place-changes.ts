import type { EntryId } from '#domain/ids.ts'
import { replacePersonal, withdrawSignature } from '../merge/store-signature.ts'
import { markDoorAgain } from './mark-door.ts'
import { removeAddedDoor } from './place-doors.ts'
import { isInPlace, placesOf } from './place-newcomers.ts'
import type { Change, Placed, Placing } from './placing.ts'
import { writeEntries } from './write-entries.ts'

/** Amends and withdrawals, one after the other, once what they name is in the journal. */
export async function placeChanges(
  placing: Placing,
  changes: readonly Change[],
): Promise<Map<Change, Placed>> {
  const targets = await targetsOf(placing, changes)
  const places = await placesOf(placing, changes)
  const placed = new Map<Change, Placed>()
  for (const change of changes) {
    const target = targets.get(change.entry.ref)
    const hindrance = hindranceOf(change, target)
    if (hindrance !== undefined) placed.set(change, hindrance)
    else if (!isInPlace(change, places)) placed.set(change, { verdict: 'deferred', reason: 'unknown-door' })
    else placed.set(change, await place(placing, change, target))
  }
  return placed
}

type Target = { readonly device: string; readonly kind: string; readonly door: string | null }

async function targetsOf(
  { trx, context: { petition } }: Placing,
  changes: readonly Change[],
): Promise<Map<EntryId, Target>> {
  if (changes.length === 0) return new Map()
  const refs = [...new Set(changes.map(({ entry }) => entry.ref))]
  const rows = await trx
    .selectFrom('entries')
    .select(['id', 'device', 'kind', 'door'])
    .where('petition', '=', petition)
    .where('id', 'in', refs)
    .execute()
  const byId = new Map<string, Target>(rows.map(({ id, ...target }) => [id, target]))
  return new Map(
    refs.flatMap((ref) => {
      const target = byId.get(ref)
      return target === undefined ? [] : [[ref, target] as const]
    }),
  )
}

/** A1: an amend or a withdrawal is its own device's, and waits for the entry that it names. */
function hindranceOf({ entry: { kind, device } }: Change, target: Target | undefined): Placed | undefined {
  if (target === undefined) return { verdict: 'deferred', reason: 'unknown-ref' }
  const mayRefer =
    target.kind === 'sign' || (kind === 'withdraw' && (target.kind === 'knock' || target.kind === 'door'))
  if (target.device === device && mayRefer) return undefined
  return { verdict: 'refused', reason: 'not-yours-to-change' }
}

async function place(placing: Placing, change: Change, target: Target | undefined): Promise<Placed> {
  const placed = (await writeEntries(placing, [change])).get(change)
  if (placed === undefined) throw new Error('each entry that is written has a result')
  if (placed.verdict !== 'held' || !placed.isNew) return placed
  if (change.entry.kind === 'amend') await amend(placing, change)
  else await withdraw(placing, change, target)
  return placed
}

async function amend(placing: Placing, { entry, personal }: Change): Promise<void> {
  if (personal === undefined) throw new Error('an amend has a personal part')
  if (await isOvertaken(placing, entry)) return
  const { trx, server, context } = placing
  await replacePersonal(trx, server, context.keys, {
    petition: entry.petition,
    id: entry.ref,
    personal,
    amendedAt: entry.madeAt,
  })
}

/** A withdrawal always wins (A1), and of two amends of one run the later, in whichever order they came. */
async function isOvertaken(
  { trx, context: { petition } }: Placing,
  { ref, run, seq }: Change['entry'],
): Promise<boolean> {
  const later = await trx
    .selectFrom('entries')
    .select('id')
    .where('petition', '=', petition)
    .where('ref', '=', ref)
    .where((each) =>
      each.or([
        each('kind', '=', 'withdraw'),
        each.and([each('kind', '=', 'amend'), each('run', '=', run), each('seq', '>', seq)]),
      ]),
    )
    .limit(1)
    .executeTakeFirst()
  return later !== undefined
}

/** A withdrawn signature, or a knock that did not happen: the door shows what the other entries make of it. Or a door that is not there. */
async function withdraw(
  placing: Placing,
  { entry: { ref } }: Change,
  target: Target | undefined,
): Promise<void> {
  if (target?.kind === 'door') return removeAddedDoor(placing, ref)
  if (target?.kind === 'sign') await withdrawSignature(placing.trx, placing.context.petition, ref)
  if (target?.door) await markDoorAgain(placing, target.door)
}

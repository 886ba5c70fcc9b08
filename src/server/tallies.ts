/**
 * Keeps the tally table in step with the signatures, in the transaction that
 * changes them (T1). The figures come from the domain's own fold over the
 * signatures of the streets concerned, so the table can't disagree with it.
 */
import { Standing, tallyOf } from '#domain/tally.ts'
import { inPortions } from './store/in-chunks.ts'
import type { Trx } from './store/open-store.ts'

/** `null` stands for signatures gathered away from any street, the online notice included. */
export async function refreshTallies(
  trx: Trx,
  petition: string,
  streets: Iterable<string | null>,
): Promise<void> {
  for (const street of new Set(streets)) {
    const rows = await trx
      .selectFrom('signatures')
      .select(({ fn }) => ['collector', 'standing', fn.countAll().as('signatures')])
      .where('petition', '=', petition)
      .where('street', street === null ? 'is' : '=', street)
      .groupBy(['collector', 'standing'])
      .execute()
    const tallies = new Map<string, TallyRow>()
    for (const { collector, standing, signatures } of rows) {
      const tally = tallies.get(collector ?? '') ?? emptyRow(petition, street, collector)
      const { received, counted, alsoElsewhere } = tallyOf([{ standing: Standing.parse(standing) }])
      tally.received += received * Number(signatures)
      tally.counted += counted * Number(signatures)
      tally.alsoElsewhere += alsoElsewhere * Number(signatures)
      tallies.set(collector ?? '', tally)
    }
    await trx
      .deleteFrom('tallies')
      .where('petition', '=', petition)
      .where('street', '=', street ?? '')
      .execute()
    if (tallies.size > 0)
      await trx
        .insertInto('tallies')
        .values([...tallies.values()])
        .execute()
  }
}

/** For signatures that are new and wait: costs nothing of what is there already. */
export async function addReceived(
  trx: Trx,
  petition: string,
  fresh: readonly { readonly street: string | null; readonly collector: string | null }[],
): Promise<void> {
  const tallies = new Map<string, TallyRow>()
  for (const { street, collector } of fresh) {
    const key = JSON.stringify([street, collector])
    const tally = tallies.get(key) ?? emptyRow(petition, street, collector)
    tally.received += 1
    tallies.set(key, tally)
  }
  for (const portion of inPortions([...tallies.values()])) {
    await trx
      .insertInto('tallies')
      .values(portion)
      .onConflict((conflict) =>
        conflict.columns(['petition', 'street', 'collector']).doUpdateSet(({ eb, ref }) => ({
          received: eb('tallies.received', '+', ref('excluded.received')),
        })),
      )
      .execute()
  }
}

type TallyRow = ReturnType<typeof emptyRow>

const emptyRow = (petition: string, street: string | null, collector: string | null) => ({
  petition,
  street: street ?? '',
  collector: collector ?? '',
  received: 0,
  counted: 0,
  alsoElsewhere: 0,
})

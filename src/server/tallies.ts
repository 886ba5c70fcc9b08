/**
 * Keeps the tally table in step with the signatures, in the transaction that
 * changes them (T1). The figures come from the domain's own fold over the
 * signatures of the streets concerned, so the table can't disagree with it.
 */
import { Standing, tallyOf } from '#domain/tally.ts'
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
      .select(['collector', 'standing'])
      .where('petition', '=', petition)
      .where('street', street === null ? 'is' : '=', street)
      .execute()
    const byCollector = new Map<string, { standing: Standing }[]>()
    for (const { collector, standing } of rows) {
      const facts = byCollector.get(collector ?? '') ?? []
      facts.push({ standing: Standing.parse(standing) })
      byCollector.set(collector ?? '', facts)
    }
    await trx
      .deleteFrom('tallies')
      .where('petition', '=', petition)
      .where('street', '=', street ?? '')
      .execute()
    const tallies = [...byCollector].map(([collector, facts]) => {
      const { received, counted, alsoElsewhere } = tallyOf(facts)
      return { petition, street: street ?? '', collector, received, counted, alsoElsewhere }
    })
    if (tallies.length > 0) await trx.insertInto('tallies').values(tallies).execute()
  }
}

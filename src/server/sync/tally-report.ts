import { StreetId } from '#domain/ids.ts'
import type { TallyReport } from '#wire/tally-report.ts'
import type { Caller } from '../caller.ts'
import type { Trx } from '../store/open-store.ts'

/** The caller's own tallies. Both reads are of one transaction, so `asOf` is the number the figures belong to. */
export async function tallyReport(trx: Trx, { petition, member }: Caller): Promise<TallyReport> {
  const { head } = await trx
    .selectFrom('petitions')
    .select('head')
    .where('id', '=', petition)
    .executeTakeFirstOrThrow()
  const rows = await trx
    .selectFrom('tallies')
    .select(['street', 'received', 'counted', 'alsoElsewhere'])
    .where('petition', '=', petition)
    .where('collector', '=', member)
    .execute()
  return {
    asOf: head,
    streets: rows.map(({ street, ...counts }) => ({
      ...counts,
      street: street === '' ? null : StreetId.parse(street),
    })),
  }
}

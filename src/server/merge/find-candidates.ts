/** Whom newcomers are compared with: signatures that share a keyed blocking hash, so a batch costs its own size. */
import { sql } from 'kysely'
import { inChunks } from '../store/in-chunks.ts'
import type { Trx } from '../store/open-store.ts'

/** A name that is sent a thousand times is compared with so many of its namesakes, the oldest first. */
const MAX_PER_KEY = 30
const KEYS_PER_QUERY = 100

/** For each newcomer, the ids of signatures on the roll, to decide, or in the newcomer's own batch. */
export async function findCandidates(
  trx: Trx,
  petition: string,
  batch: string,
  newcomers: readonly string[],
): Promise<Map<string, Set<string>>> {
  const newcomersByKey = new Map<string, string[]>()
  for (const chunk of inChunks(newcomers)) {
    const shared = await trx
      .selectFrom('blocking')
      .select(['keyHash', 'signature'])
      .where('petition', '=', petition)
      .where('signature', 'in', chunk)
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom('blocking as other')
            .select('other.signature')
            .where('other.petition', '=', petition)
            .whereRef('other.keyHash', '=', 'blocking.keyHash')
            .whereRef('other.signature', '!=', 'blocking.signature'),
        ),
      )
      .execute()
    for (const { keyHash, signature } of shared) {
      newcomersByKey.set(keyHash, [...(newcomersByKey.get(keyHash) ?? []), signature])
    }
  }

  const candidates = new Map<string, Set<string>>()
  for (const keys of inChunks([...newcomersByKey.keys()], KEYS_PER_QUERY)) {
    for (const { keyHash, signature } of await holdersOf(trx, petition, batch, keys)) {
      for (const newcomer of newcomersByKey.get(keyHash) ?? []) {
        if (newcomer === signature) continue
        const found = candidates.get(newcomer) ?? new Set()
        candidates.set(newcomer, found.add(signature))
      }
    }
  }
  return candidates
}

type Holder = { keyHash: string; signature: string }

/** One small look-up for each key, many in one statement: no key costs more than its share. */
async function holdersOf(
  trx: Trx,
  petition: string,
  batch: string,
  keys: readonly string[],
): Promise<Holder[]> {
  const lookups = keys.map(
    (key) => sql`select * from (
      select "blocking"."keyHash", "blocking"."signature" from "blocking"
      inner join "signatures" on "signatures"."petition" = "blocking"."petition" and "signatures"."id" = "blocking"."signature"
      where "blocking"."petition" = ${petition} and "blocking"."keyHash" = ${key}
        and ("signatures"."standing" in ('counted', 'also-elsewhere', 'to-decide')
          or ("signatures"."batch" = ${batch} and "signatures"."standing" = 'waiting'))
      order by "blocking"."signature" limit ${sql.lit(MAX_PER_KEY)}) as "held"`,
  )
  const { rows } = await sql<Holder>`${sql.join(lookups, sql` union all `)}`.execute(trx)
  return rows
}

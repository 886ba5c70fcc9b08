import type { Kysely } from 'kysely'
import { seesWholePetition } from '#domain/permission.ts'
import type { Caller } from '../caller.ts'
import { Refusal } from '../refusal.ts'
import type { Database } from '../store/schema.ts'

/** The streets that are there, as far as the caller may see: all, or those given to the caller. In the organiser's order. */
export async function streetsInReach(db: Kysely<Database>, { petition, member, role }: Caller) {
  let query = db
    .selectFrom('streets')
    .select(['id', 'name', 'postcode', 'position'])
    .where('petition', '=', petition)
    .where('deletedAt', 'is', null)
  if (!seesWholePetition(role)) {
    query = query.where('id', 'in', (given) =>
      given
        .selectFrom('assignments')
        .select('street')
        .where('petition', '=', petition)
        .where('member', '=', member),
    )
  }
  return query.orderBy('position').orderBy('id').execute()
}

/** Refuses with `not-found` what is not there and what is out of reach alike: the difference is nobody's business. */
export async function streetInReach(db: Kysely<Database>, caller: Caller, street: string) {
  const found = (await streetsInReach(db, caller)).find(({ id }) => id === street)
  if (found === undefined) throw new Refusal('not-found')
  return found
}

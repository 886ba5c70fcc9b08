import { Role, seesWholePetition } from '#domain/permission.ts'
import type { Caller } from '../caller.ts'
import { Refusal } from '../refusal.ts'
import type { Trx } from '../store/open-store.ts'

/** A member who has access still and whom the caller may see: anybody, or who shares a street with a captain. */
export async function liveMember(trx: Trx, caller: Caller, id: string): Promise<{ role: Role }> {
  const { petition } = caller
  const member = await trx
    .selectFrom('members')
    .select('role')
    .where('petition', '=', petition)
    .where('id', '=', id)
    .where('revokedAt', 'is', null)
    .executeTakeFirst()
  if (member === undefined) throw new Refusal('not-found')
  if (!seesWholePetition(caller.role) && id !== caller.member) {
    const shared = await trx
      .selectFrom('assignments')
      .select('street')
      .where('petition', '=', petition)
      .where('member', '=', id)
      .where('street', 'in', (own) =>
        own
          .selectFrom('assignments')
          .select('street')
          .where('petition', '=', petition)
          .where('member', '=', caller.member),
      )
      .limit(1)
      .executeTakeFirst()
    if (shared === undefined) throw new Refusal('not-found')
  }
  return { role: Role.parse(member.role) }
}

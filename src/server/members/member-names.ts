import type { Caller } from '../caller.ts'
import { openName } from '../keys/personal-box.ts'
import { currentKeys } from '../keys/petition-keys.ts'
import type { Server } from '../server.ts'

/** The names of everybody who has or had a part in the petition, by member. */
export async function memberNames(server: Server, petition: string): Promise<Map<string, string>> {
  const keys = await currentKeys(server, petition)
  const rows = await server.store.db
    .selectFrom('members')
    .select(['id', 'nameSealed'])
    .where('petition', '=', petition)
    .execute()
  return new Map(rows.map(({ id, nameSealed }) => [id, openName(keys, id, nameSealed)]))
}

export async function ownName(server: Server, { petition, member }: Caller): Promise<string> {
  const name = (await memberNames(server, petition)).get(member)
  if (name === undefined) throw new Error('a caller is a member')
  return name
}

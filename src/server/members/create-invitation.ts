import { joinCodeFrom } from '#domain/join-code.ts'
import type { Role } from '#domain/permission.ts'
import { PetitionSettings } from '#domain/petition.ts'
import { instantOf } from '#domain/zoned-time.ts'
import { newId } from '../new-id.ts'
import type { Server } from '../server.ts'
import type { Trx } from '../store/open-store.ts'
import { codeHash } from './code-hash.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const ORGANISER_MS = 7 * DAY_MS
const LEAST_MS = 14 * DAY_MS
/** A phone, a tablet, and the storage of its own that an iPhone gives to an app on its Home Screen. */
const BROWSERS = 6

/** The code is in no other place than the reply: the database keeps its hash. */
export async function createInvitation(
  server: Server,
  trx: Trx,
  { petition, member, role }: { petition: string; member: string; role: Role },
): Promise<{ code: string; expiresAt: number }> {
  const code = joinCodeFrom(server.randomBytes(5))
  const now = server.now()
  const expiresAt =
    role === 'organiser'
      ? now + ORGANISER_MS
      : Math.max(now + LEAST_MS, (await returnByOf(trx, petition)) ?? 0)
  await trx
    .insertInto('invitations')
    .values({
      petition,
      id: newId(server),
      member,
      codeHash: codeHash(server, code),
      remaining: role === 'organiser' ? 1 : BROWSERS,
      createdAt: now,
      expiresAt,
      takenBackAt: null,
    })
    .execute()
  return { code, expiresAt }
}

async function returnByOf(trx: Trx, petition: string): Promise<number | undefined> {
  const { settings } = await trx
    .selectFrom('petitions')
    .select('settings')
    .where('id', '=', petition)
    .executeTakeFirstOrThrow()
  if (settings === null) return undefined
  const { returnBy, timeZone } = PetitionSettings.parse(JSON.parse(settings))
  return instantOf(returnBy, timeZone).getTime()
}

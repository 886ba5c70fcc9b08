/**
 * A session is one browser's access to one petition: an opaque token in an
 * HttpOnly, SameSite=Strict cookie whose path is the petition's, so that one
 * browser can hold several petitions and sends each only its own. The database
 * holds the token's hash.
 */
import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { toBase64url } from '#domain/base64url.ts'
import { DeviceId, MemberId, PetitionId } from '#domain/ids.ts'
import { Role } from '#domain/permission.ts'
import { API_PREFIX } from '#wire/endpoint.ts'
import { writeAudit } from './audit.ts'
import type { Caller } from './caller.ts'
import type { Server } from './server.ts'
import type { Trx } from './store/open-store.ts'

const COOKIE = 'pp_session'
const SESSION_MS = 180 * 24 * 60 * 60 * 1000
/** "Last seen" is written no more often than this, so that reading costs no write. */
const SEEN_EVERY_MS = 60 * 1000

export async function startSession(
  server: Server,
  trx: Trx,
  petition: PetitionId,
  device: DeviceId,
): Promise<string> {
  const token = toBase64url(server.randomBytes(32))
  const now = server.now()
  await trx
    .insertInto('sessions')
    .values({
      petition,
      tokenHash: tokenHashOf(token),
      device,
      createdAt: now,
      expiresAt: now + SESSION_MS,
      endedAt: null,
    })
    .execute()
  return token
}

export function setSessionCookie(c: Context, server: Server, petition: PetitionId, token: string): void {
  setCookie(c, COOKIE, token, {
    path: `${API_PREFIX}/petitions/${petition}`,
    httpOnly: true,
    sameSite: 'Strict',
    secure: server.publicUrl.startsWith('https:'),
    maxAge: SESSION_MS / 1000,
  })
}

/** The caller, or undefined when there is no live session for this petition in the request. */
export async function callerOf(c: Context, server: Server, petition: string): Promise<Caller | undefined> {
  const token = getCookie(c, COOKIE)
  if (token === undefined) return undefined
  const now = server.now()
  const row = await server.store.db
    .selectFrom('sessions')
    .innerJoin('devices', (join) =>
      join.onRef('devices.petition', '=', 'sessions.petition').onRef('devices.id', '=', 'sessions.device'),
    )
    .innerJoin('members', (join) =>
      join.onRef('members.petition', '=', 'devices.petition').onRef('members.id', '=', 'devices.member'),
    )
    .select(['members.id as member', 'members.role', 'devices.id as device', 'devices.lastSeenAt'])
    .where('sessions.petition', '=', petition)
    .where('sessions.tokenHash', '=', tokenHashOf(token))
    .where('sessions.endedAt', 'is', null)
    .where('sessions.expiresAt', '>', now)
    .where('devices.revokedAt', 'is', null)
    .where('members.revokedAt', 'is', null)
    .executeTakeFirst()
  if (row === undefined) return undefined

  if (row.lastSeenAt === null || row.lastSeenAt < now - SEEN_EVERY_MS) {
    await server.store.db
      .updateTable('devices')
      .set({ lastSeenAt: now })
      .where('petition', '=', petition)
      .where('id', '=', row.device)
      .execute()
  }
  return {
    petition: PetitionId.parse(petition),
    member: MemberId.parse(row.member),
    role: Role.parse(row.role),
    device: DeviceId.parse(row.device),
  }
}

/** Ends the session, and the device with it: who leaves means it, and the device's key opens no new one. */
export async function endSession(
  c: Context,
  server: Server,
  { petition, member, device }: Caller,
): Promise<void> {
  const now = server.now()
  await server.store.transact(async (trx) => {
    await trx
      .updateTable('sessions')
      .set({ endedAt: now })
      .where('petition', '=', petition)
      .where('device', '=', device)
      .where('endedAt', 'is', null)
      .execute()
    await trx
      .updateTable('devices')
      .set({ revokedAt: now })
      .where('petition', '=', petition)
      .where('id', '=', device)
      .execute()
    await writeAudit(trx, now, { petition, member }, { action: 'device-revoked', subject: device })
  })
  deleteCookie(c, COOKIE, { path: `${API_PREFIX}/petitions/${petition}` })
}

const tokenHashOf = (token: string) => createHash('sha256').update(token).digest('base64url')

import { fromBase64url } from '#domain/base64url.ts'
import { associatedDataOf, entryHash } from '#domain/canonical.ts'
import { Entry } from '#domain/entry.ts'
import { Personal } from '#domain/personal.ts'
import { petitionKeys } from '../keys/petition-keys.ts'
import { openSealed } from '../receive/open-entry.ts'
import type { Server } from '../server.ts'

export type OpenedRefused = {
  readonly entry: Entry
  /** Absent for what has none: a knock, a withdrawal, a door. */
  readonly personal: Personal | undefined
  readonly member: string
}

/**
 * What a refused entry is, where it is one at all: whole, of this petition, and
 * sealed by the device that it names. Undefined otherwise, and nobody can say
 * what it was.
 */
export async function openRefused(
  server: Server,
  petition: string,
  raw: unknown,
): Promise<OpenedRefused | undefined> {
  const parsed = Entry.safeParse(raw)
  if (!parsed.success || parsed.data.petition !== petition) return undefined
  const entry = parsed.data
  const { nonce, sealed, hash, ...clear } = entry
  const associatedData = associatedDataOf(clear)
  if (hash !== (await entryHash(associatedData, fromBase64url(nonce), fromBase64url(sealed))))
    return undefined
  const device = await server.store.db
    .selectFrom('devices')
    .select(['publicKey', 'member'])
    .where('petition', '=', petition)
    .where('id', '=', entry.device)
    .executeTakeFirst()
  const keys = await petitionKeys(server, petition, entry.keyId)
  if (device === undefined || keys === undefined) return undefined
  try {
    const key = await server.runKey(keys, device.publicKey, entry)
    const content = openSealed(key, associatedData, fromBase64url(nonce), fromBase64url(sealed))
    const personal = Personal.safeParse(content)
    return { entry, personal: personal.success ? personal.data : undefined, member: device.member }
  } catch {
    return undefined
  }
}

/** A signature with its personal part; a correction of one that is here. */
export function canTakeIn(opened: OpenedRefused | undefined): boolean {
  if (opened === undefined) return false
  const { entry, personal } = opened
  return (
    entry.kind === 'withdraw' || ((entry.kind === 'sign' || entry.kind === 'amend') && personal !== undefined)
  )
}

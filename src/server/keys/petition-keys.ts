/**
 * A petition's keys: an HPKE key pair that phones seal to, a data key for
 * personal columns, and a look-up key for hashes. They rest in the database,
 * wrapped by the master key, and by the recovery code once there is one.
 */
import { createHmac, createPublicKey, generateKeyPairSync, hkdfSync } from 'node:crypto'
import { toBase64url } from '#domain/base64url.ts'
import type { KeyId, PetitionId } from '#domain/ids.ts'
import { KeyId as KeyIdSchema } from '#domain/ids.ts'
import type { Server } from '../server.ts'
import type { Trx } from '../store/open-store.ts'
import { openBox, sealBox } from './box.ts'

export type PetitionKeys = {
  readonly id: KeyId
  readonly publicKey: string
  /** JSON web key of the HPKE private key. */
  readonly privateKey: string
  readonly dataKey: Uint8Array
  readonly lookupKey: Uint8Array
}

export async function createPetitionKeys(
  server: Server,
  trx: Trx,
  petition: PetitionId,
  id: KeyId,
): Promise<PetitionKeys> {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const privateKey = JSON.stringify(pair.privateKey.export({ format: 'jwk' }))
  const publicKey = rawPublicKeyOf(createPublicKey(pair.privateKey).export({ format: 'jwk' }))
  const keys = {
    id,
    publicKey,
    privateKey,
    dataKey: server.randomBytes(32),
    lookupKey: server.randomBytes(32),
  }
  await trx
    .insertInto('petitionKeys')
    .values({
      petition,
      publicKey,
      ...wrapKeys(server, petition, keys),
      id,
      kitSealed: null,
      kitTestedAt: null,
      createdAt: server.now(),
    })
    .execute()
  return keys
}

/**
 * The petition's keys by their id, or the newest. Unwrapped keys are kept in
 * memory: they are needed at every push, and whoever reads this process's
 * memory has the master key too.
 */
export async function petitionKeys(
  server: Server,
  petition: string,
  id?: string,
): Promise<PetitionKeys | undefined> {
  const held = cacheOf(server)
  if (id !== undefined) {
    const known = held.get(`${petition}/${id}`)
    if (known !== undefined) return known
  }
  let query = server.store.db.selectFrom('petitionKeys').selectAll().where('petition', '=', petition)
  query = id === undefined ? query.orderBy('createdAt', 'desc').limit(1) : query.where('id', '=', id)
  const row = await query.executeTakeFirst()
  if (row === undefined) return undefined
  const newest = held.get(`${petition}/${row.id}`)
  if (newest !== undefined) return newest

  const keys = { ...unwrapKeys(server.masterKey, row), publicKey: row.publicKey }
  held.set(`${petition}/${row.id}`, keys)
  return keys
}

/** The newest first. */
export async function allPetitionKeys(server: Server, petition: string): Promise<PetitionKeys[]> {
  const rows = await server.store.db
    .selectFrom('petitionKeys')
    .select('id')
    .where('petition', '=', petition)
    .orderBy('createdAt', 'desc')
    .execute()
  const keys: PetitionKeys[] = []
  for (const { id } of rows) {
    const each = await petitionKeys(server, petition, id)
    if (each !== undefined) keys.push(each)
  }
  return keys
}

/** The newest keys; throws when the petition has none, which no petition may. */
export async function currentKeys(server: Server, petition: string): Promise<PetitionKeys> {
  const keys = await petitionKeys(server, petition)
  if (keys === undefined) throw new Error('a petition always has keys')
  return keys
}

/** A keyed hash for looking up what is not to be read from the database: names, codes, blocking keys (P2). */
export function lookupHash(keys: Pick<PetitionKeys, 'lookupKey'>, purpose: string, text: string): string {
  return createHmac('sha256', keys.lookupKey).update(`${purpose}\0${text}`).digest('base64url')
}

/** A key made from the master key for one purpose, for what belongs to no petition yet, such as a typed code. */
export function masterKeyFor(server: Server, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', server.masterKey, '', `petition-pack/${purpose}`, 32))
}

/** The secret ones, as they rest in the database. */
type WrappedKeys = {
  readonly id: string
  readonly privateKeySealed: string
  readonly dataKeySealed: string
  readonly lookupKeySealed: string
}

export function wrapKeys(
  { masterKey, randomBytes }: Pick<Server, 'masterKey' | 'randomBytes'>,
  petition: string,
  { id, privateKey, dataKey, lookupKey }: Omit<PetitionKeys, 'publicKey'>,
): WrappedKeys {
  const wrap = (column: string, text: string) =>
    sealBox(masterKey, wrapPurpose(petition, id, column), text, randomBytes(12))
  return {
    id,
    privateKeySealed: wrap('private', privateKey),
    dataKeySealed: wrap('data', toBase64url(dataKey)),
    lookupKeySealed: wrap('lookup', toBase64url(lookupKey)),
  }
}

/** Throws when the master key is another. */
export function unwrapKeys(
  masterKey: Uint8Array,
  { petition, id, ...wrapped }: WrappedKeys & { readonly petition: string },
): Omit<PetitionKeys, 'publicKey'> {
  const unwrap = (column: string, box: string) => openBox(masterKey, wrapPurpose(petition, id, column), box)
  return {
    id: KeyIdSchema.parse(id),
    privateKey: unwrap('private', wrapped.privateKeySealed),
    dataKey: Buffer.from(unwrap('data', wrapped.dataKeySealed), 'base64url'),
    lookupKey: Buffer.from(unwrap('lookup', wrapped.lookupKeySealed), 'base64url'),
  }
}

const wrapPurpose = (petition: string, id: string, column: string) => `key/${petition}/${id}/${column}`

const caches = new WeakMap<Server, Map<string, PetitionKeys>>()

function cacheOf(server: Server): Map<string, PetitionKeys> {
  const cache = caches.get(server) ?? new Map<string, PetitionKeys>()
  caches.set(server, cache)
  return cache
}

function rawPublicKeyOf(jwk: { x?: string; y?: string }): string {
  const point = Buffer.concat([
    Buffer.from([4]),
    Buffer.from(jwk.x ?? '', 'base64url'),
    Buffer.from(jwk.y ?? '', 'base64url'),
  ])
  return point.toString('base64url')
}

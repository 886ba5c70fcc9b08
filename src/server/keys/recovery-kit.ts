/**
 * The recovery kit: a code on paper that unwraps a petition's keys when the
 * master key is lost. 160 random bits in base 32, so no slow hash is needed.
 */
import { hkdfSync } from 'node:crypto'
import * as z from 'zod/mini'
import { fromBase64url, toBase64url } from '#domain/base64url.ts'
import { KeyId } from '#domain/ids.ts'
import { openBox, sealBox } from './box.ts'
import type { PetitionKeys } from './petition-keys.ts'

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
export const KIT_BYTES = 20

/** 20 bytes as 32 characters in groups of four. */
export function kitCodeFrom(bytes: Uint8Array): string {
  let bits = 0n
  for (const byte of bytes.subarray(0, KIT_BYTES)) bits = (bits << 8n) | BigInt(byte)
  let code = ''
  for (let i = 0; i < 32; i += 1) {
    code = ALPHABET.charAt(Number(bits & 31n)) + code
    bits >>= 5n
  }
  return (code.match(/.{4}/g) ?? []).join('-')
}

export function sealKit(petition: string, code: string, keys: PetitionKeys, nonce: Uint8Array): string {
  const content = JSON.stringify({
    id: keys.id,
    privateKey: keys.privateKey,
    dataKey: toBase64url(keys.dataKey),
    lookupKey: toBase64url(keys.lookupKey),
  })
  return sealBox(kitKey(petition, code), `kit/${petition}`, content, nonce)
}

const KitContent = z.object({
  id: KeyId,
  privateKey: z.string(),
  dataKey: z.base64url(),
  lookupKey: z.base64url(),
})

/** The secret keys inside the kit, or undefined when the code is not the kit's. */
export function openKit(
  petition: string,
  code: string,
  kitSealed: string,
): Omit<PetitionKeys, 'publicKey'> | undefined {
  try {
    const content = openBox(kitKey(petition, code), `kit/${petition}`, kitSealed)
    const { id, privateKey, dataKey, lookupKey } = KitContent.parse(JSON.parse(content))
    return { id, privateKey, dataKey: fromBase64url(dataKey), lookupKey: fromBase64url(lookupKey) }
  } catch {
    return undefined
  }
}

const kitKey = (petition: string, code: string) =>
  new Uint8Array(hkdfSync('sha256', normalised(code), petition, 'petition-pack/recovery-kit/1', 32))

const normalised = (code: string) =>
  code.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')

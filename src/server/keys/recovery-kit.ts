/**
 * The recovery kit: a code on paper that unwraps a petition's keys when the
 * master key is lost. 160 random bits in base 32, so no slow hash is needed.
 */
import { hkdfSync } from 'node:crypto'
import { toBase64url } from '#domain/base64url.ts'
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

/** The private key inside the kit, or undefined when the code is not the kit's. */
export function openKit(
  petition: string,
  code: string,
  kitSealed: string,
): { privateKey: string } | undefined {
  try {
    const content = JSON.parse(openBox(kitKey(petition, code), `kit/${petition}`, kitSealed)) as {
      privateKey: string
    }
    return { privateKey: content.privateKey }
  } catch {
    return undefined
  }
}

const kitKey = (petition: string, code: string) =>
  new Uint8Array(hkdfSync('sha256', normalised(code), petition, 'petition-pack/recovery-kit/1', 32))

const normalised = (code: string) =>
  code.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')

import { toBase64url } from './base64url.ts'
import type { Sha256 } from './ids.ts'

/** SHA-256 (FIPS 180-4) of the bytes, in base64url. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Sha256> {
  return toBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))) as Sha256
}

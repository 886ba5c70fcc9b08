/** Opens what a phone sealed: AES-256-GCM, then raw deflate, then JSON. */
import { createDecipheriv } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'

const TAG_BYTES = 16
/** Larger than any personal part that its schema accepts; stops a small blob from growing without end. */
const MAX_PLAIN_BYTES = 64 * 1024

/** The content, or undefined for an empty one. Throws when it was not sealed with this key over this data. */
export function openSealed(
  key: Uint8Array,
  associatedData: Uint8Array,
  nonce: Uint8Array,
  sealed: Uint8Array,
): unknown {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce)
  decipher.setAAD(associatedData)
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
  const packed = Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()])
  if (packed.length === 0) return undefined
  return JSON.parse(inflateRawSync(packed, { maxOutputLength: MAX_PLAIN_BYTES }).toString('utf8'))
}

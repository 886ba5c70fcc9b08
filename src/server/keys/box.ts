/**
 * AES-256-GCM for what rests in the database: personal columns under the
 * petition's data key, petition keys under the master key. The purpose is
 * authenticated, so a value can't be moved to another row or column.
 */
import { createCipheriv, createDecipheriv } from 'node:crypto'

const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Layout, base64url: nonce (12 bytes), ciphertext, tag (16 bytes). */
export function sealBox(key: Uint8Array, purpose: string, text: string, nonce: Uint8Array): string {
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(purpose))
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64url')
}

/** Throws when the key, the purpose or a bit differs. */
export function openBox(key: Uint8Array, purpose: string, box: string): string {
  const bytes = Buffer.from(box, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES))
  decipher.setAAD(Buffer.from(purpose))
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
  const body = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES))
  return Buffer.concat([body, decipher.final()]).toString('utf8')
}

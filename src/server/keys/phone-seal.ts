/**
 * Seals as a phone does (HPKE in auth mode, RFC 9180, then AES-256-GCM), for
 * what has to be opened for real: the test entry of a recovery kit, and the
 * phones of the demo.
 */
import { createCipheriv } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import { CipherSuite, DhkemP256HkdfSha256, ExportOnly, HkdfSha256 } from '@hpke/core'
import { fromBase64url, toBase64url } from '#domain/base64url.ts'
import { ENTRY_KEY_LABEL, runInfo } from '#domain/canonical.ts'
import type { ClearPart } from '#domain/entry.ts'

const suite = new CipherSuite({
  kem: new DhkemP256HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new ExportOnly(),
})

export type PhoneKeys = {
  readonly pair: Awaited<ReturnType<typeof suite.kem.generateKeyPair>>
  readonly publicKey: string
}

export type PhoneRun = {
  readonly enc: string
  /** An empty content seals nothing: the tag still vouches for the associated data. */
  seal(content: unknown, associatedData: Uint8Array, nonce: Uint8Array): Uint8Array<ArrayBuffer>
}

export async function createPhoneKeys(): Promise<PhoneKeys> {
  const pair = await suite.kem.generateKeyPair()
  const publicKey = new Uint8Array(await suite.kem.serializePublicKey(pair.publicKey))
  return { pair, publicKey: toBase64url(publicKey) }
}

export async function startPhoneRun(
  run: Pick<ClearPart, 'petition' | 'device' | 'run' | 'keyId'>,
  petitionPublicKey: string,
  phone: PhoneKeys,
): Promise<PhoneRun> {
  const sender = await suite.createSenderContext({
    recipientPublicKey: await suite.kem.deserializePublicKey(fromBase64url(petitionPublicKey)),
    senderKey: phone.pair,
    info: runInfo(run),
  })
  const key = new Uint8Array(await sender.export(ENTRY_KEY_LABEL, 32))
  return {
    enc: toBase64url(new Uint8Array(sender.enc)),
    seal(content, associatedData, nonce) {
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      cipher.setAAD(associatedData)
      const plain = content === undefined ? Buffer.alloc(0) : deflateRawSync(JSON.stringify(content))
      return new Uint8Array(Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]))
    },
  }
}

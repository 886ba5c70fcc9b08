/**
 * Sealing in the browser: HPKE in auth mode (RFC 9180, DHKEM(P-256,
 * HKDF-SHA256)) agrees one key per run; each entry is then AES-256-GCM under
 * it. The run's key is imported for encryption only, can't be exported, and
 * its raw bytes are wiped.
 */
import { CipherSuite, DhkemP256HkdfSha256, ExportOnly, HkdfSha256 } from '@hpke/core'
import { fromBase64url, toBase64url } from '#domain/base64url.ts'
import { ENTRY_KEY_LABEL, runInfo } from '#domain/canonical.ts'
import type { Dice, RunSeal, RunTarget, Seal } from './ports.ts'

export function createHpkeSeal(dice: Pick<Dice, 'bytes'>): Seal {
  const suite = new CipherSuite({
    kem: new DhkemP256HkdfSha256(),
    kdf: new HkdfSha256(),
    aead: new ExportOnly(),
  })

  return {
    async createDeviceKeys() {
      const keys = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, [
        'deriveBits',
      ])
      const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', keys.publicKey))
      return { keys, publicKey: toBase64url(publicKey) }
    },

    async startRun(target: RunTarget): Promise<RunSeal> {
      const sender = await suite.createSenderContext({
        recipientPublicKey: await suite.kem.deserializePublicKey(fromBase64url(target.publicKey)),
        senderKey: target.deviceKeys,
        info: runInfo(target),
      })
      const secret = new Uint8Array(await sender.export(ENTRY_KEY_LABEL, 32))
      const key = await crypto.subtle.importKey('raw', secret, 'AES-GCM', false, ['encrypt'])
      secret.fill(0)
      return {
        enc: toBase64url(new Uint8Array(sender.enc)),
        async seal(content, associatedData) {
          const nonce = dice.bytes(12)
          const plain = content === undefined ? new Uint8Array() : await deflateRaw(JSON.stringify(content))
          const sealed = await crypto.subtle.encrypt(
            { name: 'AES-GCM', iv: nonce, additionalData: associatedData },
            key,
            plain,
          )
          return { nonce, sealed: new Uint8Array(sealed) }
        },
      }
    },
  }
}

async function deflateRaw(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const { readable, writable } = new CompressionStream('deflate-raw')
  // Not through a Blob: making one asks the browser's main process, which takes longer than all the rest.
  const writer = writable.getWriter()
  const written = writer.write(new TextEncoder().encode(text)).then(() => writer.close())
  const [packed] = await Promise.all([new Response(readable).arrayBuffer(), written])
  return new Uint8Array(packed)
}

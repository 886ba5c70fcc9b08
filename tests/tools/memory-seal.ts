/**
 * A seal that a seed can repeat: the real layout and the real AES-256-GCM, but
 * the run's key comes from hashes instead of an elliptic curve, at once and from
 * the given dice. Anybody could open it, so it is for simulations only. It keeps
 * to the same contract as the real pair (`seal-contract.ts`).
 */
import { createCipheriv, createHash } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import * as z from 'zod/mini'
import type { DeviceKeys, Dice, RunTarget, Seal } from '#device/ports.ts'
import { fromBase64url, toBase64url } from '#domain/base64url.ts'
import { runInfo } from '#domain/canonical.ts'
import type { RunKey, RunOfKeys } from '#server/receive/run-keys.ts'

export function createMemorySeal(dice: Pick<Dice, 'bytes'>): Seal {
  return {
    async createDeviceKeys() {
      const secret = toBase64url(dice.bytes(32))
      return { keys: keyPairOf(secret), publicKey: publicKeyOf(secret) }
    },

    async startRun(target: RunTarget) {
      const enc = toBase64url(pointOf(dice.bytes(64)))
      const key = keyOf(target.publicKey, publicKeyOf(secretOf(target.deviceKeys)), { ...target, enc })
      return {
        enc,
        async seal(content, associatedData) {
          const nonce = dice.bytes(12)
          const cipher = createCipheriv('aes-256-gcm', key, nonce)
          cipher.setAAD(associatedData)
          const plain = content === undefined ? Buffer.alloc(0) : deflateRawSync(JSON.stringify(content))
          const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
          return { nonce, sealed: new Uint8Array(sealed) }
        },
      }
    },
  }
}

/** The server's side of it. A petition's own keys may be real ones. */
export const memoryRunKey: RunKey = async ({ privateKey }, devicePublicKey, run) => {
  if (pointIn(devicePublicKey) === undefined || pointIn(run.enc) === undefined) throw new Error('not a key')
  const { x, y } = PublicPart.parse(JSON.parse(privateKey))
  const publicKey = toBase64url(pointOf(Buffer.concat([fromBase64url(x), fromBase64url(y)])))
  return keyOf(publicKey, devicePublicKey, run)
}

const PublicPart = z.object({ x: z.string(), y: z.string() })

const keyOf = (publicKey: string, devicePublicKey: string, run: RunOfKeys): Uint8Array =>
  createHash('sha256').update(`${publicKey}/${devicePublicKey}/${run.enc}/`).update(runInfo(run)).digest()

/** The secret is in the name, so that keys survive whatever copies them. */
const keyPairOf = (secret: string): DeviceKeys => ({
  privateKey: {
    type: 'private',
    algorithm: { name: `memory/${secret}` },
    extractable: false,
    usages: ['deriveBits'],
  },
  publicKey: { type: 'public', algorithm: { name: 'memory' }, extractable: true, usages: [] },
})

const secretOf = ({ privateKey }: DeviceKeys): string => privateKey.algorithm.name.replace('memory/', '')

const publicKeyOf = (secret: string): string =>
  toBase64url(pointOf(createHash('sha512').update(secret).digest()))

/** In the form of an uncompressed P-256 point. */
const pointOf = (bytes: Uint8Array): Uint8Array => Uint8Array.of(4, ...bytes)

function pointIn(text: string): Uint8Array | undefined {
  const bytes = fromBase64url(text)
  return bytes.length === 65 && bytes[0] === 4 ? bytes : undefined
}

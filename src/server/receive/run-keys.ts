/**
 * The AES key of each run, agreed once by HPKE in auth mode (RFC 9180) and
 * kept: a key agreement costs a hundred times what opening an entry does.
 */
import { CipherSuite, DhkemP256HkdfSha256, ExportOnly, HkdfSha256 } from '@hpke/core'
import { fromBase64url } from '#domain/base64url.ts'
import { ENTRY_KEY_LABEL, runInfo } from '#domain/canonical.ts'
import type { ClearPart } from '#domain/entry.ts'
import type { PetitionKeys } from '../keys/petition-keys.ts'

export type RunOfKeys = Pick<ClearPart, 'petition' | 'device' | 'run' | 'keyId' | 'enc'>

const suite = new CipherSuite({
  kem: new DhkemP256HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new ExportOnly(),
})
const MAX_HELD = 5000

const held = new Map<string, Uint8Array>()

/** Rejects when `enc` is no key or was not made with this device's private key. */
export type RunKey = (
  keys: Pick<PetitionKeys, 'id' | 'privateKey'>,
  devicePublicKey: string,
  run: RunOfKeys,
) => Promise<Uint8Array>

export const runKey: RunKey = async (keys, devicePublicKey, run) => {
  const name = JSON.stringify([keys.id, devicePublicKey, run.petition, run.device, run.run, run.enc])
  const known = held.get(name)
  if (known !== undefined) return known

  const recipient = await suite.createRecipientContext({
    recipientKey: await suite.kem.importKey('jwk', JSON.parse(keys.privateKey), false),
    senderPublicKey: await suite.kem.deserializePublicKey(fromBase64url(devicePublicKey)),
    enc: fromBase64url(run.enc),
    info: runInfo(run),
  })
  const key = new Uint8Array(await recipient.export(ENTRY_KEY_LABEL, 32))
  if (held.size >= MAX_HELD) held.clear()
  held.set(name, key)
  return key
}

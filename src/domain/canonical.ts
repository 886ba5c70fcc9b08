import type { ClearPart } from './entry.ts'
import type { Sha256 } from './ids.ts'
import { sha256 } from './sha256.ts'

/**
 * The associated data of an entry: a JSON array, in UTF-8, of a label and every
 * clear field in this order, `null` where a field is absent. Ids, hashes, enums
 * and instants hold no character that JSON could write in two ways, so there
 * is one encoding only.
 */
export function associatedDataOf(clear: ClearPart): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(
    JSON.stringify([
      'petition-pack/entry',
      clear.v,
      clear.id,
      clear.petition,
      clear.device,
      clear.run,
      clear.seq,
      clear.kind,
      clear.street ?? null,
      clear.door ?? null,
      clear.outcome ?? null,
      clear.method ?? null,
      clear.wording ?? null,
      clear.ref ?? null,
      clear.madeAt,
      clear.keyId,
      clear.enc,
    ]),
  )
}

/** What an entry's hash is over: the length of the associated data (4 bytes, big-endian), that data, the nonce, and `sealed`. */
export function hashedBytes(
  associatedData: Uint8Array,
  nonce: Uint8Array,
  sealed: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4 + associatedData.length + nonce.length + sealed.length)
  new DataView(bytes.buffer).setUint32(0, associatedData.length)
  bytes.set(associatedData, 4)
  bytes.set(nonce, 4 + associatedData.length)
  bytes.set(sealed, 4 + associatedData.length + nonce.length)
  return bytes
}

export const entryHash = (
  associatedData: Uint8Array,
  nonce: Uint8Array,
  sealed: Uint8Array,
): Promise<Sha256> => sha256(hashedBytes(associatedData, nonce, sealed))

/** What a run's key agreement is bound to (the HPKE `info`), so that it serves this run of this device only. */
export function runInfo(
  run: Pick<ClearPart, 'petition' | 'device' | 'run' | 'keyId'>,
): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(
    JSON.stringify(['petition-pack/run', 1, run.petition, run.device, run.run, run.keyId]),
  )
}

/** The label under which a run's AES-256 key is exported from its HPKE context (RFC 9180 section 5.3). */
export const ENTRY_KEY_LABEL = new TextEncoder().encode('petition-pack/entry-key/1')

/** The associated data of a key probe: a sealed nothing, by which a phone learns that the server can open it. */
export function probeData(
  probe: Pick<ClearPart, 'petition' | 'device' | 'run' | 'keyId' | 'enc'>,
): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(
    JSON.stringify([
      'petition-pack/probe',
      1,
      probe.petition,
      probe.device,
      probe.run,
      probe.keyId,
      probe.enc,
    ]),
  )
}

/** The associated data by which a device shows that it still holds its key, to the server's challenge. */
export function renewalData(
  proof: Pick<ClearPart, 'petition' | 'device' | 'run' | 'keyId' | 'enc'>,
  challenge: string,
): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(
    JSON.stringify([
      'petition-pack/renewal',
      1,
      proof.petition,
      proof.device,
      proof.run,
      proof.keyId,
      proof.enc,
      challenge,
    ]),
  )
}

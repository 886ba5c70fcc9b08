import { type PetitionKeys, unwrapKeys } from '../keys/petition-keys.ts'
import { openKit } from '../keys/recovery-kit.ts'
import type { BackedUpKey } from './backup-manifest.ts'

export type SecretKeys = Omit<PetitionKeys, 'publicKey'>
export type OpenedKey = {
  readonly petition: string
  readonly keys: SecretKeys
  readonly kitSealed: string | null
}

/** By a master key if one is at hand, else by the code of the petition's kit. */
export function openBackedUpKeys(
  backedUp: readonly BackedUpKey[],
  masterKeys: readonly Uint8Array[],
  kitCodes: readonly string[],
): { readonly opened: OpenedKey[]; readonly locked: BackedUpKey[] } {
  const opened: OpenedKey[] = []
  const locked: BackedUpKey[] = []
  for (const key of backedUp) {
    const keys = byMasterKey(key, masterKeys) ?? byKit(key, kitCodes)
    if (keys === undefined) locked.push(key)
    else opened.push({ petition: key.petition, keys, kitSealed: key.kitSealed })
  }
  return { opened, locked }
}

function byMasterKey(key: BackedUpKey, masterKeys: readonly Uint8Array[]): SecretKeys | undefined {
  for (const masterKey of masterKeys) {
    try {
      return unwrapKeys(masterKey, key)
    } catch {
      // Another machine's.
    }
  }
  return undefined
}

function byKit({ petition, id, kitSealed }: BackedUpKey, codes: readonly string[]): SecretKeys | undefined {
  if (kitSealed === null) return undefined
  const kits = codes.flatMap((code) => openKit(petition, code, kitSealed) ?? [])
  return kits.find((kit) => kit.id === id)
}

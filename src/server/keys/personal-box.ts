import { Personal } from '#domain/personal.ts'
import { openBox, sealBox } from './box.ts'
import type { PetitionKeys } from './petition-keys.ts'

/** The personal part of a signature as it rests in the database. Contact consent is kept apart. */
export function sealPersonal(
  keys: PetitionKeys,
  signature: string,
  personal: Omit<Personal, 'contact'>,
  nonce: Uint8Array,
): string {
  return sealBox(keys.dataKey, `signature/${signature}`, JSON.stringify(personal), nonce)
}

export function openPersonal(keys: PetitionKeys, signature: string, box: string): Personal {
  return Personal.parse(JSON.parse(openBox(keys.dataKey, `signature/${signature}`, box)))
}

export const sealName = (keys: PetitionKeys, member: string, name: string, nonce: Uint8Array): string =>
  sealBox(keys.dataKey, `member/${member}`, name, nonce)

export const openName = (keys: PetitionKeys, member: string, box: string): string =>
  openBox(keys.dataKey, `member/${member}`, box)

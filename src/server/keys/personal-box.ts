import * as z from 'zod/mini'
import { Email, Personal } from '#domain/personal.ts'
import { openBox, sealBox } from './box.ts'
import type { PetitionKeys } from './petition-keys.ts'

/** The personal part of a signature as it rests in the database. Contact consent is kept apart. */
const StoredPersonal = z.extend(z.omit(Personal, { contact: true }), {
  /** From an online notice, for matching only. */
  email: z.optional(Email),
})
export type StoredPersonal = z.infer<typeof StoredPersonal>

export function sealPersonal(
  keys: PetitionKeys,
  signature: string,
  personal: StoredPersonal,
  nonce: Uint8Array,
): string {
  return sealBox(keys.dataKey, `signature/${signature}`, JSON.stringify(personal), nonce)
}

export function openPersonal(keys: PetitionKeys, signature: string, box: string): StoredPersonal {
  return StoredPersonal.parse(JSON.parse(openBox(keys.dataKey, `signature/${signature}`, box)))
}

export const sealName = (keys: PetitionKeys, member: string, name: string, nonce: Uint8Array): string =>
  sealBox(keys.dataKey, `member/${member}`, name, nonce)

export const openName = (keys: PetitionKeys, member: string, box: string): string =>
  openBox(keys.dataKey, `member/${member}`, box)

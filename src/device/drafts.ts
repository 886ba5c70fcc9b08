/**
 * A half-typed form, kept so that a crash, a call or an update costs nothing.
 * It is encrypted under a key kept on this phone: not a safe against whoever
 * holds the phone, but no plain text for whoever copies its disk. One draft at
 * a time is all that a thief could read, and a save erases it.
 */
import type { PhoneDatabase } from './database.ts'
import type { Dice } from './ports.ts'

const DRAFT_KEY = 'draft-key'

export async function keepDraft(db: PhoneDatabase, dice: Dice, id: string, form: unknown): Promise<void> {
  const key = await draftKey(db)
  const nonce = dice.bytes(12)
  const plain = new TextEncoder().encode(JSON.stringify(form))
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, key, plain))
  await db.transaction('rw', db.drafts, async () => {
    await db.drafts.clear()
    await db.drafts.put({ id, nonce, sealed })
  })
}

/** The form as it was kept, unparsed, or undefined. */
export async function readDraft(db: PhoneDatabase, id: string): Promise<unknown> {
  const draft = await db.drafts.get(id)
  if (draft === undefined) return undefined
  try {
    const plain = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: new Uint8Array(draft.nonce) },
      await draftKey(db),
      new Uint8Array(draft.sealed),
    )
    return JSON.parse(new TextDecoder().decode(plain))
  } catch {
    return undefined
  }
}

export const forgetDraft = (db: PhoneDatabase, id: string): Promise<void> => db.drafts.delete(id)

async function draftKey(db: PhoneDatabase): Promise<CryptoKey> {
  const known = await db.settings.get(DRAFT_KEY)
  if (known !== undefined) return known.value as CryptoKey
  // Made before the transaction, which would end while it waits; of two tabs the first one's key stays.
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ])
  return db.transaction('rw', db.settings, async () => {
    const kept = await db.settings.get(DRAFT_KEY)
    if (kept !== undefined) return kept.value as CryptoKey
    await db.settings.add({ key: DRAFT_KEY, value: made })
    return made
  })
}

/**
 * By when somebody wants to be back, kept so that the app can ask then. The
 * number of the person who waits for them is encrypted under a key of this one
 * plan: the row goes with the walk, and with it the key. Nothing is sent.
 */
import type { PetitionId } from '#domain/ids.ts'
import type { PhoneDatabase } from './database.ts'
import type { Dice } from './ports.ts'

export type WalkPlan = {
  /** Milliseconds since 1970. */
  readonly backAt: number
  readonly buddy?: SealedNumber
}

type SealedNumber = {
  readonly key: CryptoKey
  readonly nonce: Uint8Array<ArrayBuffer>
  readonly sealed: ArrayBuffer
}

/** Nobody is still to be asked so long after; and a number that nobody needs goes. */
const OVER_AFTER_MS = 12 * 60 * 60 * 1000

/** Undefined when there is none, or when it is long over. */
export async function readWalkPlan(
  db: PhoneDatabase,
  petition: PetitionId,
  now: Date,
): Promise<WalkPlan | undefined> {
  const value: unknown = (await db.settings.get(walkPlanKey(petition)))?.value
  return isPlan(value) && !isOver(value, now) ? value : undefined
}

export async function keepWalkPlan(
  db: PhoneDatabase,
  dice: Dice,
  petition: PetitionId,
  { backAt, number }: { backAt: number; number: string | undefined },
): Promise<void> {
  const buddy = number === undefined ? undefined : await sealNumber(dice, number)
  const plan: WalkPlan = { backAt, ...(buddy && { buddy }) }
  await db.settings.put({ key: walkPlanKey(petition), value: plan })
}

/** The number stays as it is. */
export const putOffWalkPlan = (db: PhoneDatabase, petition: PetitionId, backAt: number): Promise<void> =>
  db.transaction('rw', db.settings, async () => {
    const key = walkPlanKey(petition)
    const value: unknown = (await db.settings.get(key))?.value
    if (isPlan(value)) await db.settings.put({ key, value: { ...value, backAt } })
  })

export const forgetWalkPlan = (db: PhoneDatabase, petition: PetitionId): Promise<void> =>
  db.settings.delete(walkPlanKey(petition))

/** At a start, long after the walk: nobody said that they are back, and nobody asks any more. */
export async function forgetOverWalkPlan(db: PhoneDatabase, petition: PetitionId, now: Date): Promise<void> {
  const value: unknown = (await db.settings.get(walkPlanKey(petition)))?.value
  if (value !== undefined && (!isPlan(value) || isOver(value, now))) await forgetWalkPlan(db, petition)
}

/** Undefined when there is none, or when it can't be read any more. */
export async function buddyNumberOf({ buddy }: WalkPlan): Promise<string | undefined> {
  if (buddy === undefined) return undefined
  const { key, nonce, sealed } = buddy
  try {
    return new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: nonce }, key, sealed))
  } catch {
    return undefined
  }
}

export const walkPlanKey = (petition: PetitionId) => `walk-plan/${petition}`

async function sealNumber(dice: Dice, number: string): Promise<SealedNumber> {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
  const nonce = dice.bytes(12)
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv: nonce },
    key,
    new TextEncoder().encode(number),
  )
  return { key, nonce, sealed }
}

const isOver = ({ backAt }: WalkPlan, now: Date) => now.getTime() > backAt + OVER_AFTER_MS

const isPlan = (value: unknown): value is WalkPlan =>
  typeof value === 'object' && value !== null && 'backAt' in value && typeof value.backAt === 'number'

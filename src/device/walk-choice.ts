/** How a volunteer likes to walk a street. Kept, because phones close the tab in one's pocket. */
import * as z from 'zod/mini'
import type { StreetId } from '#domain/ids.ts'
import { WalkOrder } from '#domain/walk-order.ts'
import type { PhoneDatabase } from './database.ts'

export const WalkSide = z.enum(['both', 'odd', 'even'])
export type WalkSide = z.infer<typeof WalkSide>

const WalkChoice = z.object({ order: WalkOrder, side: WalkSide })
export type WalkChoice = z.infer<typeof WalkChoice>

const usual: WalkChoice = { order: 'up-and-back', side: 'both' }

export async function readWalkChoice(db: PhoneDatabase, street: StreetId): Promise<WalkChoice> {
  const kept = WalkChoice.safeParse((await db.settings.get(keyOf(street)))?.value)
  return kept.success ? kept.data : usual
}

export async function keepWalkChoice(db: PhoneDatabase, street: StreetId, choice: WalkChoice): Promise<void> {
  await db.settings.put({ key: keyOf(street), value: choice })
}

const keyOf = (street: StreetId) => `walk/${street}`

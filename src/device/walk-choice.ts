/** How a volunteer likes to walk a street. Kept, because phones close the tab in one's pocket. */
import * as z from 'zod/mini'
import { DoorId, type StreetId } from '#domain/ids.ts'
import { WalkOrder } from '#domain/walk-order.ts'
import type { PhoneDatabase } from './database.ts'

export const WalkSide = z.enum(['both', 'odd', 'even'])
export type WalkSide = z.infer<typeof WalkSide>

export const ChosenOrder = z.enum([...WalkOrder.options, 'by-hand'])
export type ChosenOrder = z.infer<typeof ChosenOrder>

const WalkChoice = z.object({
  order: ChosenOrder,
  side: WalkSide,
  isFromEnd: z.optional(z.boolean()),
  /** The doors of the street as the volunteer put them; kept while another order is walked. */
  byHand: z.optional(z.array(DoorId)),
  /** When the second pass began: what was tried before is to be tried again. Absent in the first. */
  secondPass: z.optional(z.number()),
})
export type WalkChoice = z.infer<typeof WalkChoice>

const usual: WalkChoice = { order: 'up-and-back', side: 'both' }

export async function readWalkChoice(db: PhoneDatabase, street: StreetId): Promise<WalkChoice> {
  const kept = WalkChoice.safeParse((await db.settings.get(walkChoiceKey(street)))?.value)
  return kept.success ? kept.data : usual
}

export async function keepWalkChoice(db: PhoneDatabase, street: StreetId, choice: WalkChoice): Promise<void> {
  await db.settings.put({ key: walkChoiceKey(street), value: choice })
}

export const walkChoiceKey = (street: StreetId) => `walk/${street}`

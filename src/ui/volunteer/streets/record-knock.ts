import { keepCallBack, readCallBack } from '#device/call-backs.ts'
import type { DoorRow } from '#device/database.ts'
import type { Gathering, Phone } from '#device/phone.ts'
import type { Outcome, StickerRule } from '#domain/outcome.ts'
import type { KnockedDoor } from '../last-step.ts'

/** Resolves when the knock is durable (J1). `from`: when they may be called on again, where that was said. `stickers`: what one means in this petition. */
export async function recordKnock(
  { db }: Phone,
  gathering: Gathering,
  door: DoorRow,
  outcome: Outcome,
  { from, stickers }: { from?: number | undefined; stickers?: StickerRule | undefined } = {},
): Promise<KnockedDoor> {
  const { petition } = gathering.membership
  const [knocked, callBack] = await Promise.all([
    gathering.knock(door, outcome, { stickers }),
    readCallBack(db, petition, door.id).catch(() => undefined),
  ])
  // The knock is safe: a time that could not be kept must not make it look lost.
  if (from !== callBack) await keepCallBack(db, petition, door.id, from).catch(() => undefined)
  return { door, knocked, callBack }
}

import { keepCallBack } from '#device/call-backs.ts'
import type { DoorRow } from '#device/database.ts'
import type { Gathering, Phone } from '#device/phone.ts'
import type { Outcome } from '#domain/outcome.ts'
import type { KnockedDoor } from '../last-step.ts'

/** Resolves when the knock is durable (J1). `from`: when they may be called on again, where that was said. */
export async function recordKnock(
  { db }: Phone,
  gathering: Gathering,
  door: DoorRow,
  outcome: Outcome,
  from?: number,
): Promise<KnockedDoor> {
  const { petition } = gathering.membership
  const knocked = await gathering.knock(door, outcome)
  // The knock is safe: a time that could not be kept must not make it look lost.
  const callBack = await keepCallBack(db, petition, door.id, from).catch(() => undefined)
  return { door, knocked, callBack }
}

/** Which door a draft belongs to. The id is in clear on the phone, so it names no person. */
import type { PhoneDatabase } from '#device/database.ts'
import { DoorId, type PetitionId, StreetId } from '#domain/ids.ts'

export type DoorPlace = { readonly street: StreetId; readonly door: DoorId }

export const draftIdOf = (petition: PetitionId, { street, door }: DoorPlace) =>
  `sign/${petition}/${street}/${door}`

/** The door where a signature was begun in this petition and not finished, if any. */
export async function findDraft(db: PhoneDatabase, petition: PetitionId): Promise<DoorPlace | undefined> {
  const prefix = `sign/${petition}/`
  const draft = await db.drafts.where('id').startsWith(prefix).first()
  const [street, door] = draft?.id.slice(prefix.length).split('/') ?? []
  const place = { street: StreetId.safeParse(street), door: DoorId.safeParse(door) }
  return place.street.success && place.door.success
    ? { street: place.street.data, door: place.door.data }
    : undefined
}

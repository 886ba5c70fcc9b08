import type { DeviceId, MemberId, PetitionId } from '#domain/ids.ts'
import type { Role } from '#domain/permission.ts'

/** Who is asking, as the session cookie proves it. */
export type Caller = {
  readonly petition: PetitionId
  readonly member: MemberId
  readonly role: Role
  readonly device: DeviceId
}

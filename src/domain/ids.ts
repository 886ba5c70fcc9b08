/** Every id is a UUID made where the thing is made; brands keep one kind from being passed for another. */
import * as z from 'zod/mini'

const id = <Name extends string>() => z.uuid().brand<Name>()

export const PetitionId = id<'PetitionId'>()
export type PetitionId = z.infer<typeof PetitionId>

/** A volunteer, captain or organiser of one petition. */
export const MemberId = id<'MemberId'>()
export type MemberId = z.infer<typeof MemberId>

/** One browser of one member. */
export const DeviceId = id<'DeviceId'>()
export type DeviceId = z.infer<typeof DeviceId>

/** One start of the app in one tab. */
export const RunId = id<'RunId'>()
export type RunId = z.infer<typeof RunId>

/** UUIDv7. The id of a `sign` entry is also the id of the signature. */
export const EntryId = id<'EntryId'>()
export type EntryId = z.infer<typeof EntryId>

export const StreetId = id<'StreetId'>()
export type StreetId = z.infer<typeof StreetId>

export const DoorId = id<'DoorId'>()
export type DoorId = z.infer<typeof DoorId>

export const BatchId = id<'BatchId'>()
export type BatchId = z.infer<typeof BatchId>

/** A person on the roll, after merging. */
export const SignatoryId = id<'SignatoryId'>()
export type SignatoryId = z.infer<typeof SignatoryId>

/** A petition's key pair; entries name the one they are sealed to. */
export const KeyId = id<'KeyId'>()
export type KeyId = z.infer<typeof KeyId>

/** SHA-256 in base64url: 43 characters. */
export const Sha256 = z.base64url().check(z.length(43)).brand<'Sha256'>()
export type Sha256 = z.infer<typeof Sha256>

/** An instant with three decimals in UTC, so that the order of the strings is the order in time. */
export const Instant = z.iso.datetime({ precision: 3 })
export type Instant = z.infer<typeof Instant>

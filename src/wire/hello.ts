/** The first word of every pass: is this our server, and what does it know? */
import * as z from 'zod/mini'
import { DeviceId, Instant, KeyId, PetitionId, RunId } from '#domain/ids.ts'
import { PetitionState } from '#domain/petition-state.ts'

/** 16 random bytes from the phone. A captive portal can't echo them (S2). */
export const Nonce = z.base64url().check(z.length(22))

/** `GET …/hello?n=NONCE` */
export const HelloReply = z.object({
  nonce: Nonce,
  wire: z.object({ oldest: z.int(), newest: z.int() }),
  serverTime: Instant,
  /** Changes when the server was restored from a backup (S9). */
  epoch: z.string(),
  /** Everything up to here is in the server's own verified backup (J3). */
  durableMark: z.int(),
  state: PetitionState,
  /** The key that new runs seal to. */
  keyId: KeyId,
  publicKey: z.base64url().check(z.length(87)),
})
export type HelloReply = z.infer<typeof HelloReply>

/** A sealed nothing: a phone can't open what it seals, so the server has to prove that it can. */
export const Probe = z.strictObject({
  petition: PetitionId,
  device: DeviceId,
  run: RunId,
  keyId: KeyId,
  enc: z.base64url().check(z.length(87)),
  nonce: z.base64url().check(z.length(16)),
  sealed: z.base64url().check(z.length(22)),
})
export type Probe = z.infer<typeof Probe>

export const ProbeReply = z.object({ opened: z.boolean() })

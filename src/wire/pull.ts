/** A pull brings a phone its streets, their doors, the wordings, and its own tallies, in commit order (S5). */
import * as z from 'zod/mini'
import { Door, DoorLabel, Street } from '#domain/door.ts'
import { doorRules } from '#domain/door-rules.ts'
import { DoorId, StreetId } from '#domain/ids.ts'
import { Connection } from '#domain/personal.ts'
import { PetitionState } from '#domain/petition-state.ts'
import { ProfileId } from '#domain/profile-id.ts'
import { Translation } from '#domain/translation.ts'
import { Wording } from '#domain/wording.ts'
import { Nonce } from './hello.ts'
import { TallyReport } from './tally-report.ts'
import { Recording } from './translations.ts'

/** What a phone needs of the petition to gather names. */
export const PetitionOnPhone = z.object({
  state: PetitionState,
  title: z.string(),
  profile: ProfileId,
  connections: z.array(Connection).check(z.minLength(1)),
  timeZone: z.string(),
  returnBy: z.string(),
  recipientDeadline: z.string(),
  controllerName: z.string(),
  contact: z.string(),
  retainUntil: z.string(),
  ...doorRules,
  /** Newest last; the newest is the one to sign. */
  wordings: z.array(z.object(Wording.shape)),
  /** Of the newest, for whoever would rather read it in their language: approved ones only. Absent: an older server. */
  translations: z.optional(z.array(Translation)),
  /** Of the newest and its translations. */
  recordings: z.optional(z.array(Recording)),
})
export type PetitionOnPhone = z.infer<typeof PetitionOnPhone>

/** `GET …/pull?n=NONCE&v=VERSION&cursor=CURSOR`; without a cursor everything in scope comes. */
export const PullReply = z.object({
  version: z.int(),
  nonce: Nonce,
  epoch: z.string(),
  /** Forget the streets and doors of before: the scope, or the epoch, has changed. */
  reset: z.boolean(),
  petition: PetitionOnPhone,
  streets: z.array(z.object({ ...Street.shape, position: z.int() })),
  doors: z.array(z.object({ ...Door.shape, label: z.object(DoorLabel.shape) })),
  goneStreets: z.array(StreetId),
  goneDoors: z.array(DoorId),
  /** Of those that are gone, the ones that somebody else had added too: they are another door's second name. */
  sameDoors: z._default(z.array(z.object({ id: DoorId, door: DoorId })), []),
  /** Opaque: epoch, commit number and scope version. */
  cursor: z.string(),
  /** Ask again at once: there is more. */
  more: z.boolean(),
  tallies: TallyReport,
})
export type PullReply = z.infer<typeof PullReply>

import * as z from 'zod/mini'
import { Street } from '#domain/door.ts'
import { Instant, MemberId } from '#domain/ids.ts'
import { Role } from '#domain/permission.ts'
import { Tally } from '#domain/tally.ts'
import { endpoint } from './endpoint.ts'

const BoardStreet = z.strictObject({
  ...Street.shape,
  doors: z.int(),
  /** Done, or not to be knocked at. */
  doorsDone: z.int(),
  tally: Tally,
  /** Those who have the street, and those who gathered there before. */
  members: z.array(
    z.strictObject({
      member: MemberId,
      name: z.string(),
      role: Role,
      hasIt: z.boolean(),
      tally: Tally,
      lastHeardAt: z.nullable(Instant),
    }),
  ),
})

export const Board = z.strictObject({
  streets: z.array(BoardStreet),
  /** Gathered away from any street; organisers only, else zero. */
  elsewhere: Tally,
  online: Tally,
  /** Equals the counted of the streets, elsewhere and online together. Organisers only, else null. */
  roll: z.nullable(z.int()),
})
export type Board = z.infer<typeof Board>
export type BoardStreet = z.infer<typeof BoardStreet>

export const readBoard = endpoint({
  method: 'GET',
  path: '/petitions/:petition/board',
  summary: 'Streets with their three numbers, doors done and left, and who has them',
  may: 'board:read',
  reply: Board,
})

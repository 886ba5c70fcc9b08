/**
 * Who may do what to a petition. The server refuses whatever this table does
 * not allow; the screens only mirror it. A captain's permissions, and a
 * volunteer's, reach no further than the streets given to them.
 */
import * as z from 'zod/mini'

export const Role = z.enum(['volunteer', 'captain', 'organiser'])
export type Role = z.infer<typeof Role>

export const permissions = {
  /** Own session, ready check, push and pull: own streets, nobody's names. */
  collect: ['volunteer', 'captain', 'organiser'],
  'board:read': ['captain', 'organiser'],
  'street:assign': ['captain', 'organiser'],
  'petition:read': ['captain', 'organiser'],
  'petition:change': ['organiser'],
  'street:change': ['organiser'],
  'member:read': ['captain', 'organiser'],
  'member:invite': ['captain', 'organiser'],
  'member:revoke': ['organiser'],
  /** Names and addresses of a street: its captain, and organisers. */
  'signature:read': ['captain', 'organiser'],
  'batch:read': ['organiser'],
  'batch:decide': ['organiser'],
  import: ['organiser'],
  'match:decide': ['organiser'],
  'roll:read': ['organiser'],
  'roll:export': ['organiser'],
  'audit:read': ['organiser'],
} as const satisfies Record<string, readonly Role[]>

export type Permission = keyof typeof permissions

export const isAllowed = (role: Role, permission: Permission): boolean =>
  (permissions[permission] as readonly Role[]).includes(role)

/** Whether a role sees the whole petition or only the streets assigned to it. */
export const seesWholePetition = (role: Role): boolean => role === 'organiser'

import type { Membership } from '#device/ports.ts'
import type { Role } from '#domain/permission.ts'

/** Where each role begins its day. */
export function homeOf({ petition, role }: Pick<Membership, 'petition' | 'role'>): string {
  return `/p/${petition}${suffixes[role]}`
}

const suffixes: Record<Role, string> = { volunteer: '', captain: '/captain', organiser: '/organiser' }

/**
 * The way in for sealed entries without a session: from a phone whose access
 * was taken back, or from a backup file. Each entry proves its own device
 * (HPKE in auth mode), so nobody can hand in what that phone did not seal (S8).
 */
import * as z from 'zod/mini'
import { DeviceId, Instant, PetitionId } from '#domain/ids.ts'
import { Receipt } from '#domain/receipt.ts'
import { endpoint } from './endpoint.ts'
import { Nonce } from './hello.ts'
import { PushedEntries } from './push.ts'

/** What the share sheet gives away: clear parts, sealed parts, no name. */
export const BackupFile = z.object({
  format: z.literal('petition-pack/backup'),
  version: z.int(),
  petition: PetitionId,
  madeAt: Instant,
  entries: z.array(z.unknown()).check(z.maxLength(100_000)),
})
export type BackupFile = z.infer<typeof BackupFile>

export const BACKUP_FILE_VERSION = 1
/** Share sheets take few kinds of file, by the end of the name; a text is one of them. */
export const BACKUP_FILE_SUFFIX = '.pack.txt'

/** Entries of a revoked device are deferred until a person has looked; those of a live one are taken in as by a push. */
export const salvage = endpoint({
  method: 'POST',
  path: '/petitions/:petition/salvage',
  summary: 'Hand in sealed entries of a phone whose access has ended; an organiser looks at them',
  may: 'anyone',
  body: z.strictObject({ nonce: Nonce, device: DeviceId, entries: PushedEntries }),
  reply: z.object({ nonce: Nonce, receipts: z.array(Receipt) }),
})

/** Of any of the petition's devices; what had been sent already has no second effect (S1). */
export const importBackupFile = endpoint({
  method: 'POST',
  path: '/petitions/:petition/backup-files',
  summary: 'Take in entries from a backup file; one receipt for each',
  may: 'import',
  body: z.strictObject({ entries: PushedEntries }),
  reply: z.object({
    receipts: z.array(Receipt),
    /** How many were not here yet. */
    taken: z.int(),
    batchCodes: z.array(z.string()),
  }),
})

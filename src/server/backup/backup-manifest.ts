/**
 * The second file of a backup, beside the copy: what the copy must be, and the
 * petitions' keys. Nothing in it opens without the code of a recovery kit or
 * the master key, and without it nothing personal in the copy opens at all.
 */
import { readFile } from 'node:fs/promises'
import * as z from 'zod/mini'

const Key = z.strictObject({
  petition: z.string(),
  id: z.string(),
  /** Wrapped by the master key. */
  privateKeySealed: z.string(),
  dataKeySealed: z.string(),
  lookupKeySealed: z.string(),
  /** Wrapped by the code of the recovery kit; null where there was none yet. */
  kitSealed: z.nullable(z.string()),
})
export type BackedUpKey = z.infer<typeof Key>

export const BackupManifest = z.strictObject({
  format: z.literal(1),
  madeAt: z.iso.datetime(),
  verifiedAt: z.iso.datetime(),
  /** Of the copy. */
  bytes: z.int(),
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  sameDisk: z.boolean(),
  /** The life of the database. Numbers of another life can't be compared. */
  epoch: z.string(),
  /** Commit number by petition: phones may have let go of what came before the one in the second newest backup. */
  heads: z.record(z.string(), z.int()),
  entries: z.int(),
  signatures: z.int(),
  keys: z.array(Key),
})
export type BackupManifest = z.infer<typeof BackupManifest>

/** `…/petition-pack-….db` has its keys in `…/petition-pack-….keys.json`. */
export const manifestFileOf = (file: string): string => `${file.replace(/\.db$/, '')}.keys.json`

/** Undefined when there is none, or none that can be read. */
export async function readManifest(file: string): Promise<BackupManifest | undefined> {
  try {
    return BackupManifest.parse(JSON.parse(await readFile(manifestFileOf(file), 'utf8')))
  } catch {
    return undefined
  }
}

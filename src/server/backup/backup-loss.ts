/**
 * What is in no phone and not in this backup either. Phones let go of what the
 * second newest backup covers, so the newest and the one before it lack nothing.
 * An older one may.
 */
import { dirname, resolve } from 'node:path'
import * as z from 'zod/mini'
import { openCopiedFile, quoted } from '../store/copied-file.ts'
import type { BackupManifest } from './backup-manifest.ts'
import { type ListedBackup, listBackups } from './list-backups.ts'

export type Loss =
  | { readonly kind: 'none' }
  | { readonly kind: 'known'; readonly entries: number; readonly newer: number }
  /** Newer ones are there but can't be compared. */
  | { readonly kind: 'unknown'; readonly newer: number }
  /** It is old, away from where the server keeps its copies, and newer ones may lie elsewhere. */
  | { readonly kind: 'alone' }

type Looked = {
  readonly file: string
  readonly manifest: BackupManifest
  /** Where the server keeps its copies. */
  readonly ownDirectory: string
  readonly everyMinutes: number
  readonly now: number
}

const USUAL_MINUTES = 60

export async function lossOf({ file, manifest, ownDirectory, everyMinutes, now }: Looked): Promise<Loss> {
  const own = resolve(ownDirectory)
  const directories = new Set([dirname(resolve(file)), own])
  const listed = (await Promise.all([...directories].map(listBackups))).flat()
  const newer = listed.filter(isWhole).filter((other) => other.manifest.madeAt > manifest.madeAt)
  if (newer.length < 2) {
    // Until two more were due, no phone was told to rely on a newer one.
    const age = now - Date.parse(manifest.madeAt)
    const isRecent = age <= 2 * (everyMinutes || USUAL_MINUTES) * 60_000
    return dirname(resolve(file)) === own || isRecent ? { kind: 'none' } : { kind: 'alone' }
  }
  const [newest, second] = newer.sort((a, b) => (a.manifest.madeAt < b.manifest.madeAt ? 1 : -1))
  const entries =
    newest === undefined || second === undefined
      ? undefined
      : await entriesBetween(manifest, second.manifest, newest).catch(() => undefined)
  if (entries === undefined) return { kind: 'unknown', newer: newer.length }
  return entries === 0 ? { kind: 'none' } : { kind: 'known', entries, newer: newer.length }
}

type Whole = ListedBackup & { readonly manifest: BackupManifest }

const isWhole = (listed: ListedBackup): listed is Whole => listed.isVerified && listed.manifest !== undefined

const Counted = z.object({ count: z.int() })

/** How many came after the one and up to the other, as the newest knows. Undefined when their numbers are of different lives. */
async function entriesBetween(
  from: BackupManifest,
  to: BackupManifest,
  newest: Whole,
): Promise<number | undefined> {
  if (new Set([from.epoch, to.epoch, newest.manifest.epoch]).size > 1) return undefined
  const copy = await openCopiedFile(newest.file)
  try {
    let entries = 0
    for (const [petition, head] of Object.entries(to.heads)) {
      const [counted] = await copy.all(
        Counted,
        `select count(*) as count from entries where petition = ${quoted(petition)}
          and received > ${from.heads[petition] ?? 0} and received <= ${head}`,
      )
      entries += counted?.count ?? 0
    }
    return entries
  } finally {
    copy.close()
  }
}

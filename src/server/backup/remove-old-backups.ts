/**
 * Keeps the newest 48 copies in the server's own directory, and the last of
 * each day for 30 days. Copies that somebody had made elsewhere are theirs, and
 * so are those of a server that is no more.
 */
import { readdir, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Server } from '../server.ts'
import { manifestFileOf } from './backup-manifest.ts'

const NEWEST_KEPT = 48
const DAYS_KEPT = 30
const DAY_MS = 24 * 60 * 60 * 1000
const FAILURES_KEPT = 10
/** A copy that nobody has written to for so long was left by a process that was killed. */
const ABANDONED_MS = 60 * 60 * 1000

export async function removeOldBackups(server: Server): Promise<void> {
  const { db } = server.store
  const directory = resolve(server.backups.directory)
  const rows = await db.selectFrom('backups').selectAll().orderBy('madeAt', 'desc').execute()
  const own = rows.filter(({ path }) => path !== '' && dirname(path) === directory)
  const kept = new Set(keptOf(own, server.now()).map(({ id }) => id))
  const old = own.filter(({ id }) => !kept.has(id))
  for (const { path } of old) {
    await rm(path, { force: true })
    await rm(manifestFileOf(path), { force: true })
  }
  const failures = rows.filter(({ path }) => path === '').slice(FAILURES_KEPT)
  const gone = [...old, ...failures].map(({ id }) => id)
  if (gone.length > 0) await db.deleteFrom('backups').where('id', 'in', gone).execute()
  await removeAbandoned(directory)
}

/** Of copies in the order of making, the newest first. The two newest whole ones hold the mark, so they stay. */
export function keptOf<Copy extends { readonly madeAt: number; readonly verifiedAt: number | null }>(
  copies: readonly Copy[],
  now: number,
): Copy[] {
  const marking = copies.filter(({ verifiedAt }) => verifiedAt !== null).slice(0, 2)
  const days = new Set<number>()
  return copies.filter((copy, place) => {
    const day = Math.floor(copy.madeAt / DAY_MS)
    const isLastOfDay = copy.verifiedAt !== null && !days.has(day)
    if (isLastOfDay) days.add(day)
    const isRecentDay = isLastOfDay && copy.madeAt > now - DAYS_KEPT * DAY_MS
    return place < NEWEST_KEPT || isRecentDay || marking.includes(copy)
  })
}

async function removeAbandoned(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (!/^petition-pack-.*\.part$/.test(name)) continue
    const file = join(directory, name)
    const { mtimeMs } = await stat(file)
    if (mtimeMs < Date.now() - ABANDONED_MS) await rm(file, { force: true })
  }
}

/**
 * Phones let go of what a petition's durable mark covers (J3). The mark stands
 * at the SECOND newest backup that is still there and still whole: so neither
 * the newest nor the one before it, whichever can be restored, lacks anything
 * that phones no longer hold. A mark also goes back, when a copy is gone.
 */
import { stat } from 'node:fs/promises'
import type { Selectable } from 'kysely'
import * as z from 'zod/mini'
import type { Server } from '../server.ts'
import type { Database } from '../store/schema.ts'
import { readManifest } from './backup-manifest.ts'
import { sha256Of } from './durable-file.ts'

const Heads = z.record(z.string(), z.int())

type BackupRow = Selectable<Database['backups']>

export async function moveDurableMarks(server: Server): Promise<void> {
  const second = (await wholeBackups(server, 2))[1]
  const heads = second === undefined ? {} : Heads.parse(JSON.parse(second.heads))
  await server.store.transact(async (trx) => {
    for (const { id } of await trx.selectFrom('petitions').select('id').execute()) {
      await trx
        .updateTable('petitions')
        .set({ durableMark: heads[id] ?? 0 })
        .where('id', '=', id)
        .execute()
    }
  })
}

/** The newest so many that still are what they were when they were verified. One that changed since is marked as damaged. */
async function wholeBackups(server: Server, count: number): Promise<BackupRow[]> {
  const { db } = server.store
  const rows = await db
    .selectFrom('backups')
    .selectAll()
    .where('verifiedAt', 'is not', null)
    .orderBy('madeAt', 'desc')
    .execute()
  const whole: BackupRow[] = []
  for (const row of rows) {
    if (whole.length === count) break
    const state = await stateOf(row)
    if (state === 'whole') whole.push(row)
    if (state === 'damaged') {
      server.log.error('a backup was damaged after it was made')
      await db.updateTable('backups').set({ verifiedAt: null }).where('id', '=', row.id).execute()
    }
  }
  return whole
}

/** A disk that is not plugged in holds no damaged backup, only one that is not there now. */
async function stateOf({ path, bytes, sha256 }: BackupRow): Promise<'whole' | 'gone' | 'damaged'> {
  try {
    if ((await stat(path)).size !== bytes) return 'damaged'
    // Without its keys a copy is nothing.
    if ((await readManifest(path))?.sha256 !== sha256) return 'damaged'
    return (await sha256Of(path)) === sha256 ? 'whole' : 'damaged'
  } catch {
    return 'gone'
  }
}

/** What the server holds, read from its database while it does not run. */
import { randomBytes } from 'node:crypto'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import type { PetitionId } from '#domain/ids.ts'
import { readConfig } from '#server/config.ts'
import { openPersonal } from '#server/keys/personal-box.ts'
import { currentKeys } from '#server/keys/petition-keys.ts'
import type { Server } from '#server/server.ts'
import { openServer } from '#server/start-server.ts'

export type Truth = {
  readonly entries: ReadonlyMap<
    string,
    { readonly kind: string; readonly door: string | null; readonly hash: string; readonly madeAt: string }
  >
  /** Refused or deferred, with the reason. */
  readonly aside: ReadonlyMap<string, string>
  readonly signatures: readonly { readonly id: string; readonly name: string; readonly standing: string }[]
  /** What the tallies say was received. */
  readonly tallied: number
}

export type Place = { readonly dataDir: string; readonly databaseUrl: string | undefined }

export async function readTruth(place: Place, petition: PetitionId): Promise<Truth> {
  return withDatabase(place, async (server) => {
    const { db } = server.store
    const entries = await db.selectFrom('entries').selectAll().where('petition', '=', petition).execute()
    const aside = await db.selectFrom('refused').selectAll().where('petition', '=', petition).execute()
    const signatures = await db
      .selectFrom('signatures')
      .selectAll()
      .where('petition', '=', petition)
      .execute()
    const tallies = await db.selectFrom('tallies').selectAll().where('petition', '=', petition).execute()
    const keys = await currentKeys(server, petition)
    return {
      entries: new Map(entries.map((entry) => [entry.id, entry])),
      aside: new Map(aside.map(({ id, reason }) => [id, reason])),
      signatures: signatures.map(({ id, standing, personalSealed }) => ({
        id,
        standing,
        name: openPersonal(keys, id, personalSealed).name,
      })),
      tallied: tallies.reduce((sum, { received }) => sum + received, 0),
    }
  })
}

/**
 * For a look at the database of a server that does not run, or a change. The embedded one is
 * opened as a copy, because a process that once opened a file holds its lock.
 */
export async function withDatabase<T>(
  { dataDir, databaseUrl }: Place,
  work: (server: Server) => Promise<T>,
  { keepsChanges = false } = {},
): Promise<T> {
  const copy = mkdtempSync(join(tmpdir(), 'petition-pack-truth-'))
  try {
    cpSync(dataDir, copy, { recursive: true })
    const config = readConfig({ DATA_DIR: copy, DATABASE_URL: databaseUrl })
    const server = await openServer(config, {
      now: Date.now,
      randomBytes: (length) => randomBytes(length),
      log: pino({ level: 'silent' }),
    })
    try {
      return await work(server)
    } finally {
      await server.store.close()
      if (keepsChanges) cpSync(copy, dataDir, { recursive: true })
    }
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

/** Where a backup is restored to. What was there before is set aside and never deleted. */
import { existsSync } from 'node:fs'
import { copyFile, link, mkdir, rename, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { sql } from 'kysely'
import { CannotStart } from '../cannot-start.ts'
import type { Config } from '../config.ts'
import type { CopyOptions } from '../store/copy-facts.ts'
import { readCopyFacts } from '../store/copy-facts.ts'
import { copyFileToServer } from '../store/copy-rows.ts'
import { openDatabaseFile } from '../store/database-file.ts'
import { currentSchema, embeddedFile, openStore } from '../store/open-store.ts'
import { DamagedCopy } from '../store/verify-copy.ts'
import { renameDurably, syncDirectory } from './durable-file.ts'

export type RestoreTarget = {
  /** Whether something is there that would have to be set aside. */
  readonly isTaken: boolean
  /** Puts the prepared database in place; says where the one before it is kept now. */
  install(prepared: string, stamp: string, options: CopyOptions): Promise<string | undefined>
}

export async function openRestoreTarget(config: Config): Promise<RestoreTarget> {
  return config.databaseUrl === undefined ? embeddedTarget(config) : serverTarget(config)
}

async function embeddedTarget(config: Config): Promise<RestoreTarget> {
  const file = embeddedFile(config.dataDir)
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 })
  const isThere = existsSync(file)
  return {
    isTaken: isThere && (await holdsPetitions(config)),
    async install(prepared, stamp) {
      const aside = join(dirname(file), `petition-pack.before-restore-${stamp}.db`)
      if (isThere) await setAside(file, aside)
      await renameDurably(prepared, file)
      return isThere ? aside : undefined
    },
  }
}

/** Opening it also shows that no server has it open, and puts what its log holds into the file. */
async function holdsPetitions(config: Config): Promise<boolean> {
  try {
    const store = await openStore(config)
    const isNew = await store.isNew()
    await store.close()
    return !isNew
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    // What can't be read may still be dear to somebody.
    if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return true
    throw error
  }
}

/** It has both names until the new one takes its place, so that at no moment there is none. */
async function setAside(file: string, aside: string): Promise<void> {
  try {
    await link(file, aside)
  } catch {
    // A file system without links.
    await copyFile(file, aside)
  }
  for (const suffix of ['-wal', '-shm']) {
    if (!existsSync(file + suffix)) continue
    await rename(file + suffix, aside + suffix)
  }
  await syncDirectory(dirname(file))
}

async function serverTarget(config: Config): Promise<RestoreTarget> {
  const store = await openStore(config)
  const isTaken = !(await store.isNew())
  await store.close()
  return {
    isTaken,
    async install(prepared, stamp, options) {
      const aside = isTaken ? await renameSchema(config, stamp) : undefined
      const target = await openStore(config)
      const file = await openDatabaseFile(prepared)
      try {
        // A server that started once left its marks there, and nothing else.
        await target.db.deleteFrom('server').execute()
        const facts = await copyFileToServer(file, target.db, options)
        const found = await readCopyFacts(target.db, Object.keys(facts.rows))
        const isWhole = Object.entries(facts.rows).every(([table, rows]) => found.rows[table] === rows)
        if (!isWhole) throw new DamagedCopy('the restored database has more or fewer rows than the backup')
      } finally {
        await file.destroy()
        await target.close()
      }
      await unlink(prepared)
      return aside
    },
  }
}

/** PostgreSQL keeps what was there under another name of its schema. */
async function renameSchema(config: Config, stamp: string): Promise<string> {
  const store = await openStore(config)
  try {
    const name = await currentSchema(store.db)
    const aside = `before_restore_${stamp.toLowerCase().replace(/[^0-9a-z]/g, '_')}`
    await store.transact(async (trx) => {
      await sql`alter schema ${sql.id(name)} rename to ${sql.id(aside)}`.execute(trx)
      await sql`create schema ${sql.id(name)}`.execute(trx)
    })
    return `schema ${aside}`
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code !== '42501') throw error
    throw new CannotStart(
      'This user of the database may not rename its schema, so what is there can not be set aside. Set DATABASE_URL to an empty database.',
    )
  } finally {
    await store.close()
  }
}

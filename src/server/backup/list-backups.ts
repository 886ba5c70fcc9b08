import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type BackupManifest, readManifest } from './backup-manifest.ts'

export type ListedBackup = {
  readonly file: string
  /** Undefined when its second file is missing or can't be read: then it can't be restored either. */
  readonly manifest: BackupManifest | undefined
  /** Whether it was found to be whole when it was made, and has its size still. */
  readonly isVerified: boolean
}

/** What lies in a directory, the newest first. Needs no database, because the one that made them may be lost. */
export async function listBackups(directory: string): Promise<ListedBackup[]> {
  const names = await namesIn(directory)
  const copies = names.filter((name) => /^petition-pack-.*\.db$/.test(name)).sort((a, b) => (a < b ? 1 : -1))
  return Promise.all(
    copies.map(async (name) => {
      const file = join(directory, name)
      const manifest = await readManifest(file)
      return {
        file,
        manifest,
        isVerified: manifest !== undefined && (await stat(file)).size === manifest.bytes,
      }
    }),
  )
}

async function namesIn(directory: string): Promise<string[]> {
  try {
    return await readdir(directory)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

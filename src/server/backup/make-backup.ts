/**
 * One backup, from the copy to the mark. It counts only when it was opened and
 * found to be whole: until then it is called `.part`, and whatever fails on the
 * way removes it.
 */
import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { unwrapKeys } from '../keys/petition-keys.ts'
import type { Server } from '../server.ts'
import type { CopyFacts, CopyProgress } from '../store/copy-facts.ts'
import { DamagedCopy, verifyCopy } from '../store/verify-copy.ts'
import { epochOf } from '../sync/epoch.ts'
import { BackupManifest, manifestFileOf } from './backup-manifest.ts'
import { isSameDisk } from './backup-plan.ts'
import { renameDurably, sha256Of, writeNewFile } from './durable-file.ts'
import { moveDurableMarks } from './move-durable-marks.ts'

export type BackupProgress = CopyProgress | { readonly step: 'check' }

export type BackupOptions = {
  /** Another directory than the server's own. */
  readonly directory?: string | undefined
  readonly signal?: AbortSignal | undefined
  readonly progress?: ((progress: BackupProgress) => void) | undefined
}

export type MadeBackup = { readonly file: string; readonly manifest: BackupManifest }

export async function makeBackup(server: Server, options: BackupOptions = {}): Promise<MadeBackup> {
  const { signal, progress } = options
  const directory = resolve(options.directory ?? server.backups.directory)
  const madeAt = await timeOfNext(server)
  const file = join(directory, backupName(madeAt))
  const part = `${file}.part`
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 })
    await writeNewFile(part, '')
    const facts = await server.store.copyTo(part, { signal, progress })
    progress?.({ step: 'check' })
    await verifyCopy(part, facts, signal)
    const manifest: BackupManifest = {
      format: 1,
      madeAt: new Date(madeAt).toISOString(),
      verifiedAt: new Date(server.now()).toISOString(),
      bytes: (await stat(part)).size,
      sha256: await sha256Of(part, signal),
      sameDisk: await isSameDisk(server.backups, directory),
      epoch: await epochOf(server),
      heads: { ...facts.heads },
      entries: facts.rows.entries ?? 0,
      signatures: facts.rows.signatures ?? 0,
      keys: facts.keys.map(
        ({ petition, id, privateKeySealed, dataKeySealed, lookupKeySealed, kitSealed }) => ({
          petition,
          id,
          privateKeySealed,
          dataKeySealed,
          lookupKeySealed,
          kitSealed,
        }),
      ),
    }
    await writeNewFile(`${manifestFileOf(file)}.part`, `${JSON.stringify(manifest, null, 2)}\n`)
    await verifyKeys(server, `${manifestFileOf(file)}.part`, facts)
    // The keys first: a copy by its own name always has them.
    await renameDurably(`${manifestFileOf(file)}.part`, manifestFileOf(file))
    await renameDurably(part, file)
    await record(server, madeAt, file, manifest)
    return { file, manifest }
  } catch (error) {
    for (const left of [part, file, manifestFileOf(file), `${manifestFileOf(file)}.part`]) {
      await rm(left, { force: true }).catch(() => undefined)
    }
    if (!signal?.aborted) await recordFailure(server, madeAt)
    throw error
  }
}

/** Later than the one before whatever the clock does, so that the order of names is the order of making. */
async function timeOfNext(server: Server): Promise<number> {
  const last = await server.store.db
    .selectFrom('backups')
    .select(({ fn }) => fn.max<number | null>('madeAt').as('madeAt'))
    .executeTakeFirst()
  return Math.max(server.now(), (last?.madeAt ?? 0) + 1)
}

/** Sorts by time; the rest keeps two that are made at once on two machines apart. */
const backupName = (madeAt: number) =>
  `petition-pack-${new Date(madeAt).toISOString().replace(/[:.]/g, '-')}-${randomUUID().slice(0, 4)}.db`

/** What was written is read back, and the master key opens what is in it: both files belong together. */
async function verifyKeys(server: Server, file: string, facts: CopyFacts): Promise<void> {
  const { keys } = BackupManifest.parse(JSON.parse(await readFile(file, 'utf8')))
  if (keys.length !== facts.rows.petitionKeys) throw new DamagedCopy('a key of a petition is missing')
  try {
    for (const key of keys) unwrapKeys(server.masterKey, key)
  } catch {
    throw new DamagedCopy('the master key does not open the keys of the copy')
  }
}

async function record(server: Server, madeAt: number, file: string, manifest: BackupManifest): Promise<void> {
  const { verifiedAt, bytes, sha256, sameDisk, heads } = manifest
  await server.store.db
    .insertInto('backups')
    .values({
      id: randomUUID(),
      path: file,
      madeAt,
      verifiedAt: Date.parse(verifiedAt),
      bytes,
      sha256,
      sameDisk: Number(sameDisk),
      heads: JSON.stringify(heads),
    })
    .execute()
  await moveDurableMarks(server)
}

/** So that organisers see it. Where even this can't be written, the next one tries again. */
async function recordFailure(server: Server, madeAt: number): Promise<void> {
  await server.store.db
    .insertInto('backups')
    .values({
      id: randomUUID(),
      path: '',
      madeAt,
      verifiedAt: null,
      bytes: 0,
      sha256: '',
      sameDisk: 0,
      heads: '{}',
    })
    .execute()
    .catch((error: Error) => server.log.error({ kind: error.name }, 'a failed backup could not be noted'))
}

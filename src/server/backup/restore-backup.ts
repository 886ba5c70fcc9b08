/**
 * From two files and a code to a server that runs again. Everything is made
 * ready in a file of its own; only when that was opened and checked does it
 * take the place of what was there.
 */
import { chmod, copyFile, mkdir, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Config } from '../config.ts'
import type { Effects } from '../start-server.ts'
import { verifyWhole } from '../store/verify-copy.ts'
import { lossOf } from './backup-loss.ts'
import { type BackupManifest, manifestFileOf, readManifest } from './backup-manifest.ts'
import { connectControl } from './control-socket.ts'
import { sha256Of } from './durable-file.ts'
import { prepareRestore, type Restored, type RestoreRequest } from './prepare-restore.ts'
import { RestoreRefused } from './restore-refused.ts'
import { openRestoreTarget } from './restore-target.ts'

export async function restoreBackup(
  config: Config,
  effects: Effects,
  request: RestoreRequest,
): Promise<Restored> {
  const manifest = await readBackup(request.file)
  const running = await connectControl(config.dataDir)
  running?.destroy()
  if (running !== undefined) throw new RestoreRefused({ kind: 'server-runs' })
  const target = await openRestoreTarget(config)
  if (target.isTaken && !request.force) throw new RestoreRefused({ kind: 'target-taken' })
  const loss = await lossOf({
    file: request.file,
    manifest,
    ownDirectory: config.backupDir,
    everyMinutes: config.backupEvery,
    now: effects.now(),
  })
  if (loss.kind !== 'none' && !request.acceptLoss) {
    throw new RestoreRefused({ kind: 'loss', loss, madeAt: manifest.madeAt })
  }

  await mkdir(config.dataDir, { recursive: true, mode: 0o700 })
  const prepared = join(config.dataDir, 'petition-pack.db.restoring')
  await rm(prepared, { force: true })
  try {
    await copyFile(request.file, prepared)
    await chmod(prepared, 0o600)
    const restored = await prepareRestore(prepared, config, effects, manifest, request)
    request.progress?.({ step: 'check' })
    await verifyWhole(prepared)
    const stamp = new Date(effects.now()).toISOString().replace(/[:.]/g, '-')
    return { ...restored, setAside: await target.install(prepared, stamp, { progress: request.progress }) }
  } finally {
    await rm(prepared, { force: true })
  }
}

/** The two files belong together and are as they were made. */
async function readBackup(file: string): Promise<BackupManifest> {
  const size = await stat(resolve(file)).then(
    (found) => found.size,
    () => undefined,
  )
  if (size === undefined) throw new RestoreRefused({ kind: 'no-file' })
  const hasKeys = await stat(manifestFileOf(file)).then(
    () => true,
    () => false,
  )
  if (!hasKeys) throw new RestoreRefused({ kind: 'no-keys' })
  const manifest = await readManifest(file)
  if (manifest?.bytes !== size || (await sha256Of(file)) !== manifest.sha256) {
    throw new RestoreRefused({ kind: 'damaged' })
  }
  return manifest
}

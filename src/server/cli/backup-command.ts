/** `petition-pack backup`: by the server that runs on this data, or by itself when none does. */
import { existsSync } from 'node:fs'
import type { Socket } from 'node:net'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { ControlReply, type ControlRequest, connectControl } from '../backup/control-socket.ts'
import { listBackups } from '../backup/list-backups.ts'
import { type MadeBackup, makeBackup } from '../backup/make-backup.ts'
import { removeOldBackups } from '../backup/remove-old-backups.ts'
import { CannotStart } from '../cannot-start.ts'
import type { Config } from '../config.ts'
import { type Effects, openServer } from '../start-server.ts'
import { embeddedFile } from '../store/open-store.ts'
import { backupFailedText, backupsText, backupText, COPYING } from './backup-text.ts'
import { print, progressPrinter } from './print.ts'

export async function backupCommand(config: Config, effects: Effects, to: string | undefined): Promise<void> {
  // The server may have started elsewhere, so it is told the whole path.
  const directory = to === undefined ? undefined : resolve(to)
  const socket = await connectControl(config.dataDir)
  const { file, manifest } =
    socket === undefined
      ? await backUpAlone(config, effects, directory)
      : await askServer(socket, directory, directory ?? config.backupDir)
  print(backupText(file, manifest))
}

async function askServer(socket: Socket, directory: string | undefined, shown: string): Promise<MadeBackup> {
  const progress = progressPrinter(COPYING)
  const request: ControlRequest = { command: 'backup', directory }
  socket.write(`${JSON.stringify(request)}\n`)
  try {
    for await (const line of createInterface({ input: socket })) {
      const reply = ControlReply.parse(JSON.parse(line))
      if (reply.kind === 'done') return reply
      if (reply.kind === 'failed') throw new CannotStart(backupFailedText(reply.code, shown))
      progress(reply.kind === 'check' ? { step: 'check' } : { step: 'copy', rows: reply.rows, of: reply.of })
    }
  } finally {
    socket.destroy()
  }
  throw new CannotStart('The server stopped before the backup was made. Start it, and run the command again.')
}

async function backUpAlone(
  config: Config,
  effects: Effects,
  directory: string | undefined,
): Promise<MadeBackup> {
  if (config.databaseUrl === undefined && !existsSync(embeddedFile(config.dataDir))) {
    throw new CannotStart(
      `There is no database in ${config.dataDir}. Set DATA_DIR to the directory that the server runs with.`,
    )
  }
  const server = await openServer(config, effects)
  try {
    const made = await makeBackup(server, { directory, progress: progressPrinter(COPYING) }).catch(
      (error: unknown) => {
        const code = error instanceof Error && 'code' in error ? String(error.code) : ''
        throw new CannotStart(backupFailedText(code, directory ?? config.backupDir))
      },
    )
    await removeOldBackups(server)
    return made
  } finally {
    await server.store.close()
  }
}

/** `petition-pack backups` */
export async function backupsCommand({ backupDir }: Config): Promise<void> {
  print(backupsText(await listBackups(resolve(backupDir)), backupDir, Date.now()))
}

import type { Hono } from 'hono'
import { readBackups } from '#wire/backups.ts'
import { readBackupState } from '../backup/read-backup-state.ts'
import { serveEndpoint } from '../serve-endpoint.ts'
import type { Server } from '../server.ts'

export function backupRoutes(app: Hono, server: Server): void {
  serveEndpoint(app, server, readBackups, ({ caller }) => readBackupState(server, caller.petition))
}

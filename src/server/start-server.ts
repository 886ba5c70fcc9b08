/**
 * Brings the server up and down. The port is taken first, so that a start that
 * can't succeed has made nothing; then the database, which lets in one server
 * only; then the master key, which is made once and never over a database.
 * Backups begin once phones are answered.
 */

import type { Server as HttpServer } from 'node:http'
import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { Logger } from 'pino'
import type { BackupPlan } from './backup/backup-plan.ts'
import { startBackups } from './backup/backup-schedule.ts'
import { openControlSocket } from './backup/control-socket.ts'
import type { Config } from './config.ts'
import { createSite } from './create-site.ts'
import { loadMasterKey } from './master-key.ts'
import { startRetrying } from './receive/retry-deferred.ts'
import { runKey } from './receive/run-keys.ts'
import { refuseForeignKey } from './refuse-foreign-key.ts'
import type { Server } from './server.ts'
import { openStore } from './store/open-store.ts'

/** How long requests may take to end once the server was told to stop. */
const DRAIN_MS = 10_000

export type Effects = Pick<Server, 'now' | 'randomBytes'> & { readonly log: Logger }

export type RunningServer = {
  readonly server: Server
  /** Takes no more connections, lets the requests under way finish, closes the database. */
  stop(): Promise<void>
}

export async function startServer(
  config: Config,
  effects: Effects,
  appDirectory: string,
): Promise<RunningServer> {
  const http = createServer((_, response) => {
    response.writeHead(503, { 'Retry-After': '1', 'Cache-Control': 'no-store' }).end('starting')
  })
  await listen(http, config)
  try {
    const server = await openServer(config, effects)
    http.removeAllListeners('request')
    http.on('request', getRequestListener(createSite(server, appDirectory).fetch))
    const schedule = startBackups(server)
    const retrying = startRetrying(server)
    const control = await openControlSocket(server, config.dataDir, schedule)
    return {
      server,
      stop: async () => {
        await Promise.all([drain(http), control.close(), schedule.stop(), retrying.stop()])
        await server.store.close()
      },
    }
  } catch (error) {
    http.close()
    http.closeAllConnections()
    throw error
  }
}

/** The store and its master key, without a port: for commands that change something and end. */
export async function openServer(config: Config, effects: Effects): Promise<Server> {
  const store = await openStore(config)
  try {
    const masterKey = loadMasterKey(config.masterKeyFile, { databaseIsNew: await store.isNew() })
    await refuseForeignKey(store, masterKey, config.masterKeyFile)
    return {
      ...effects,
      store,
      masterKey,
      runKey,
      publicUrl: config.publicUrl,
      backups: backupPlanOf(config),
    }
  } catch (error) {
    await store.close()
    throw error
  }
}

function backupPlanOf({ dataDir, databaseUrl, backupDir, backupEvery }: Config): BackupPlan {
  const isElsewhere =
    databaseUrl !== undefined && !/^(localhost|127\.|\[?::1|$)/.test(new URL(databaseUrl).hostname)
  return {
    directory: backupDir,
    everyMinutes: backupEvery,
    dataDisk: isElsewhere ? undefined : dataDir,
  }
}

function listen(http: HttpServer, { port, host }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once('error', reject)
    http.listen(port, host, () => {
      http.off('error', reject)
      resolve()
    })
  })
}

function drain(http: HttpServer): Promise<void> {
  // A connection that is kept alive would otherwise wait for, or bring, another request after this one.
  http.prependListener('request', (_, response) => response.setHeader('Connection', 'close'))
  const sweep = setInterval(() => http.closeIdleConnections(), 50)
  const cut = setTimeout(() => http.closeAllConnections(), DRAIN_MS)
  return new Promise((resolve) => {
    http.close(() => {
      clearInterval(sweep)
      clearTimeout(cut)
      resolve()
    })
  })
}

/** The phone's own modules in a page, against the server as it is delivered, on its embedded store. */
import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { startServerProcess } from '../../tools/server-process.ts'
import type { Contestant } from '../sync-bench.ts'
import { setUpBenchPetition } from './bench-petition.ts'
import { buildServer } from './built-server.ts'

export async function startPetitionPack(): Promise<Contestant> {
  const built = buildServer()
  await buildPage(built.app)
  const server = await startServerProcess({ main: built.main, env: { LOG_LEVEL: 'error' } })
  const petition = await setUpBenchPetition(server.url, server.organiserCode())
  return {
    port: server.port,
    code: petition.code,
    received: petition.received,
    stop: async () => {
      await server.remove()
      built.remove()
    },
  }
}

/** As the app itself is compiled, but for the plugins that make an app of it. */
export async function buildPage(outDir: string, base = '/'): Promise<void> {
  await build({
    configFile: false,
    root: fileURLToPath(new URL('page/', import.meta.url)),
    base,
    logLevel: 'error',
    mode: 'production',
    resolve: { alias: [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.min.mjs' }] },
    build: { outDir, emptyOutDir: true, target: ['chrome109'], modulePreload: { polyfill: false } },
  })
  renameSync(join(outDir, 'index.html'), join(outDir, 'bench.html'))
}

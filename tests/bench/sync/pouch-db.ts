/** PouchDB, installed in a folder of its own when it is first asked for, against its own CouchDB-like server. */
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { freePort } from '../../tools/free-port.ts'
import type { Contestant } from '../sync-bench.ts'

const folder = fileURLToPath(new URL('../pouchdb/', import.meta.url))
const START_MS = 30_000

export async function startPouchDb(): Promise<Contestant> {
  if (!existsSync(join(folder, 'node_modules'))) {
    execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  }
  const directory = mkdtempSync(join(tmpdir(), 'petition-pack-pouchdb-'))
  const site = join(directory, 'site')
  await build({
    configFile: false,
    root: join(folder, 'page'),
    logLevel: 'error',
    mode: 'production',
    // The package of that name, not Node's own module, which no browser has.
    resolve: { alias: [{ find: /^events$/, replacement: join(folder, 'node_modules/events/events.js') }] },
    build: {
      outDir: site,
      target: ['chrome109'],
      modulePreload: { polyfill: false },
      rolldownOptions: { input: join(folder, 'page/bench.html') },
    },
  })
  const port = await freePort()
  const server = spawn(process.execPath, [join(folder, 'server.js'), String(port), directory, site], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const url = `http://localhost:${port}`
  await answers(`${url}/couch/`)
  return {
    port,
    code: '',
    received: async () => {
      const reply: { doc_count?: number } = await (await fetch(`${url}/couch/signatures`)).json()
      return reply.doc_count ?? 0
    },
    stop: async () => {
      server.kill('SIGKILL')
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

async function answers(url: string): Promise<void> {
  const until = Date.now() + START_MS
  for (;;) {
    const reply = await fetch(url).catch(() => undefined)
    if (reply?.ok) return
    if (Date.now() > until) throw new Error('PouchDB’s server did not start')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

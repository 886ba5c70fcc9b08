/** Serves the pages of `tests/e2e/pages/` from the sources, without a build. */
import { fileURLToPath } from 'node:url'
import { createServer } from 'vite'

export type PageServer = {
  readonly origin: string
  urlOf(page: string): string
  close(): Promise<void>
}

export async function startPageServer(): Promise<PageServer> {
  const server = await createServer({
    configFile: false,
    root: fileURLToPath(new URL('../../', import.meta.url)),
    logLevel: 'silent',
    server: { host: 'localhost', port: 0, hmr: false, watch: null },
    optimizeDeps: { noDiscovery: true },
    // As in the build: the other is no module.
    resolve: { alias: [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.min.mjs' }] },
  })
  await server.listen()
  const origin = server.resolvedUrls?.local[0]?.replace(/\/$/, '') ?? ''
  return { origin, urlOf: (page) => `${origin}/tests/e2e/pages/${page}`, close: () => server.close() }
}

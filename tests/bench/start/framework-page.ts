import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { build } from 'vite'

/** Compiled as the app is. */
export async function buildFrameworkPage(outDir: string, base: string): Promise<void> {
  await build({
    configFile: false,
    root: fileURLToPath(new URL('page/', import.meta.url)),
    base,
    logLevel: 'error',
    mode: 'production',
    plugins: [react()],
    build: {
      outDir,
      emptyOutDir: true,
      target: ['chrome109', 'safari16.4', 'firefox115'],
      minify: 'terser',
      modulePreload: { polyfill: false },
    },
  })
}

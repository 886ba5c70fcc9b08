/** Builds the app (`vite build`) and the server (`vite build --ssr`), and runs the tests of both. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { brotliCompressSync } from 'node:zlib'
import { lingui } from '@lingui/vite-plugin'
import react from '@vitejs/plugin-react'
import type { Plugin, Rolldown } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { defineConfig } from 'vitest/config'

export default defineConfig(({ command, isSsrBuild }) => ({
  plugins: isSsrBuild
    ? []
    : [
        react(),
        lingui({ failOnCompileError: true }),
        leanEnglish(),
        volunteerFiles.plugin,
        offlineApp(),
        brotli(),
      ],
  resolve: {
    alias: command === 'build' && !isSsrBuild ? leanBuilds : [],
  },
  worker: { format: 'es', rolldownOptions: { output: { minify: true } } },
  css: { modules: { generateScopedName: command === 'build' ? '[hash:base64:5]' : '[name]_[local]' } },
  server: { port: 5173, proxy: { '/api': 'http://localhost:3000' } },
  build: isSsrBuild
    ? {
        ssr: true,
        rolldownOptions: { input: 'src/server/main.ts' },
        outDir: 'dist/server',
        target: 'node20',
        copyPublicDir: false,
      }
    : {
        outDir: 'dist/app',
        target: ['chrome109', 'safari16.4', 'firefox115'],
        // Nothing inline, so that the Content-Security-Policy can stay strict.
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false, resolveDependencies: styleOfPhoneParts },
        // Makes of the same code 1.5 kB less on the air than the faster built-in one, and it is downloaded by old phones.
        minify: 'terser',
        terserOptions: { module: true, ecma: 2020, compress: { passes: 2 } },
        rolldownOptions: { output: { codeSplitting: { groups: [entryInOneFile] } } },
      },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['tests/*.test.ts', 'tests/{domain,wire,device,server,simulation}/**/*.test.ts'],
          setupFiles: ['tests/tools/console-guard.ts'],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'components',
          environment: 'jsdom',
          include: ['tests/ui/**/*.test.{ts,tsx}'],
          setupFiles: ['tests/tools/console-guard.ts'],
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['tests/e2e/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
}))

/**
 * The same code without what only older browsers or other loaders need. Both
 * are named whole, so that whoever else imports them gets the one copy.
 */
const leanBuilds = [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.min.mjs' }]

/**
 * What comes with a part that is loaded later. For a volunteer only its style: the names of its scripts would be in the
 * first file, and by then the service worker is fetching them anyway. The desk has none, and would wait once more.
 */
const styleOfPhoneParts = (part: string, files: string[]): string[] =>
  /\/(captain|organiser)-routes-/.test(part) ? files : files.filter((file) => file.endsWith('.css'))

/** A message that only says its own key needs no place in the English file: Lingui takes the key. */
function leanEnglish(): Plugin {
  return {
    name: 'lean-english',
    apply: 'build',
    transform(code, id) {
      const [, json] = id.endsWith('/en.po') ? (/JSON\.parse\((".*")\)/.exec(code) ?? []) : []
      if (json === undefined) return
      const messages: Record<string, unknown> = JSON.parse(JSON.parse(json))
      const needed = Object.entries(messages).filter(
        ([key, said]) => JSON.stringify(said) !== JSON.stringify([key]),
      )
      return { code: `export const messages = ${JSON.stringify(Object.fromEntries(needed))}`, map: null }
    },
  }
}

/** All that the page loads at once: one file packs better than two, and comes in one round trip. */
const entryInOneFile: Rolldown.CodeSplittingGroup = {
  debugName: 'app',
  name: (id, graph) => (isInEntry(id, graph) ? 'app' : null),
}

function isInEntry(id: string, graph: Rolldown.ChunkingContext, seen = new Set<string>()): boolean {
  if (id.endsWith('/src/ui/main.tsx')) return true
  if (seen.has(id)) return false
  seen.add(id)
  return (graph.getModuleInfo(id)?.importers ?? []).some((importer) => isInEntry(importer, graph, seen))
}

/**
 * The files that a volunteer's phone keeps to work offline: all that the entry
 * can reach, except through the screens of captains and organisers.
 */
const volunteerFiles = (() => {
  const kept = new Set<string>()
  const plugin: Plugin = {
    name: 'volunteer-files',
    apply: 'build',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk')
      const keep = (chunk: Rolldown.OutputChunk) => {
        if (
          kept.has(chunk.fileName) ||
          /\/src\/ui\/(captain|organiser|resident)\//.test(chunk.facadeModuleId ?? '')
        )
          return
        kept.add(chunk.fileName)
        for (const name of chunk.viteMetadata?.importedCss ?? []) kept.add(name)
        for (const name of chunk.viteMetadata?.importedAssets ?? []) kept.add(name)
        for (const name of [...chunk.imports, ...chunk.dynamicImports]) {
          const next = chunks.find((other) => other.fileName === name)
          if (next) keep(next)
        }
      }
      for (const chunk of chunks) if (chunk.isEntry) keep(chunk)
    },
  }
  return { kept, plugin }
})()

function offlineApp() {
  return VitePWA({
    strategies: 'injectManifest',
    srcDir: 'src/ui',
    filename: 'service-worker.ts',
    outDir: 'dist/app',
    // A reload in the middle of a signature would lose it: the app asks for the update at a safe point.
    registerType: 'prompt',
    injectRegister: false,
    includeManifestIcons: false,
    injectManifest: {
      globPatterns: [
        'index.html',
        'too-old.js',
        'display.js',
        'warm-up.js',
        'assets/**/*.{js,css,svg,woff2}',
        'icons/icon.svg',
      ],
      manifestTransforms: [
        async (entries) => ({
          manifest: entries.filter(({ url }) => !url.startsWith('assets/') || volunteerFiles.kept.has(url)),
        }),
      ],
    },
    manifest: {
      id: '/',
      name: 'Petition Pack',
      short_name: 'Petition Pack',
      description: 'Gather names door to door, offline.',
      lang: 'en-GB',
      start_url: '/',
      scope: '/',
      display: 'standalone',
      theme_color: '#14532d',
      background_color: '#ffffff',
      icons: [
        { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' },
        { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png' },
        { src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        { src: '/icons/icon.svg', sizes: 'any', type: 'image/svg+xml' },
      ],
    },
  })
}

/** Compresses what the server sends, once and well, after the service worker is written. */
function brotli(): Plugin {
  return {
    name: 'brotli',
    apply: 'build',
    enforce: 'post',
    closeBundle: {
      order: 'post',
      sequential: true,
      handler() {
        for (const file of readdirSync('dist/app', { recursive: true, encoding: 'utf8' })) {
          if (!/\.(js|css|html|svg|webmanifest)$/.test(file)) continue
          writeFileSync(`dist/app/${file}.br`, brotliCompressSync(readFileSync(`dist/app/${file}`)))
        }
      },
    },
  }
}

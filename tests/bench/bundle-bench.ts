/**
 * The JavaScript that a volunteer's phone downloads before it can collect: what
 * the page loads, what the service worker keeps for offline, and the worker.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const root = new URL('../../', import.meta.url)
const app = new URL('dist/app/', root)
const SERVICE_WORKER = 'service-worker.js'

export async function measure(): Promise<Record<string, number>> {
  // Always what the sources give now; the build's own report would hide the one line.
  execFileSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build'], {
    cwd: fileURLToPath(root),
    // Vite, which loads this file, has set it to development by now.
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  return measureBuild()
}

export function measureBuild() {
  const files = volunteerScripts()
  const raw = files.map(read)
  return {
    volunteerJsGzip: sum(raw.map((bytes) => gzipSync(bytes).length)),
    volunteerJsRaw: sum(raw.map((bytes) => bytes.length)),
    files: files.length,
  }
}

function volunteerScripts(): readonly string[] {
  const page = read('index.html').toString()
  const inPage = [...page.matchAll(/<(?:script|link)\b[^>]*?(?:src|href)="\/([^"]+\.js)"/g)].map(
    ([, file = '']) => file,
  )
  const precached = [
    ...read(SERVICE_WORKER)
      .toString()
      .matchAll(/["'`](assets\/[^"'`]+\.js)["'`]/g),
  ].map(([, file = '']) => file)
  const found = new Set([SERVICE_WORKER])
  const follow = (file: string) => {
    if (found.has(file)) return
    found.add(file)
    const imports = read(file)
      .toString()
      .matchAll(/\b(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g)
    for (const [, name = ''] of imports) follow(`assets/${name}`)
  }
  for (const file of [...inPage, ...precached]) follow(file)
  if (found.size < 2) throw new Error('the page loads no script: has the build changed its shape?')
  return [...found]
}

const read = (file: string) => readFileSync(new URL(file, app))
const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0)

/**
 * The JavaScript that a volunteer's phone downloads before it can collect: what
 * the page loads, its worker, the service worker, and the page in a resident's
 * hands. Beside it what of that the first screen waits for, and all that the
 * service worker keeps for offline.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const root = new URL('../../', import.meta.url)
const app = new URL('dist/app/', root)
const SERVICE_WORKER = 'service-worker.js'
/** Asked for by every start, or by every signature. */
const AFTER_FIRST_SCREEN = ['register-service-worker', 'begin', 'handed-over']

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
  const kept = keptScripts()
  const workers = kept.filter((file) => !kept.some((other) => isImportedBy(file, other)))
  const loaded = withImports(SERVICE_WORKER, ...namedInPage(), ...workers)
  const later = AFTER_FIRST_SCREEN.map((name) => {
    const found = kept.find((file) => file.startsWith(`assets/${name}-`))
    if (found === undefined) throw new Error(`no part of the build is ${name}`)
    return found
  })
  const toSign = [...new Set([...loaded, ...withImports(...later)])]
  return {
    firstLoadJsGzip: gzipOf(loaded),
    volunteerJsGzip: gzipOf(toSign),
    volunteerJsRaw: sum(toSign.map((file) => read(file).length)),
    keptJsGzip: gzipOf(kept),
    files: toSign.length,
  }
}

/** What the page and the service worker name, and what these import. */
function keptScripts(): readonly string[] {
  const precached = [
    ...read(SERVICE_WORKER)
      .toString()
      .matchAll(/["'`](assets\/[^"'`]+\.js)["'`]/g),
  ].map(([, file = '']) => file)
  const found = withImports(SERVICE_WORKER, ...namedInPage(), ...precached)
  if (found.length < 2) throw new Error('the page loads no script: has the build changed its shape?')
  return found
}

const namedInPage = (): string[] =>
  [
    ...read('index.html')
      .toString()
      .matchAll(/<(?:script|link)\b[^>]*?(?:src|href)="\/([^"]+\.js)"/g),
  ].map(([, file = '']) => file)

/** These, and what they can't do without. */
function withImports(...files: readonly string[]): string[] {
  const found = new Set<string>()
  const follow = (file: string) => {
    if (found.has(file)) return
    found.add(file)
    for (const next of namedIn(file, /\b(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g)) follow(next)
  }
  for (const file of files) follow(file)
  return [...found]
}

/** Then it is loaded with that one, at once or when a screen is opened. */
const isImportedBy = (file: string, other: string): boolean =>
  namedIn(other, /\b(?:from|import)\s*\(?\s*["'`]\.\/([^"'`]+\.js)["'`]/g).includes(file)

const namedIn = (file: string, pattern: RegExp): string[] =>
  [...read(file).toString().matchAll(pattern)].map(([, name = '']) => `assets/${name}`)

const gzipOf = (files: readonly string[]) => sum(files.map((file) => gzipSync(read(file)).length))
const read = (file: string) => readFileSync(new URL(file, app))
const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0)

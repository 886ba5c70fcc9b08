import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

/** Who may import what. Whatever is not listed is refused, so this table is the map of the product. */
const mayImport: Record<string, RegExp> = {
  domain: /^(zod\/mini)$/,
  wire: /^(zod\/mini|#domain\/.+)$/,
  device: /^(dexie|zod\/mini|uuid|@hpke\/core|#(wire|domain)\/.+)$/,
  ui: /^(react|react-dom\/client|wouter|wouter\/.+|react-hook-form|@hookform\/resolvers\/standard-schema|zustand|zustand\/middleware|@lingui\/core|dexie|dexie-react-hooks|signature_pad|qr|uuid|zod\/mini|workbox-(precaching|routing|window)|virtual:pwa-register|virtual:pwa-register\/react|#(device|wire|domain)\/.+)$/,
  server:
    /^(hono|hono\/.+|@hono\/node-server|@hono\/node-server\/(serve-static|conninfo)|kysely|libsql|libsql\/promise|pg|pino|qr|uuid|zod\/mini|@hpke\/core|node:.+|#(wire|domain)\/.+)$/,
}

/** The roles of `ui/`: each sees itself and what they share. */
const roles = ['volunteer', 'captain', 'organiser', 'resident', 'shared']

/** Packages that a few files alone may use, because they are large or easily misused. */
const onlyIn: Record<string, RegExp> = {
  papaparse:
    /^(domain\/csv-table\.ts|server\/.*(export|report|csv)[^/]*\.ts|ui\/organiser\/.*(report|csv|export)[^/]*\.tsx?)$/,
  libsql: /^server\/store\//,
  'libsql/promise': /^server\/store\//,
  pg: /^server\/store\//,
  kysely: /^server\//,
  // A volunteer's phone has `ui/shared/use-fields.ts`.
  'react-hook-form': /^ui\/(captain|organiser|shared)\//,
  '@hookform/resolvers/standard-schema': /^ui\/(captain|organiser|shared)\//,
  // What residents read, in their language; nobody else's screens wait for it.
  '@lingui/core': /^ui\/volunteer\/signing\//,
  'workbox-window': /^ui\/register-service-worker\.ts$/,
  'workbox-precaching': /^ui\/service-worker\.ts$/,
  'workbox-routing': /^ui\/service-worker\.ts$/,
}

/** Effects that `domain/` must be handed, so that it can be replayed with a seed. */
const impure =
  /\b(Date\.now|new Date\(\)|Date\(\)|performance\.now|Math\.random|fetch\(|randomUUID|getRandomValues|setTimeout|setInterval|localStorage|indexedDB|document\.|window\.|process\.)/

const src = new URL('../src/', import.meta.url)
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /\.tsx?$/.test(file))
const readSource = (file: string) => readFileSync(new URL(file, src), 'utf8')

describe('the floors of the house', () => {
  test.each(files)('%s imports only what its floor may', (file) => {
    for (const name of importsOf(readSource(file))) expect(refusalOf(file, name)).toBeUndefined()
  })
})

describe('the domain', () => {
  test.each(files.filter((file) => file.startsWith('domain/')))(
    '%s has no clock, no dice and no network',
    (file) => {
      const code = withoutComments(readSource(file))
      expect(code).not.toMatch(impure)
      if (file !== 'domain/sha256.ts') expect(code).not.toMatch(/\bcrypto\b/)
    },
  )
})

describe('the guard itself', () => {
  test.each([
    ['domain/door.ts', '#wire/api.ts'],
    ['domain/door.ts', 'dexie'],
    ['domain/door.ts', '../wire/api.ts'],
    ['domain/door.ts', 'papaparse'],
    ['wire/push.ts', '#server/server.ts'],
    ['device/journal.ts', '#server/server.ts'],
    ['device/sync/pass.ts', '../../server/server.ts'],
    ['device/journal.ts', 'node:fs'],
    ['server/app.ts', '#device/journal.ts'],
    ['server/app.ts', 'react'],
    ['server/app.ts', 'libsql'],
    ['server/app.ts', 'left-pad'],
    ['ui/volunteer/door.tsx', '../captain/board.tsx'],
    ['ui/captain/board.tsx', '../organiser/roll.tsx'],
    ['ui/shared/button.tsx', '../volunteer/door.tsx'],
    ['ui/captain/board.tsx', '../main.tsx'],
    ['ui/main.tsx', '#server/server.ts'],
    ['ui/main.tsx', 'node:fs'],
    ['ui/main.tsx', 'zod'],
    ['attic/box.ts', 'zod/mini'],
  ])('refuses that %s imports %s', (file, name) => {
    expect(refusalOf(file, name)).toBeDefined()
  })

  test.each([
    ['domain/csv-table.ts', 'papaparse'],
    ['wire/push.ts', '#domain/ids.ts'],
    ['device/sync/pass.ts', '../journal.ts'],
    ['ui/volunteer/door.tsx', '../shared/button.tsx'],
    ['ui/main.tsx', './volunteer/door.tsx'],
    ['server/store/open-store.ts', 'libsql'],
  ])('allows that %s imports %s', (file, name) => {
    expect(refusalOf(file, name)).toBeUndefined()
  })

  test('sees every way of importing', () => {
    const source = `import a from 'a'\nimport 'b'\nexport { c } from 'c'\nconst d = import('d')\nimport type {\n e,\n} from "e"\ntype F = import('f').F\nimport g, { h } from\n  'g'`
    expect(importsOf(source)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g'])
  })
})

/** Why a file may not import a module; undefined when it may. */
function refusalOf(file: string, name: string): string | undefined {
  const [floor = '', role = ''] = file.split('/')
  const allowed = mayImport[floor]
  if (allowed === undefined) return `${file}: there is no floor "${floor}"`
  if (!name.startsWith('.')) {
    const places = onlyIn[name]
    if (places !== undefined)
      return places.test(file) ? undefined : `${name} belongs to ${places}, not to ${file}`
    return allowed.test(name) ? undefined : `${file} may not import ${name}`
  }
  const target = new URL(name, new URL(file, src)).href.slice(src.href.length)
  const [targetFloor, targetRole = ''] = target.split('/')
  if (targetFloor !== floor) return `${file} leaves its floor for ${target}`
  const isRole = floor === 'ui' && roles.includes(role)
  const staysInRole = targetRole === role || (targetRole === 'shared' && role !== 'shared')
  return isRole && !staysInRole ? `${file} may not see ${target}` : undefined
}

function importsOf(source: string): string[] {
  const found = withoutComments(source).matchAll(
    /^\s*(?:import|export)\b[^'"`]*\bfrom\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm,
  )
  return [...found].map(([, from, bare, lazy]) => from ?? bare ?? lazy ?? '')
}

const withoutComments = (source: string) =>
  source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1')

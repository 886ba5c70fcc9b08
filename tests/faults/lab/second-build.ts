/** The app as a later version would be: from these sources, with a difference that a test can see. */
import { execFileSync } from 'node:child_process'
import { appendFileSync, cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const PARTS = [
  'src',
  'public',
  'index.html',
  'vite.config.ts',
  'package.json',
  'tsconfig.json',
  'tests/tsconfig.json',
]

/** Its page sets `data-version` on the page. */
export function buildSecondVersion(): { readonly app: string; remove(): void } {
  const directory = mkdtempSync(join(tmpdir(), 'petition-pack-second-'))
  for (const part of PARTS) cpSync(join(root, part), join(directory, part), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'))
  appendFileSync(
    join(directory, 'src/ui/main.tsx'),
    `\ndocument.documentElement.dataset.version = 'second'\n`,
  )
  execFileSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build'], {
    cwd: directory,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  return {
    app: join(directory, 'dist/app'),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  }
}

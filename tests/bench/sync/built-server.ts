/** The server as it is delivered, built from what the sources are now into a place of its own. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../../', import.meta.url))

export type BuiltServer = {
  readonly main: string
  /** Where the server looks for the app's files. */
  readonly app: string
  remove(): void
}

export function buildServer(): BuiltServer {
  const directory = mkdtempSync(join(tmpdir(), 'petition-pack-bench-'))
  const output = join(directory, 'dist/server')
  execFileSync(
    process.execPath,
    ['node_modules/vite/bin/vite.js', 'build', '--ssr', '--outDir', output, '--logLevel', 'error'],
    // Vite, which loads this file, has set it to development by now.
    { cwd: root, env: { ...process.env, NODE_ENV: 'production' }, stdio: ['ignore', 'ignore', 'inherit'] },
  )
  symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'))
  writeFileSync(join(directory, 'package.json'), '{"type":"module"}')
  const app = join(directory, 'dist/app')
  mkdirSync(app)
  return {
    main: join(output, 'main.js'),
    app,
    remove: () => rmSync(directory, { recursive: true, force: true }),
  }
}

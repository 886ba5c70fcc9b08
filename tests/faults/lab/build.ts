/** What the faults are done to: the app and the server as built, and the page of the fast volunteer beside them. */
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import viteConfig from '../../../vite.config.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))

export type Build = {
  /** The server's main file; the app lies in `../app` of it. */
  readonly main: string
  readonly app: string
  /** The built page of the fast volunteer. */
  readonly page: string
  remove(): void
}

/** A copy, because others may build while the faults run. */
export async function buildLab(): Promise<Build> {
  if (!existsSync(join(root, 'dist/server/main.js'))) {
    throw new Error('The server is not built: run npm run build first.')
  }
  const directory = mkdtempSync(join(tmpdir(), 'petition-pack-faults-'))
  cpSync(join(root, 'dist'), join(directory, 'dist'), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'))
  writeFileSync(join(directory, 'package.json'), '{"type":"module"}')
  await buildPage(join(directory, 'page'))
  return {
    main: join(directory, 'dist/server/main.js'),
    app: join(directory, 'dist/app'),
    page: join(directory, 'page'),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  }
}

/** The phone's own modules, compiled as the app's are, but for the plugins that make an app of them. */
async function buildPage(outDir: string): Promise<void> {
  process.env.NODE_ENV = 'production'
  const {
    plugins: _,
    test: __,
    server: ___,
    build: app,
    ...config
  } = viteConfig({
    command: 'build',
    mode: 'production',
    isSsrBuild: false,
  })
  await build({
    ...config,
    configFile: false,
    root: join(root, 'tests/faults/page'),
    base: '/lab/',
    logLevel: 'error',
    build: {
      ...app,
      outDir,
      emptyOutDir: true,
      copyPublicDir: false,
      rolldownOptions: { input: ['lab', 'old'].map((name) => join(root, `tests/faults/page/${name}.html`)) },
    },
  })
}

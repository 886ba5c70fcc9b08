/** Builds the simulation: the sources as they are, or with one of them broken on purpose. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'vite'

/** Text of a source file, and what stands in its place. */
export type Patch = { readonly file: string; readonly find: string; readonly replace: string }

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Gives the file of the bundle. Throws when a patch no longer fits its source. */
export async function buildSimulation(name: string, patches: readonly Patch[]): Promise<string> {
  const outDir = `${root}node_modules/.cache/simulation/${name}`
  const applied = new Set<Patch>()
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    // One file starts in a third of the time; these three bring binaries or load themselves.
    ssr: { noExternal: true, external: ['libsql', 'pg', 'pino'] },
    plugins: [patchSources(patches, applied)],
    build: {
      ssr: `${root}tests/simulation/worker.ts`,
      target: 'node20',
      outDir,
      emptyOutDir: true,
      minify: false,
      copyPublicDir: false,
      rolldownOptions: { output: { entryFileNames: 'worker.js' } },
    },
  })
  const stale = patches.find((patch) => !applied.has(patch))
  if (stale !== undefined) throw new Error(`${name}: ${stale.file} is not part of the simulation`)
  return `${outDir}/worker.js`
}

function patchSources(patches: readonly Patch[], applied: Set<Patch>): Plugin {
  return {
    name: 'patch-sources',
    enforce: 'pre',
    load(id) {
      const own = patches.filter(({ file }) => id === root + file)
      if (own.length === 0) return undefined
      let source = readFileSync(id, 'utf8')
      for (const patch of own) {
        if (source.split(patch.find).length !== 2) {
          throw new Error(`${patch.file} must hold exactly once: ${patch.find}`)
        }
        source = source.replace(patch.find, () => patch.replace)
        applied.add(patch)
      }
      return source
    },
  }
}

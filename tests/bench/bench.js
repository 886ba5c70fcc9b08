/** `npm run bench -- NAME [--json]` measures one budget and prints it: a table, or a line of JSON for each figure's row. */
import { readdirSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { runnerImport } from 'vite'

const folder = new URL('./', import.meta.url)
const names = readdirSync(folder)
  .filter((file) => file.endsWith('-bench.ts'))
  .map((file) => file.replace('-bench.ts', ''))

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' } } })
const [name] = positionals
if (!names.includes(name)) {
  console.error(`Which bench? ${names.join(', ')}`)
  process.exit(1)
}
const { module } = await runnerImport(new URL(`${name}-bench.ts`, folder).pathname)
const figures = await module.measure()
if (!values.json) console.table(figures)
else for (const line of [figures].flat()) console.log(JSON.stringify({ bench: name, ...line }))

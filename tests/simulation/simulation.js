/** `npm run test:simulation -- --seeds N [--from S] [--seed X --trace] [--mutants all|none|NAME] [--jobs N]` */
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { runnerImport } from 'vite'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '2000' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    trace: { type: 'boolean', default: false },
    mutants: { type: 'string', default: 'all' },
    jobs: { type: 'string', default: String(availableParallelism()) },
  },
})
const { module } = await runnerImport(new URL('run-simulation.ts', import.meta.url).pathname)
const isSound = await module.runSimulation({
  from: Number(values.seed ?? values.from),
  seeds: values.seed === undefined ? Number(values.seeds) : 1,
  trace: values.trace,
  mutants: values.mutants,
  jobs: Number(values.jobs),
})
process.exit(isSound ? 0 : 1)

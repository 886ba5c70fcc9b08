/** `npm run test:faults -- [--only X3,X7] [--store libsql|postgres|both] [--trials N] [--seed S]`: one line for each fault. */
import { runnerImport } from 'vite'

const { module } = await runnerImport(new URL('run-faults.ts', import.meta.url).pathname)
process.exit(await module.runFaults(process.argv.slice(2)))

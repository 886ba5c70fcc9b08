/** Runs the faults one after another and says of each what was acknowledged, lost and doubled. */
import { parseArgs } from 'node:util'
import { hasPostgres } from '../tools/postgres.ts'
import type { Fault } from './fault.ts'
import { type Build, buildLab } from './lab/build.ts'
import { createLab, STORES, type StoreKind, type Totals } from './lab/lab.ts'
import { x01 } from './x01-kill-mid-save.ts'
import { x02 } from './x02-power-cut.ts'
import { x03 } from './x03-torn-log.ts'
import { x04 } from './x04-phone-disk-full.ts'
import { x05 } from './x05-quota.ts'
import { x06 } from './x06-data-cleared.ts'
import { x07 } from './x07-server-killed.ts'
import { x08 } from './x08-hostile-link.ts'
import { x09 } from './x09-two-tabs.ts'
import { x10 } from './x10-clock-jumps.ts'
import { x11 } from './x11-older-schemas.ts'
import { x12 } from './x12-update-in-two-tabs.ts'
import { x13 } from './x13-flapping-network.ts'
import { x14 } from './x14-background-sync.ts'
import { x15 } from './x15-session-and-restore.ts'
import { x16 } from './x16-server-disk-full.ts'
import { x17 } from './x17-secrets-on-disk.ts'

const faults: readonly Fault[] = [
  x01,
  x02,
  x03,
  x04,
  x05,
  x06,
  x07,
  x08,
  x09,
  x10,
  x11,
  x12,
  x13,
  x14,
  x15,
  x16,
  x17,
]

/** No fault takes a tenth of it; one that hangs must not keep the others from being seen. */
const MAX_RUN_MS = 10 * 60_000

/** The exit code: 1 when anything was lost or doubled, or a promise was broken. */
export async function runFaults(args: readonly string[]): Promise<number> {
  const asked = readArgs(args)
  print(`seed ${asked.seed}`)
  const build = await buildLab()
  const all: Totals[] = []
  try {
    for (const fault of asked.faults) {
      for (const store of storesOf(fault, asked.stores)) {
        all.push(await runFault(build, fault, store, asked.trials ?? fault.trials, asked.seed))
      }
    }
  } finally {
    build.remove()
  }
  const sum = (of: (totals: Totals) => number) => all.reduce((total, each) => total + of(each), 0)
  const broken = sum((totals) => totals.broken.length)
  print(
    `faults ${asked.faults.length}, runs ${all.length}, acknowledged ${sum((t) => t.acknowledged)}, lost ${sum((t) => t.lost)}, doubled ${sum((t) => t.doubled)}, promises broken ${broken}`,
  )
  return broken === 0 && all.length > 0 ? 0 : 1
}

async function runFault(
  build: Build,
  fault: Fault,
  store: StoreKind,
  trials: number,
  seed: number,
): Promise<Totals> {
  const begun = Date.now()
  const lab = createLab(build, store, seed)
  try {
    await Promise.race([fault.run(lab, trials), timeUp(MAX_RUN_MS)])
  } catch (error) {
    lab.totals.broken.push(
      `the fault could not be carried through: ${error instanceof Error ? error.stack : error}`,
    )
  } finally {
    await lab.close()
  }
  const { acknowledged, lost, doubled, broken, notes } = lab.totals
  const where = fault.stores === 'one' ? 'phone' : store
  const seconds = Math.round((Date.now() - begun) / 1000)
  print(
    `${fault.id.padEnd(4)} ${fault.title.padEnd(34)} ${where.padEnd(9)} trials ${String(trials).padStart(3)}  acknowledged ${String(acknowledged).padStart(5)}  lost ${lost}  doubled ${doubled}  ${String(seconds).padStart(3)} s${notes.map((note) => `  (${note})`).join('')}`,
  )
  for (const promise of broken) print(`     BROKEN ${fault.proves}: ${promise}`)
  return lab.totals
}

const timeUp = (ms: number): Promise<never> =>
  new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`no end after ${ms} ms`)), ms).unref()
  })

function storesOf({ stores }: Fault, asked: readonly StoreKind[]): readonly StoreKind[] {
  return stores === 'one' ? asked.slice(0, 1) : asked
}

function readArgs(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      store: { type: 'string', default: 'both' },
      trials: { type: 'string' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    },
  })
  const only = values.only?.toUpperCase().split(',')
  const unknown = only?.filter((id) => !faults.some((fault) => fault.id === id)) ?? []
  const stores = STORES.filter((store) => values.store === 'both' || values.store === store)
  if (unknown.length > 0 || stores.length === 0) {
    throw new Error(
      `--only takes ${faults.map(({ id }) => id).join(',')}; --store takes libsql, postgres or both`,
    )
  }
  return {
    faults: faults.filter(({ id }) => only === undefined || only.includes(id)),
    stores: installed(stores),
    trials: values.trials === undefined ? undefined : Number(values.trials),
    seed: Number(values.seed),
  }
}

function installed(stores: readonly StoreKind[]): readonly StoreKind[] {
  if (!stores.includes('postgres') || hasPostgres()) return stores
  const line = 'PostgreSQL is not installed: its faults do not run. Install it: apt-get install postgresql'
  if (process.env.REQUIRE_POSTGRES) throw new Error(line)
  print(`*** ${line} ***`)
  return stores.filter((store) => store !== 'postgres')
}

const print = (line: string) => void process.stdout.write(`${line}\n`)

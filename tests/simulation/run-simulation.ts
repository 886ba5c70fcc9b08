/** Runs the seeds on every core, then each mutant until it is caught, and says how it went. */
import { type ChildProcess, fork } from 'node:child_process'
import { buildSimulation } from './bundle.ts'
import { type Mutant, mutants, scale } from './mutants.ts'
import type { Order, Word } from './worker.ts'

type History = Extract<Word, { kind: 'history' }>

type Options = {
  readonly from: number
  readonly seeds: number
  readonly trace: boolean
  /** `all`, `none`, or a name. */
  readonly mutants: string
  /** How many processes at a time. */
  readonly jobs: number
}

/** So many seeds a mutant may escape: the rarest needs a restore between a push and its reply, and two tabs. */
const MUTANT_SEEDS = 2000
const SLICE = 20

const print = (line: string) => void process.stdout.write(`${line}\n`)

/** Whether every seed kept the rules and every mutant was caught. */
export async function runSimulation({ from, seeds, trace, mutants: which, jobs }: Options): Promise<boolean> {
  const chosen = mutants.filter(({ name }) => which === 'all' || which === name)
  if (which !== 'all' && which !== 'none' && chosen.length === 0) throw new Error(`no mutant ${which}`)
  if (!(jobs >= 1)) throw new Error('--jobs is how many processes')
  const started = Date.now()
  const worker = await buildSimulation('as-is', scale)
  let violations = 0
  let run = 0
  await runSeeds(worker, jobs, { from, count: seeds, untilCaught: false, trace }, (history) => {
    run += 1
    if (trace) print(`${history.trace.join('\n')}\nseed ${history.seed} ${history.hash}`)
    if (history.violation !== undefined) {
      violations += 1
      if (!trace) print(`\nseed ${history.seed}: ${history.violation.text}\n${history.trace.join('\n')}\n`)
    }
    if (process.stdout.isTTY && run % SLICE === 0) process.stdout.write(`\r${run} of ${seeds} seeds `)
  })
  print(`${seeds} seeds in ${Math.round((Date.now() - started) / 1000)} s`)

  let caught = 0
  await inParallel(jobs, chosen, async (mutant) => {
    const { seed, violation } = (await firstCatch(mutant, from)) ?? {}
    if (violation !== undefined) caught += 1
    const how = violation === undefined ? 'NOT CAUGHT' : `seed ${seed}, ${violation.text}`
    print(`${mutant.name.padEnd(24)} ${how}`)
  })
  print(`seeds ${seeds}, violations ${violations}, mutants caught ${caught} of ${chosen.length}`)
  return violations === 0 && caught === chosen.length
}

async function firstCatch(mutant: Mutant, from: number): Promise<History | undefined> {
  const worker = await buildSimulation(mutant.name, [...scale, ...mutant.patches])
  let caught: History | undefined
  const order: Order = { from, count: MUTANT_SEEDS, untilCaught: true, trace: false }
  await runOn(start(worker), order, (history) => {
    if (history.violation !== undefined) caught = history
  })
  return caught
}

/** Slices of the range go to whoever is free. */
async function runSeeds(
  worker: string,
  jobs: number,
  order: Order,
  hear: (history: History) => void,
): Promise<void> {
  const slices = Array.from({ length: Math.ceil(order.count / SLICE) }, (_, slice) => ({
    ...order,
    from: order.from + slice * SLICE,
    count: Math.min(SLICE, order.count - slice * SLICE),
  }))
  const idle: ChildProcess[] = []
  await inParallel(jobs, slices, async (slice) => {
    const child = idle.pop() ?? start(worker)
    await runOn(child, slice, hear, 'keep')
    idle.push(child)
  })
  for (const child of idle) child.disconnect()
}

async function inParallel<T>(
  jobs: number,
  things: readonly T[],
  work: (thing: T) => Promise<void>,
): Promise<void> {
  const left = [...things]
  const lane = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await work(next)
  }
  await Promise.all(Array.from({ length: jobs }, lane))
}

const start = (worker: string): ChildProcess =>
  fork(worker, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })

/** Rejects when the process ends before it is done: a fault of the simulation, not of what it tests. */
function runOn(
  child: ChildProcess,
  order: Order,
  hear: (history: History) => void,
  after: 'keep' | 'end' = 'end',
): Promise<void> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`the worker ended with ${code} at ${order.from}`))
    const listen = (word: Word) => {
      if (word.kind === 'ready') child.send(order)
      if (word.kind === 'history') hear(word)
      if (word.kind !== 'done') return
      child.off('message', listen)
      child.off('exit', ended)
      if (after === 'end') child.disconnect()
      resolve()
    }
    child.on('message', listen)
    child.on('exit', ended)
    // One that is kept has said long ago that it is ready.
    if (started.has(child)) child.send(order)
    started.add(child)
  })
}

const started = new WeakSet<ChildProcess>()

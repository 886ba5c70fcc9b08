/**
 * What a power cut leaves: of each file only what was synced. strace watches
 * every process of the browser; after the kill, the logs of the databases and
 * the files of the page are cut to the bytes that an fsync had covered.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, existsSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { processesOf } from './processes.ts'
import { pause } from './weather.ts'

const ATTACH_MS = 10_000
const DETACH_MS = 2_000

export type Watch = {
  /** After the kill: cuts, and gives how many bytes were written and how many of them went. */
  cut(): Promise<{ readonly written: number; readonly cut: number }>
}

/** Undefined where there is no strace, or this user may not trace. */
export async function watchDisk(profile: string, log: string): Promise<Watch | undefined> {
  if (!hasStrace()) return undefined
  const before = sizes(profile)
  const pids = processesOf(profile)
  const strace = spawn(
    'strace',
    [
      ...['-f', '-qq', '-y', '-s', '0', '-o', log],
      ...['-e', 'trace=write,pwrite64,writev,pwritev,pwritev2,fsync,fdatasync,ftruncate'],
      ...pids.flatMap((pid) => ['-p', String(pid)]),
    ],
    { stdio: 'ignore' },
  )
  if (!(await isTraced(pids, strace))) {
    strace.kill('SIGKILL')
    return undefined
  }
  return {
    async cut() {
      const ended = once(strace, 'exit')
      if (strace.exitCode === null && strace.signalCode === null) {
        strace.kill('SIGINT')
        // It may wait for ever for the end of a process that has ended; each line is on the disk by now.
        await Promise.race([ended, pause(DETACH_MS).then(() => strace.kill('SIGKILL'))])
        await ended
      }
      const synced = await syncedSizes(log, before)
      rmSync(log)
      let written = 0
      let cut = 0
      for (const [file, size] of sizes(profile)) {
        const kept = Math.min(size, synced.get(file) ?? before.get(file) ?? 0)
        written += size - (before.get(file) ?? 0)
        cut += size - kept
        if (kept < size) truncateSync(file, kept)
      }
      return { written, cut }
    },
  }
}

const hasStrace = () => {
  try {
    execFileSync('strace', ['-V'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

async function isTraced(pids: readonly number[], strace: ChildProcess): Promise<boolean> {
  const until = performance.now() + ATTACH_MS
  while (strace.exitCode === null && performance.now() < until) {
    const traced = pids.filter((pid) => {
      try {
        const status = execFileSync('grep', ['TracerPid', `/proc/${pid}/status`], { encoding: 'utf8' })
        return !/\t0\n/.test(status)
      } catch {
        return true
      }
    })
    if (traced.length === pids.length) return true
    await pause(100)
  }
  return false
}

/** The logs of LevelDB, and the files that a page keeps: both only grow, or are cut and grow again. */
function sizes(profile: string): Map<string, number> {
  const found = new Map<string, number>()
  for (const [folder, pattern] of [
    ['Default/IndexedDB', /\.leveldb\/\d+\.log$/],
    ['Default/File System', /\/t\/\d\d\/\d+$/],
  ] as const) {
    const directory = join(profile, folder)
    if (!existsSync(directory)) continue
    for (const name of readdirSync(directory, { recursive: true, encoding: 'utf8' })) {
      const file = join(directory, name)
      if (pattern.test(file)) found.set(file, statSync(file).size)
    }
  }
  return found
}

type Known = { size: number; synced: number }

async function syncedSizes(
  log: string,
  before: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, number>> {
  const files = new Map<string, Known>([...before].map(([file, size]) => [file, { size, synced: size }]))
  /** A call that another thread's line interrupts is told in two halves; a sync covers what was there when it began. */
  const begun = new Map<string, { readonly text: string; readonly sizeThen: number }>()
  const known = (file: string) => {
    const each = files.get(file) ?? { size: 0, synced: 0 }
    files.set(file, each)
    return each
  }

  for await (const line of createInterface({ input: createReadStream(log) })) {
    const [, pid = '', said = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? []
    if (said.endsWith('<unfinished ...>')) {
      const file = fileIn(said)
      begun.set(pid, { text: said.slice(0, -16), sizeThen: file === undefined ? 0 : known(file).size })
      continue
    }
    const half = said.startsWith('<... ') ? begun.get(pid) : undefined
    const text = half === undefined ? said : half.text + said.replace(/^<\.\.\. \w+ resumed>/, '')
    const file = fileIn(text)
    if (file === undefined) continue
    const each = known(file)
    const result = Number(/= (-?\d+)[^=]*$/.exec(text)?.[1])
    if (!(result >= 0)) continue
    const at = /^pwrite(?:64|v2?)\(.*, (\d+)(?:, \w+)?\)\s+=/.exec(text)?.[1]
    if (text.startsWith('pwrite')) each.size = Math.max(each.size, Number(at ?? each.size) + result)
    else if (text.startsWith('write')) each.size += result
    else if (text.startsWith('ftruncate')) {
      each.size = Number(/, (\d+)\)/.exec(text)?.[1] ?? each.size)
      each.synced = Math.min(each.synced, each.size)
    } else each.synced = Math.max(each.synced, half?.sizeThen ?? each.size)
  }
  return new Map([...files].map(([file, { synced }]) => [file, synced]))
}

/** `fdatasync(77</tmp/…/000003.log>) = 0` */
const fileIn = (text: string) => /^\w+\(\d+<([^>]+)>/.exec(text)?.[1]

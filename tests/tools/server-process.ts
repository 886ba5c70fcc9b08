/** The built server as its own process, to be stopped, killed and started again on the same directory. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from './free-port.ts'

const MAIN = fileURLToPath(new URL('../../dist/server/main.js', import.meta.url))
const START_MS = 30_000

type Options = {
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Another build than that of this tree. */
  readonly main?: string
}

export type ServerProcess = {
  readonly port: number
  readonly url: string
  readonly dataDir: string
  readonly stdout: () => string
  readonly stderr: () => string
  /** The code of `PUBLIC_URL/join#CODE` in what was printed. */
  readonly organiserCode: () => string
  /** SIGTERM, and waits; gives the exit code. */
  stop(): Promise<number | null>
  /** kill -9: no goodbye, as in a power cut. */
  kill(): Promise<void>
  /** Again on the same port and directory, after `stop` or `kill`. */
  start(): Promise<void>
  /** Ends the server and removes its directory. */
  remove(): Promise<void>
}

/** Starts on a free port, with a fresh directory unless one is given, and waits until the server is ready. */
export async function startServerProcess({
  args = [],
  env = {},
  main = MAIN,
  dataDir = mkdtempSync(join(tmpdir(), 'petition-pack-')),
}: Options & { readonly dataDir?: string } = {}): Promise<ServerProcess> {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const options = { args, main, env: { PORT: String(port), DATA_DIR: dataDir, ...env } }
  let run = spawnServer(options)
  await ready(run, url)

  const stop = async () => {
    run.child.kill('SIGTERM')
    return run.exit
  }
  return {
    port,
    url,
    dataDir,
    stdout: () => run.stdout(),
    stderr: () => run.stderr(),
    organiserCode: () => /\/join#([0-9A-Z]+)/.exec(run.stdout())?.[1] ?? '',
    stop,
    kill: async () => {
      run.child.kill('SIGKILL')
      await run.exit
    },
    start: async () => {
      run = spawnServer(options)
      await ready(run, url)
    },
    remove: async () => {
      await stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Runs the server where it is expected to end by itself. */
export async function runServer(
  options: Options,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const run = spawnServer(options)
  const giveUp = setTimeout(() => run.child.kill('SIGKILL'), START_MS)
  const code = await run.exit
  clearTimeout(giveUp)
  return { code, stdout: run.stdout(), stderr: run.stderr() }
}

type Run = {
  readonly child: ChildProcess
  readonly exit: Promise<number | null>
  readonly stdout: () => string
  readonly stderr: () => string
}

function spawnServer({ args = [], env = {}, main = MAIN }: Options): Run {
  if (!existsSync(main)) throw new Error('The server is not built: run npm run build first.')
  const child = spawn(process.execPath, [main, ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const exit = once(child, 'close').then(() => child.exitCode)
  return { child, exit, stdout: () => stdout, stderr: () => stderr }
}

async function ready({ child, stdout, stderr }: Run, url: string): Promise<void> {
  const until = Date.now() + START_MS
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`The server ended at its start: ${stderr()}`)
    const response = await fetch(`${url}/readyz`).catch(() => undefined)
    // What the tests read from is printed a moment later than the server answers.
    if (response?.ok && stdout().includes('Petition Pack is running')) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  child.kill('SIGKILL')
  throw new Error(`The server was not ready within ${START_MS} ms: ${stderr()}`)
}

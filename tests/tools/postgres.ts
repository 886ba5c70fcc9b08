/** A throw-away PostgreSQL server, durable as in production, where its binaries exist. */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { freePort } from './free-port.ts'

export type PostgresServer = {
  readonly url: string
  readonly directory: string
  /** An empty database of its own for one test. */
  createDatabase(name: string): Promise<string>
  /** kill -9 of the postmaster, as in a power cut; what it had started ends by itself. */
  kill(): Promise<void>
  /** Again on the same port and directory; nothing where it runs. */
  start(): Promise<void>
  /** All that it wrote to its log so far. */
  log(): string
  /** Ends the server and removes its directory, unless that was given. */
  remove(): Promise<void>
}

const START_MS = 30_000

export const hasPostgres = (): boolean => findBinaries() !== undefined

/**
 * In a directory of its own unless one is given. Undefined, after a loud line, where no PostgreSQL is installed; CI sets
 * REQUIRE_POSTGRES and gets an error.
 */
export async function startPostgres(given?: string): Promise<PostgresServer | undefined> {
  const bin = findBinaries()
  if (bin === undefined) {
    const line =
      'PostgreSQL is not installed: the tests on a real server do not run. Install it: apt-get install postgresql'
    if (process.env.REQUIRE_POSTGRES) throw new Error(line)
    process.stderr.write(`\n*** ${line} ***\n\n`)
    return undefined
  }
  const directory = given ?? mkdtempSync(join(tmpdir(), 'petition-pack-pg-'))
  const owner = ownerOf(directory)
  const port = await freePort()
  const cluster = join(directory, 'cluster')
  execFileSync(
    join(bin, 'initdb'),
    ['-D', cluster, '-U', 'petition', '-A', 'trust', '-E', 'UTF8', '--no-locale'],
    {
      ...owner,
      cwd: directory,
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  const urlOf = (database: string) => `postgres://petition@127.0.0.1:${port}/${database}`
  let log = ''
  const spawnServer = () => {
    const settings = ['listen_addresses=127.0.0.1', 'fsync=on'].flatMap((setting) => ['-c', setting])
    const child = spawn(
      join(bin, 'postgres'),
      ['-D', cluster, '-p', String(port), '-k', directory, ...settings],
      { ...owner, cwd: directory, stdio: ['ignore', 'ignore', 'pipe'] },
    )
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      log += text
    })
    return { child, exit: once(child, 'exit') }
  }
  let server = spawnServer()
  const remove = async () => {
    // SIGINT is PostgreSQL's fast shutdown: it does not wait for clients.
    server.child.kill('SIGINT')
    await server.exit
    if (given === undefined) rmSync(directory, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    await answers(urlOf('postgres'))
  } catch (error) {
    await remove()
    throw new Error(`PostgreSQL did not start: ${log}`, { cause: error })
  }
  return {
    url: urlOf('postgres'),
    directory,
    createDatabase: async (name) => {
      await query(urlOf('postgres'), `create database "${name}"`)
      return urlOf(name)
    },
    kill: async () => {
      server.child.kill('SIGKILL')
      await server.exit
    },
    start: async () => {
      if (server.child.exitCode === null && server.child.signalCode === null) return
      const until = Date.now() + START_MS
      for (;;) {
        server = spawnServer()
        const isUp = await Promise.race([
          answers(urlOf('postgres')).then(
            () => true,
            () => false,
          ),
          server.exit.then(() => false),
        ])
        if (isUp) return
        // What the killed one had started may still hold the shared memory for a moment.
        if (Date.now() > until) throw new Error(`PostgreSQL did not start again: ${log}`)
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    },
    log: () => log,
    remove,
  }
}

/** Debian keeps the server's binaries off the PATH, under their version. */
function findBinaries(): string | undefined {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  return [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(':'),
  ].find((directory) => existsSync(join(directory, 'initdb')) && existsSync(join(directory, 'postgres')))
}

/** PostgreSQL refuses to run as root, so root hands its directory to the user that the package made. */
function ownerOf(directory: string): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const idOf = (flag: '-u' | '-g') => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  const owner = { uid: idOf('-u'), gid: idOf('-g') }
  chownSync(directory, owner.uid, owner.gid)
  chmodSync(directory, 0o700)
  return owner
}

async function answers(url: string): Promise<void> {
  const until = Date.now() + START_MS
  for (;;) {
    try {
      return await query(url, 'select 1')
    } catch (error) {
      if (Date.now() > until) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

async function query(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}

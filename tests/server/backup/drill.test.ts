/** The commands as people run them: beside a running server, and on an empty machine after a disaster. */
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test } from 'vitest'
import { readBackups } from '#wire/backups.ts'
import { runServer, type ServerProcess, startServerProcess } from '../../tools/server-process.ts'
import { openPetition } from './open-petition.ts'

const MAIN = fileURLToPath(new URL('../../../dist/server/main.js', import.meta.url))
const directories: string[] = []
const servers: ServerProcess[] = []

const newDirectory = () => {
  const directory = mkdtempSync(join(tmpdir(), 'petition-pack-drill-'))
  directories.push(directory)
  return directory
}

async function startServer(options: Parameters<typeof startServerProcess>[0] = {}): Promise<ServerProcess> {
  const server = await startServerProcess({ dataDir: join(newDirectory(), 'data'), ...options })
  servers.push(server)
  return server
}

afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop()
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true })
})

const command = (dataDir: string, args: readonly string[], env: Record<string, string> = {}) =>
  runServer({ args, env: { DATA_DIR: dataDir, ...env } })

const copiesIn = (directory: string) =>
  readdirSync(directory)
    .filter((name) => name.endsWith('.db'))
    .sort()
    .map((name) => join(directory, name))

describe('an empty machine', () => {
  test('S9 has everything again, once, from two files and a code, after the server and its disk are gone', async () => {
    const server = await startServer()
    let address = server.url
    const send = (path: string, init: RequestInit) => fetch(address + path, init)
    const { organiser, volunteer, kit, sign } = await openPetition(send, server.organiserCode())
    await sign('Ada Zymurgy', 'Bea Zymurgy')
    expect((await command(server.dataDir, ['backup'])).code).toBe(0)
    await sign('Cid Zymurgy')
    const elsewhere = newDirectory()
    const { code, stdout } = await command(server.dataDir, ['backup', '--to', elsewhere])
    expect(code).toBe(0)
    expect(stdout).toContain('Backed up, opened and found whole.')
    expect(stdout).toContain('1 petition, 3 entries, 3 signatures')
    // Covered by both, so phones may let go of the first two.
    expect((await volunteer.hello()).durableMark).toBeGreaterThan(0)
    await sign('Dot Zymurgy', 'Eli Zymurgy')
    await server.kill()
    rmSync(server.dataDir, { recursive: true })

    const [file = ''] = copiesIn(elsewhere)
    const empty = join(newDirectory(), 'data')
    const restored = await command(empty, ['restore', file], { RECOVERY_KIT: kit })
    expect(restored.stderr).toBe('Reading the backup …\nChecking the copy …\n')
    expect(restored.code).toBe(0)
    expect(restored.stdout).toContain('“Keep the library open”')
    expect(restored.stdout).toContain('3 entries, 3 signatures')
    expect(restored.stdout).toContain('Phones will send again what came after')
    expect(restored.stdout).not.toContain(kit)

    const again = await startServer({ dataDir: empty })
    address = again.url
    expect(await volunteer.push()).toBe(5)
    expect(await volunteer.push()).toBe(0)
    const params = { petition: organiser.session.petition }
    const { unbacked } = await organiser.call(readBackups, { params })
    expect(unbacked).toBe(5)
    expect(await namesInBackup(again)).toBe(5)
  })

  /** Of the signatures that the server itself says are in a backup. */
  async function namesInBackup({ dataDir }: ServerProcess): Promise<number> {
    const { stdout } = await command(dataDir, ['backup'])
    return Number(/(\d+) signatures/.exec(stdout)?.[1])
  }

  test('takes the code from standard input or an argument too, and says what is wrong in one line', async () => {
    const server = await startServer()
    const send = (path: string, init: RequestInit) => fetch(server.url + path, init)
    const { kit } = await openPetition(send, server.organiserCode())
    const elsewhere = newDirectory()
    await command(server.dataDir, ['backup', '--to', elsewhere])
    const [file = ''] = copiesIn(elsewhere)
    const refused = await command(join(newDirectory(), 'data'), ['restore', file])
    expect(refused.code).toBe(1)
    expect(refused.stderr).toMatch(/^Reading the backup …\nNo petition of this backup opens .*\n$/)
    expect(refused.stderr).toContain('No petition of this backup opens with these codes or keys')
    const piped = spawnSync(process.execPath, [MAIN, 'restore', file], {
      input: `${kit}\n`,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, DATA_DIR: join(newDirectory(), 'data') },
    })
    expect(piped).toMatchObject({ status: 0, stderr: 'Reading the backup …\nChecking the copy …\n' })
    const taken = await command(join(newDirectory(), 'data'), ['restore', file, '--kit', kit])
    expect(taken.code).toBe(0)
    expect(taken.stdout).toContain('codes to join that were given out before work no more')
  })
})

describe('beside a running server', () => {
  test('a backup is made through a socket that only its own user can open', async () => {
    const server = await startServer()
    const socket = join(server.dataDir, 'control.sock')
    expect(statSync(socket).isSocket()).toBe(true)
    expect(statSync(socket).mode & 0o777).toBe(0o600)
    const { code, stdout } = await command(server.dataDir, ['backup'])
    expect(code).toBe(0)
    expect(stdout).toContain('on the same disk as the data')
    const own = join(server.dataDir, 'backups')
    expect(statSync(own).mode & 0o777).toBe(0o700)
    expect(copiesIn(own)).toHaveLength(1)
    expect(readdirSync(server.dataDir).filter((name) => /snapshot|part/.test(name))).toEqual([])

    const listed = await command(server.dataDir, ['backups'])
    expect(listed.stdout).toMatch(/made 20\d\d-.* UTC, 0 minutes ago\n.*1 petition, 0 entries/)
    expect(listed.stdout).toContain('verified; on the same disk as the data')
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
  })

  test('nonsense on the socket is answered and harms nothing', async () => {
    const server = await startServer()
    const answered = await new Promise<string>((resolve, reject) => {
      let text = ''
      const socket = connect(join(server.dataDir, 'control.sock'))
      socket.on('data', (data) => {
        text += data
      })
      socket.on('end', () => resolve(text))
      socket.on('error', reject)
      socket.write('{"command":"erase"}\n')
    })
    expect(JSON.parse(answered)).toMatchObject({ kind: 'failed' })
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
  })

  test('nothing is restored over it', async () => {
    const server = await startServer()
    await command(server.dataDir, ['backup'])
    const [file = ''] = copiesIn(join(server.dataDir, 'backups'))
    const { code, stderr } = await command(server.dataDir, ['restore', file, '--force'])
    expect(code).toBe(1)
    expect(stderr).toMatch(
      /\nA Petition Pack server is running on .*\. Stop it first\. Nothing was changed\.\n$/,
    )
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
  })

  test('a directory that can not be written gets one line', async () => {
    const server = await startServer()
    const file = join(newDirectory(), 'a-file')
    writeFileSync(file, 'mine')
    const { code, stderr } = await command(server.dataDir, ['backup', '--to', file])
    expect(code).toBe(1)
    expect(stderr).toContain(`${file} is not a directory. Name another one with --to.`)
    expect(readFileSync(file, 'utf8')).toBe('mine')
  })
})

describe('without a server', () => {
  test('a backup is made by the command itself, and a socket of a killed server is replaced', async () => {
    const server = await startServer()
    await server.kill()
    expect(existsSync(join(server.dataDir, 'control.sock'))).toBe(true)
    expect((await command(server.dataDir, ['backup'])).code).toBe(0)
    await server.start()
    expect((await command(server.dataDir, ['backup'])).code).toBe(0)
    expect(copiesIn(join(server.dataDir, 'backups'))).toHaveLength(2)
  })

  test('there is nothing to back up where no database is, and none is made', async () => {
    const dataDir = join(newDirectory(), 'data')
    const { code, stderr } = await command(dataDir, ['backup'])
    expect(code).toBe(1)
    expect(stderr).toContain('There is no database in')
    expect(existsSync(dataDir)).toBe(false)
  })

  test('J3 an older backup is restored only by who accepts the loss, in words', async () => {
    const server = await startServer()
    const send = (path: string, init: RequestInit) => fetch(server.url + path, init)
    const { sign } = await openPetition(send, server.organiserCode())
    for (const name of ['Ada Zymurgy', 'Bea Zymurgy', 'Cid Zymurgy']) {
      await sign(name)
      await command(server.dataDir, ['backup'])
    }
    await server.stop()
    const [oldest = ''] = copiesIn(join(server.dataDir, 'backups'))
    const refused = await command(server.dataDir, ['restore', oldest, '--force'])
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain(
      'There are 2 newer backups, and phones may no longer hold 1 entry that came after this one.',
    )
    const accepted = await command(server.dataDir, ['restore', oldest, '--force', '--accept-loss'])
    expect(accepted.code).toBe(0)
    expect(accepted.stdout).toContain('1 entry, 1 signature')
    expect(accepted.stdout).toMatch(/Set aside: .*petition-pack\.before-restore-/)
    await server.start()
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
  })
})

test('a second server on the same keys leaves the socket to the first', async () => {
  const dataDir = join(newDirectory(), 'data')
  const first = await startServer({ dataDir })
  const copy = join(newDirectory(), 'data')
  await first.stop()
  cpSync(dataDir, copy, { recursive: true, filter: (file) => basename(file) !== 'control.sock' })
  const listening = createServer((socket) => socket.destroy())
  await new Promise<void>((done) => listening.listen(join(copy, 'control.sock'), done))
  const second = await startServer({ dataDir: copy })
  expect(second.stderr()).toContain('no commands are taken beside this server')
  await second.stop()
  await new Promise((done) => listening.close(done))
})

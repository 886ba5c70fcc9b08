import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { Agent, createServer, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { cannotStartOf } from '#server/cannot-start-of.ts'
import { readConfig } from '#server/config.ts'
import { freePort } from '../tools/free-port.ts'
import { hasPostgres, type PostgresServer, startPostgres } from '../tools/postgres.ts'
import { runServer, type ServerProcess, startServerProcess } from '../tools/server-process.ts'
import { mountSmallDisk } from '../tools/small-disk.ts'

const directories: string[] = []
const newDirectory = () => {
  const directory = mkdtempSync(join(tmpdir(), 'petition-pack-start-'))
  directories.push(directory)
  return directory
}

afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true })
})

/** Ended by itself with one line for whoever started it. */
const oneLine = (text: string) => expect(text.trimEnd().split('\n')).toHaveLength(1)

describe("a start that can't succeed says in one line what to do, and makes nothing", () => {
  test('a wrong variable is named', async () => {
    const dataDir = join(newDirectory(), 'data')
    const { code, stderr } = await runServer({ env: { PORT: '99999', DATA_DIR: dataDir } })
    expect(code).toBe(1)
    expect(stderr).toMatch(/^PORT "99999" is not a port\. Use a number/)
    oneLine(stderr)
    expect(existsSync(dataDir)).toBe(false)
  })

  test('an unknown command or option points to --help', async () => {
    for (const args of [['frobnicate'], ['--frobnicate']]) {
      const { code, stderr } = await runServer({ args })
      expect(code).toBe(1)
      expect(stderr).toMatch(/--help/)
      oneLine(stderr)
    }
  })

  test('a port in use', async () => {
    const dataDir = join(newDirectory(), 'data')
    const other = createServer()
    const port = await freePort()
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve))
    const { code, stderr } = await runServer({ env: { PORT: String(port), DATA_DIR: dataDir } })
    other.close()
    expect(code).toBe(1)
    expect(stderr).toMatch(
      new RegExp(`^Port ${port} is in use\\. Stop the other program, or start with another port`),
    )
    oneLine(stderr)
    expect(existsSync(dataDir)).toBe(false)
  })

  test('a HOST that is not of this machine', async () => {
    const { code, stderr } = await runServer({
      env: { PORT: String(await freePort()), HOST: '192.0.2.1', DATA_DIR: join(newDirectory(), 'data') },
    })
    expect(code).toBe(1)
    expect(stderr).toMatch(/^HOST "192\.0\.2\.1" is not an address of this machine/)
    oneLine(stderr)
  })

  test('a DATA_DIR that is a file', async () => {
    const file = join(newDirectory(), 'data')
    writeFileSync(file, 'mine')
    const { code, stderr } = await runServer({ env: { PORT: String(await freePort()), DATA_DIR: file } })
    expect(code).toBe(1)
    expect(stderr).toMatch(/DATA_DIR/)
    oneLine(stderr)
    expect(readFileSync(file, 'utf8')).toBe('mine')
  })

  test('a database that is not one is left as it is', async () => {
    const dataDir = newDirectory()
    const file = join(dataDir, 'petition-pack.db')
    writeFileSync(file, 'not a database, but perhaps dear to somebody'.repeat(100))
    const before = readFileSync(file)
    const { code, stderr } = await runServer({ env: { PORT: String(await freePort()), DATA_DIR: dataDir } })
    expect(code).toBe(1)
    expect(stderr).toMatch(/can't be read\. It was left as it is/)
    oneLine(stderr)
    expect(readFileSync(file)).toEqual(before)
    expect(existsSync(join(dataDir, 'master.key'))).toBe(false)
  })

  test('a PostgreSQL server that does not answer', async () => {
    const { code, stderr } = await runServer({
      env: {
        PORT: String(await freePort()),
        DATA_DIR: newDirectory(),
        DATABASE_URL: `postgres://petition:secret@127.0.0.1:${await freePort()}/petition`,
      },
    })
    expect(code).toBe(1)
    expect(stderr).toMatch(/^The database in DATABASE_URL does not answer/)
    expect(stderr).not.toContain('secret')
    oneLine(stderr)
  })
})

describe('a full disk', () => {
  test.each(['ENOSPC', 'SQLITE_FULL', '53100'])('(%s) gets a line that says so', (code) => {
    const line = cannotStartOf(Object.assign(new Error('write'), { code }), readConfig({}))?.message
    expect(line).toMatch(/^The disk that holds data is full\. Free some space and start again/)
  })

  // Full at different moments: no room for the database, for its tables, for the key.
  test.each([4, 16, 64, 320])(
    'of %i KiB stops the start, and with more room the next one succeeds',
    async (kib) => {
      const disk = mountSmallDisk(kib)
      if (disk === undefined) return expect(process.getuid?.()).not.toBe(0)
      try {
        const env = { PORT: String(await freePort()), DATA_DIR: disk.directory }
        const { code, stderr } = await runServer({ env })
        expect(code).toBe(1)
        expect(stderr).toMatch(/is full\. Free some space and start again/)
        oneLine(stderr)
        disk.grow(65_536)
        const server = await startServerProcess({ dataDir: disk.directory })
        expect(server.organiserCode()).not.toBe('')
        await server.stop()
      } finally {
        disk.remove()
      }
    },
  )
})

describe('a running server', () => {
  let server: ServerProcess

  beforeAll(async () => {
    server = await startServerProcess()
  })
  afterAll(() => server.remove())

  test('prints its address, and at the first start a link for one organiser with its QR code', () => {
    expect(server.stdout()).toContain(`http://localhost:${server.port}`)
    expect(server.stdout()).toMatch(
      new RegExp(`http://localhost:${server.port}/join#[0-9A-HJKMNP-TV-Z]{8}\\n`),
    )
    expect(server.stdout()).toMatch(/█▀▀|▄▄▄▄▄/)
    expect(server.stdout()).toContain('Phones need an https address')
  })

  test('keeps its data and its key to its own user', () => {
    const files = readdirSync(server.dataDir)
    expect(files).toEqual(expect.arrayContaining(['master.key', 'petition-pack.db']))
    for (const file of files) expect(statSync(join(server.dataDir, file)).mode & 0o077).toBe(0)
  })

  test('is the only one on its data', async () => {
    const { code, stderr } = await runServer({
      env: { PORT: String(await freePort()), DATA_DIR: server.dataDir },
    })
    expect(code).toBe(1)
    expect(stderr).toMatch(/^Another Petition Pack server has the database in .* open\. Stop it first/)
    oneLine(stderr)
  })

  test('says that it lives and is ready', async () => {
    expect(await (await fetch(`${server.url}/healthz`)).text()).toBe('ok')
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
  })

  test('describes its API', async () => {
    const response = await fetch(`${server.url}/api/openapi.json`)
    expect(response.headers.get('content-type')).toContain('application/json')
    expect(await response.json()).toMatchObject({ openapi: '3.1.0' })
  })

  test('gives the page to navigations by any address of the app', async () => {
    for (const path of ['/', '/join', '/p/1/streets/2']) {
      const response = await fetch(server.url + path, { headers: { accept: 'text/html,*/*' } })
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toContain('text/html')
      expect(response.headers.get('cache-control')).toBe('no-cache')
      expect(await response.text()).toContain('<title>Petition Pack</title>')
    }
  })

  test.each([
    ['/assets/index-gone.js', 'text/html,*/*'],
    ['/gone.js', 'text/html,*/*'],
    ['/gone.png', '*/*'],
    ['/join', '*/*'],
    ['/join', 'application/json'],
    ['/assets/', 'text/html'],
    ['/api/gone', 'text/html'],
    ['/api/v1/gone', 'text/html'],
    ['/api', 'text/html'],
    ['/..%2f..%2fpackage.json', 'text/html'],
    ['/.vite/manifest.json', 'text/html'],
  ])('answers 404, and never the page, to %s for %s', async (path, accept) => {
    const response = await fetch(server.url + path, { headers: { accept } })
    expect(response.status).toBe(404)
    expect(await response.text()).not.toContain('<title>')
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  test('lets browsers keep what never changes, and ask each time for the rest', async () => {
    const page = await (await fetch(server.url, { headers: { accept: 'text/html' } })).text()
    const asset = /\/assets\/[^"]+\.js/.exec(page)?.[0] ?? ''
    const script = await fetch(server.url + asset, { headers: { 'accept-encoding': 'br' } })
    expect(script.status).toBe(200)
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(script.headers.get('content-encoding')).toBe('br')
    expect(script.headers.get('vary')).toMatch(/accept-encoding/i)
    for (const path of ['/service-worker.js', '/manifest.webmanifest', '/robots.txt']) {
      const response = await fetch(server.url + path)
      expect(response.status).toBe(200)
      expect(response.headers.get('cache-control')).toBe('no-cache')
    }
  })

  test('sends a strict policy with pages, files and errors', async () => {
    for (const path of [
      '/',
      '/service-worker.js',
      '/gone.js',
      '/api/v1/gone',
      '/api/openapi.json',
      '/healthz',
    ]) {
      const { headers } = await fetch(server.url + path, { headers: { accept: 'text/html' } })
      expect(headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(headers.get('content-security-policy')).not.toContain('unsafe')
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('x-frame-options')).toBe('DENY')
    }
  })

  test('answers no page of another site', async () => {
    const ask = (site: string) =>
      fetch(`${server.url}/api/v1/join`, { method: 'POST', headers: { 'sec-fetch-site': site }, body: '{}' })
    for (const site of ['cross-site', 'same-site']) expect((await ask(site)).status).toBe(403)
    for (const site of ['same-origin', 'none']) expect((await ask(site)).status).toBe(400)
  })

  test('P1 logs the pattern of a route, and nothing of what was asked', async () => {
    await fetch(`${server.url}/api/v1/petitions/5f0c2a4e-0000-7000-8000-000000000001/hello?n=Winifred`)
    await fetch(`${server.url}/api/v1/join`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: 'Winifred' }),
    })
    const lines = server
      .stderr()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines).toContainEqual(
      expect.objectContaining({ method: 'GET', route: '/api/v1/petitions/:petition/hello', status: 401 }),
    )
    expect(server.stderr()).not.toMatch(/Winifred|5f0c2a4e|127\.0\.0\.1|::1/)
  })
})

describe('stopping and starting again', () => {
  test('a start after a kill keeps the key, and --organiser-link prints a new link', async () => {
    const server = await startServerProcess()
    try {
      const key = readFileSync(join(server.dataDir, 'master.key'), 'utf8')
      await server.kill()
      await server.start()
      expect(readFileSync(join(server.dataDir, 'master.key'), 'utf8')).toBe(key)
      expect(await server.stop()).toBe(0)

      const env = { PORT: String(server.port), DATA_DIR: server.dataDir }
      const { code, stdout } = await runServer({ args: ['--organiser-link'], env })
      expect(code).toBe(0)
      expect(stdout).toMatch(new RegExp(`http://localhost:${server.port}/join#[0-9A-Z]{8}\\n`))
    } finally {
      await server.remove()
    }
  })

  test('a missing master key stops the start, and nothing is made anew over the database', async () => {
    const server = await startServerProcess()
    await server.stop()
    try {
      rmSync(join(server.dataDir, 'master.key'))
      const env = { PORT: String(server.port), DATA_DIR: server.dataDir }
      const { code, stderr } = await runServer({ env })
      expect(code).toBe(1)
      expect(stderr).toMatch(/^The master key .* is missing.*No new key was made\./)
      oneLine(stderr)
      expect(existsSync(join(server.dataDir, 'master.key'))).toBe(false)
    } finally {
      await server.remove()
    }
  })

  test("another server's master key stops the start", async () => {
    const server = await startServerProcess()
    await server.stop()
    try {
      writeFileSync(join(server.dataDir, 'master.key'), `${Buffer.alloc(32, 7).toString('base64url')}\n`)
      const { code, stderr } = await runServer({
        env: { PORT: String(server.port), DATA_DIR: server.dataDir },
      })
      expect(code).toBe(1)
      expect(stderr).toMatch(/^The master key .* is not the one of this database/)
      oneLine(stderr)
    } finally {
      await server.remove()
    }
  })

  test('a key file elsewhere is made where MASTER_KEY_FILE says', async () => {
    const keys = join(newDirectory(), 'keys')
    mkdirSync(keys)
    const server = await startServerProcess({ env: { MASTER_KEY_FILE: join(keys, 'petition.key') } })
    expect(existsSync(join(keys, 'petition.key'))).toBe(true)
    expect(existsSync(join(server.dataDir, 'master.key'))).toBe(false)
    await server.remove()
  })

  test('SIGTERM lets a request under way finish, takes no more, and exits with 0', async () => {
    const server = await startServerProcess()
    const agent = new Agent({ keepAlive: true })
    // The body arrives in two parts; the server is told to stop between them.
    const slow = request(`${server.url}/api/v1/join`, {
      method: 'POST',
      agent,
      headers: { 'content-type': 'application/json' },
    })
    const answered = new Promise<number | undefined>((resolve, reject) => {
      slow.on('response', (response) => {
        response.resume()
        response.on('end', () => resolve(response.statusCode))
      })
      slow.on('error', reject)
    })
    slow.write('{"code":')
    await new Promise((resolve) => setTimeout(resolve, 300))
    const stopped = server.stop()
    await new Promise((resolve) => setTimeout(resolve, 300))
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow()
    slow.end('"00000000"}')
    expect(await answered).toBe(400)
    expect(await stopped).toBe(0)
    agent.destroy()
    // All is in the one file, so that it can be copied.
    const log = join(server.dataDir, 'petition-pack.db-wal')
    expect(existsSync(log) ? statSync(log).size : 0).toBe(0)
    rmSync(server.dataDir, { recursive: true })
  })
})

describe.runIf(hasPostgres())('on PostgreSQL', () => {
  let postgres: PostgresServer | undefined

  beforeAll(async () => {
    postgres = await startPostgres()
  })
  afterAll(() => postgres?.remove())

  test('the server starts, survives a kill, and stops', async () => {
    const url = await postgres?.createDatabase('petition')
    const server = await startServerProcess({ env: { DATABASE_URL: String(url) } })
    expect(server.organiserCode()).not.toBe('')
    expect(readdirSync(server.dataDir).sort()).toEqual(['control.sock', 'master.key'])
    await server.kill()
    await server.start()
    expect(await server.stop()).toBe(0)
    await server.remove()
  })

  test('a database that does not exist is named', async () => {
    const { code, stderr } = await runServer({
      env: {
        PORT: String(await freePort()),
        DATA_DIR: newDirectory(),
        DATABASE_URL: String(postgres?.url).replace(/postgres$/, 'nowhere'),
      },
    })
    expect(code).toBe(1)
    expect(stderr).toMatch(/^The database named in DATABASE_URL does not exist\. Create it/)
    oneLine(stderr)
  })
})

describe('PUBLIC_URL', () => {
  test('with https is the address for phones and of the link', async () => {
    const server = await startServerProcess({ env: { PUBLIC_URL: 'https://petition.example.org/' } })
    expect(server.stdout()).toMatch(/https:\/\/petition\.example\.org\/join#[0-9A-Z]{8}\n/)
    expect(server.stdout()).not.toContain('need an https address')
    await server.remove()
  })

  test('without https gives no link for phones and says how to get one', async () => {
    const server = await startServerProcess({ env: { PUBLIC_URL: 'http://192.168.1.5:3000' } })
    expect(server.stdout()).toContain(
      "Phones can't collect at http://192.168.1.5:3000: they need an https address",
    )
    expect(server.stdout()).not.toContain('192.168.1.5:3000/join')
    expect(server.stdout()).toMatch(new RegExp(`http://localhost:${server.port}/join#`))
    await server.remove()
  })
})

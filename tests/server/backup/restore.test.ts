/** Bringing a server back: what returns, what is refused, and in which words. */
import { randomBytes } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Hono } from 'hono'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '#server/app.ts'
import { manifestFileOf } from '#server/backup/backup-manifest.ts'
import { makeBackup } from '#server/backup/make-backup.ts'
import { restoreBackup } from '#server/backup/restore-backup.ts'
import { RestoreRefused } from '#server/backup/restore-refused.ts'
import { type Config, readConfig } from '#server/config.ts'
import { createFirstOrganiserCode } from '#server/first-organiser.ts'
import type { Server } from '#server/server.ts'
import { type Effects, openServer } from '#server/start-server.ts'
import { openStore } from '#server/store/open-store.ts'
import { readAudit } from '#wire/audit.ts'
import { createPetition } from '#wire/petitions.ts'
import { readStreetSignatures } from '#wire/roll.ts'
import { hasPostgres, type PostgresServer, startPostgres } from '../../tools/postgres.ts'
import { type OpenPetition, openPetition } from './open-petition.ts'

const directories: string[] = []
const opened = new Set<Server>()
let clock = Date.parse('2026-11-22T10:00:00.000Z')

const newDirectory = () => {
  const directory = mkdtempSync(join(tmpdir(), 'petition-pack-restore-'))
  directories.push(directory)
  return directory
}

afterEach(async () => {
  for (const server of opened) await server.store.close().catch(() => undefined)
  opened.clear()
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true })
})

const effects: Effects = {
  now: () => clock,
  randomBytes: (length) => new Uint8Array(randomBytes(length)),
  log: pino({ level: 'silent' }),
}

/** A server without a port; phones reach whichever runs, as by its name. */
type Machine = { readonly config: Config; readonly server: Server; stop(): Promise<Config> }

let running: Hono | undefined
const send = async (path: string, init: RequestInit) => {
  if (running === undefined) throw new Error('no server runs')
  return running.request(path, init)
}

async function start(config: Config): Promise<Machine> {
  const server = await openServer(config, effects)
  opened.add(server)
  const app = createApp(server)
  running = app
  return {
    config,
    server,
    // The engine lets go of a file only with the garbage of this process, so what comes next has a copy.
    stop: async () => {
      running = undefined
      opened.delete(server)
      await server.store.close()
      return copyOf(config)
    },
  }
}

const configOf = (env: Record<string, string> = {}) =>
  readConfig({ DATA_DIR: join(newDirectory(), 'data'), ...env })

function copyOf(config: Config): Config {
  const copy = configOf(config.databaseUrl === undefined ? {} : { DATABASE_URL: config.databaseUrl })
  cpSync(config.dataDir, copy.dataDir, { recursive: true })
  return copy
}

const backUp = (machine: Machine) => {
  clock += 60_000
  return makeBackup(machine.server)
}

const restore = (config: Config, file: string, more: Partial<Parameters<typeof restoreBackup>[2]> = {}) =>
  restoreBackup(config, effects, { file, acceptLoss: false, force: false, kitCodes: async () => [], ...more })

const refusalOf = async (restoring: Promise<unknown>) => {
  const error = await restoring.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof RestoreRefused)) throw new Error('was not refused', { cause: error })
  return error.reason
}

async function startedPetition(config = configOf()): Promise<{ machine: Machine; petition: OpenPetition }> {
  const machine = await start(config)
  const code = await createFirstOrganiserCode(machine.server)
  return { machine, petition: await openPetition(send, String(code)) }
}

/** Only the two files, in a directory of their own, as somebody carried them away. */
function carried(file: string): string {
  const directory = newDirectory()
  for (const each of [file, manifestFileOf(file)]) cpSync(each, join(directory, basename(each)))
  return join(directory, basename(file))
}

const entryIds = async ({ server }: Machine) =>
  (await server.store.db.selectFrom('entries').select('id').orderBy('id').execute()).map(({ id }) => id)

const namesOf = async ({ organiser }: OpenPetition, { server }: Machine) => {
  const { id: street } = await server.store.db.selectFrom('streets').select('id').executeTakeFirstOrThrow()
  const { petition } = organiser.session
  const { signatures } = await organiser.call(readStreetSignatures, { params: { petition, street } })
  return signatures.map(({ name }) => name).sort()
}

describe('a restored server', () => {
  test('S9 from the files and the code of the kit alone, with a new master key: phones send the rest again', async () => {
    const { machine, petition } = await startedPetition()
    await petition.sign('Ada Zymurgy', 'Bea Zymurgy')
    await backUp(machine)
    await petition.sign('Cid Zymurgy')
    const { file } = await backUp(machine)
    await petition.sign('Dot Zymurgy', 'Eli Zymurgy')
    const before = await entryIds(machine)
    const { epoch } = await petition.volunteer.hello()
    const taken = carried(file)
    await machine.stop()
    rmSync(machine.config.dataDir, { recursive: true })

    const config = configOf()
    const restored = await restore(config, taken, { kitCodes: async () => [petition.kit.toLowerCase()] })
    expect(restored).toMatchObject({
      petitions: ['Keep the library open'],
      leftOut: [],
      entries: 3,
      signatures: 3,
      setAside: undefined,
      codesEnded: true,
    })
    const again = await start(config)
    const hello = await petition.volunteer.hello()
    expect(hello.epoch).not.toBe(epoch)
    expect(hello.durableMark).toBe(0)
    expect(await entryIds(again)).toHaveLength(3)

    expect(await petition.volunteer.push()).toBe(5)
    expect(await petition.volunteer.push()).toBe(0)
    expect(await entryIds(again)).toEqual(before)
    expect(await namesOf(petition, again)).toEqual([
      'Ada Zymurgy',
      'Bea Zymurgy',
      'Cid Zymurgy',
      'Dot Zymurgy',
      'Eli Zymurgy',
    ])
    const { petition: id } = petition.organiser.session
    const { events } = await petition.organiser.call(readAudit, { params: { petition: id }, query: {} })
    expect(events.find(({ action }) => action === 'petition-restored')).toMatchObject({ by: null, count: 3 })

    // It is a server like any other: its own backups count from the second on.
    await backUp(again)
    expect((await petition.volunteer.hello()).durableMark).toBe(0)
    await backUp(again)
    expect((await petition.volunteer.hello()).durableMark).toBeGreaterThan(0)
  })

  test('keeps codes and drafts where the master key is at hand', async () => {
    const { machine, petition } = await startedPetition()
    await petition.sign('Ada Zymurgy')
    const params = { petition: petition.organiser.session.petition }
    await petition.organiser.call(createPetition, { params })
    const { file } = await backUp(machine)
    await machine.stop()
    const key = machine.config.masterKeyFile

    const config = configOf()
    const restored = await restore(config, carried(file), { masterKeyFile: key })
    expect(restored).toMatchObject({ leftOut: [], codesEnded: false })
    expect(restored.petitions).toHaveLength(2)
    expect(readFileSync(config.masterKeyFile, 'utf8')).toBe(readFileSync(key, 'utf8'))
    const again = await start(config)
    expect(await namesOf(petition, again)).toEqual(['Ada Zymurgy'])
  })

  test('leaves out a draft that has no kit, and says so', async () => {
    const { machine, petition } = await startedPetition()
    const params = { petition: petition.organiser.session.petition }
    const draft = await petition.organiser.call(createPetition, { params })
    const { file } = await backUp(machine)
    await machine.stop()
    const config = configOf()
    const restored = await restore(config, carried(file), { kitCodes: async () => [petition.kit] })
    expect(restored).toMatchObject({ petitions: ['Keep the library open'], leftOut: [''] })
    const again = await start(config)
    for (const table of ['members', 'petitionKeys', 'audit', 'invitations'] as const) {
      const rows = await again.server.store.db.selectFrom(table).select('petition').execute()
      expect(rows.map((row) => row.petition)).not.toContain(draft.petition)
    }
  })

  test('with a wrong code is refused, and nothing is made', async () => {
    const { machine } = await startedPetition()
    const { file } = await backUp(machine)
    await machine.stop()
    const config = configOf()
    const wrong = '0000-0000-0000-0000-0000-0000-0000-0000'
    expect(await refusalOf(restore(config, carried(file), { kitCodes: async () => [wrong] }))).toEqual({
      kind: 'locked',
      petitions: ['Keep the library open'],
      nothingOpens: true,
    })
    expect(readdirSync(config.dataDir)).toEqual([])
  })
})

describe('a restore', () => {
  test('of a damaged or incomplete backup is refused', async () => {
    const { machine } = await startedPetition()
    const { file } = await backUp(machine)
    await machine.stop()
    const damaged = carried(file)
    const bytes = readFileSync(damaged)
    bytes[20_000] = (bytes[20_000] ?? 0) ^ 1
    writeFileSync(damaged, bytes)
    const alone = carried(file)
    rmSync(manifestFileOf(alone))
    expect(await refusalOf(restore(configOf(), damaged))).toEqual({ kind: 'damaged' })
    expect(await refusalOf(restore(configOf(), alone))).toEqual({ kind: 'no-keys' })
    expect(await refusalOf(restore(configOf(), join(newDirectory(), 'none.db')))).toEqual({ kind: 'no-file' })
  })

  test('sets aside what is there only when it is told to, and never deletes it', async () => {
    const { machine, petition } = await startedPetition()
    await petition.sign('Ada Zymurgy')
    const { file } = await backUp(machine)
    await petition.sign('Bea Zymurgy')
    const config = await machine.stop()
    expect(await refusalOf(restore(copyOf(config), file))).toEqual({ kind: 'target-taken' })
    const { setAside, codesEnded } = await restore(config, file, { force: true })
    expect(codesEnded).toBe(false)
    const kept = newDirectory()
    cpSync(String(setAside), join(kept, 'petition-pack.db'))
    const old = await openStore({ dataDir: kept })
    expect(await old.db.selectFrom('entries').select('id').execute()).toHaveLength(2)
    await old.close()
    const again = await start(config)
    expect(await entryIds(again)).toHaveLength(1)
    expect(await petition.volunteer.push()).toBe(2)
    expect(await entryIds(again)).toHaveLength(2)
  })

  test('sets aside a database that can not be read', async () => {
    const { machine, petition } = await startedPetition()
    await petition.sign('Ada Zymurgy')
    const { file } = await backUp(machine)
    const taken = carried(file)
    const config = await machine.stop()
    const torn = 'a database once, torn by a broken disk'.repeat(1000)
    writeFileSync(join(config.dataDir, 'petition-pack.db'), torn)
    expect(await refusalOf(restore(config, taken))).toEqual({ kind: 'target-taken' })
    const { setAside } = await restore(config, taken, { force: true })
    expect(readFileSync(String(setAside), 'utf8')).toBe(torn)
    expect(await entryIds(await start(config))).toHaveLength(1)
  })

  test('J3 of an older backup says how much phones may no longer hold, and asks', async () => {
    const { machine, petition } = await startedPetition()
    const files: string[] = []
    for (const name of ['Ada Zymurgy', 'Bea Zymurgy', 'Cid Zymurgy', 'Dot Zymurgy']) {
      await petition.sign(name)
      files.push((await backUp(machine)).file)
    }
    const [first = '', second = '', third = '', fourth = ''] = files
    await machine.stop()
    const target = () => configOf({ BACKUP_DIR: machine.config.backupDir })
    const key = { masterKeyFile: machine.config.masterKeyFile }
    expect(await refusalOf(restore(target(), first, key))).toMatchObject({
      kind: 'loss',
      loss: { kind: 'known', entries: 2, newer: 3 },
    })
    expect(await refusalOf(restore(target(), second, key))).toMatchObject({
      loss: { kind: 'known', entries: 1, newer: 2 },
    })
    // The newest can't be read, so nobody knows what is between.
    const dir = newDirectory()
    for (const each of [second, third, fourth]) {
      cpSync(each, join(dir, basename(each)))
      cpSync(manifestFileOf(each), join(dir, basename(manifestFileOf(each))))
    }
    writeFileSync(join(dir, basename(fourth)), Buffer.alloc(readFileSync(fourth).length, 7))
    expect(await refusalOf(restore(configOf(), join(dir, basename(second)), key))).toMatchObject({
      loss: { kind: 'unknown', newer: 2 },
    })
    for (const each of [third, fourth]) await restore(target(), each, key)
    expect(await restore(target(), first, { ...key, acceptLoss: true })).toMatchObject({ entries: 1 })
  })

  test('J3 of an old backup that lies alone says that what came since can not be known', async () => {
    const { machine } = await startedPetition()
    const { file } = await backUp(machine)
    await machine.stop()
    const key = { masterKeyFile: machine.config.masterKeyFile }
    const taken = carried(file)
    await restore(configOf(), taken, key)
    clock += 3 * 60 * 60_000
    expect(await refusalOf(restore(configOf(), taken, key))).toMatchObject({ loss: { kind: 'alone' } })
    // Where the server keeps its own there would be newer ones.
    await restore(configOf({ BACKUP_DIR: machine.config.backupDir }), file, key)
    await restore(configOf(), taken, { ...key, acceptLoss: true })
  })
})

describe.runIf(hasPostgres() || process.env.REQUIRE_POSTGRES)('between the engines', () => {
  let postgres: PostgresServer | undefined
  beforeAll(async () => {
    postgres = await startPostgres()
  })
  afterAll(() => postgres?.remove())

  test('a backup of the built-in database is restored to PostgreSQL, and one of PostgreSQL to the built-in one', async () => {
    const { machine, petition } = await startedPetition()
    await petition.sign('Ada Zymurgy', 'Bea Zymurgy')
    const first = await backUp(machine)
    await petition.sign('Cid Zymurgy')
    const before = await entryIds(machine)
    await machine.stop()

    const url = String(await postgres?.createDatabase('restored'))
    const onPostgres = configOf({ DATABASE_URL: url })
    await restore(onPostgres, carried(first.file), { kitCodes: async () => [petition.kit] })
    expect(existsSync(join(onPostgres.dataDir, 'petition-pack.db.restoring'))).toBe(false)
    const there = await start(onPostgres)
    expect(await petition.volunteer.push()).toBe(3)
    expect(await entryIds(there)).toEqual(before)
    expect(await namesOf(petition, there)).toEqual(['Ada Zymurgy', 'Bea Zymurgy', 'Cid Zymurgy'])
    const second = await backUp(there)
    await there.stop()

    // Taken, so only by force; and what was there is kept.
    mkdirSync(onPostgres.dataDir, { recursive: true })
    expect(await refusalOf(restore(onPostgres, second.file))).toEqual({ kind: 'target-taken' })
    const forced = await restore(onPostgres, second.file, { force: true })
    expect(forced.setAside).toMatch(/^schema before_restore_2026/)
    const forcedServer = await start(onPostgres)
    expect(await entryIds(forcedServer)).toEqual(before)
    await forcedServer.stop()

    const back = configOf()
    await restore(back, carried(second.file), { kitCodes: async () => [petition.kit] })
    const again = await start(back)
    expect(await entryIds(again)).toEqual(before)
    expect(await petition.volunteer.push()).toBe(3)
    expect(await entryIds(again)).toEqual(before)
    expect(await namesOf(petition, again)).toEqual(['Ada Zymurgy', 'Bea Zymurgy', 'Cid Zymurgy'])
  })
})

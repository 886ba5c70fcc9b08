/**
 * A field is everything that one fault is done to: a server with its database,
 * an open petition, the way to it, phones, and the ledger of what they called
 * saved. The lab opens fields and adds up their reckonings.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Seeded, seeded } from '#server/demo/seeded.ts'
import type { Server } from '#server/server.ts'
import { type PostgresServer, startPostgres } from '../../tools/postgres.ts'
import { type ServerProcess, startServerProcess } from '../../tools/server-process.ts'
import type { Build } from './build.ts'
import { createLedger, type Ledger } from './ledger.ts'
import { type Link, startLink } from './link.ts'
import { type LabPetition, setUpPetition } from './petition.ts'
import { readTruth, type Truth, withDatabase } from './truth.ts'
import { createPhone, type Phone } from './volunteer.ts'

export const STORES = ['libsql', 'postgres'] as const
export type StoreKind = (typeof STORES)[number]

export type Totals = {
  acknowledged: number
  lost: number
  doubled: number
  /** Promises that were not kept, each in a sentence. */
  readonly broken: string[]
  /** What whoever reads the line should know: how often each fault was met, which way was taken. */
  readonly notes: string[]
}

export type Lab = {
  readonly store: StoreKind
  readonly build: Build
  readonly dice: Seeded
  readonly totals: Totals
  /** Notes a promise as broken unless it was kept. */
  must(kept: boolean, promise: string): void
  note(words: string): void
  openField(options?: FieldOptions): Promise<Field>
  /** Closes what a fault left open. */
  close(): Promise<void>
}

export type FieldOptions = {
  readonly dataDir?: string
  /** A directory for the database cluster, where the store is PostgreSQL. */
  readonly clusterDirectory?: string
  readonly env?: Readonly<Record<string, string>>
}

export type ReckonOptions = {
  readonly settleMs?: number
  /** Why the server may set something aside: it is there, and a person looks at it. */
  readonly mayBeAside?: readonly string[]
}

export type Field = {
  readonly server: ServerProcess
  readonly postgres: PostgresServer | undefined
  readonly place: { readonly dataDir: string; readonly databaseUrl: string | undefined }
  readonly petition: LabPetition
  readonly link: Link
  readonly ledger: Ledger
  /** The phone of a new volunteer, who has not opened anything on it. */
  newPhone(options?: { readonly directory?: string }): Promise<Phone>
  /** One that has joined. */
  joinedPhone(options?: { readonly directory?: string }): Promise<Phone>
  /** Opens the phone again; where it lost who it is and can't get it back by itself, with another code of its volunteer. */
  resume(phone: Phone): Promise<'went on' | 'came back by itself' | 'typed a code'>
  /** A command of the server's program, on its own directory and database. */
  run(...command: string[]): void
  /** What only an operator could do, while the server stands still. */
  changeDatabase(work: (server: Server) => Promise<unknown>): Promise<void>
  /** Stops the server for it, and starts it again. */
  truth(): Promise<Truth>
  /** The phone's faults are over: it sends what it has. */
  settle(phone: Phone, settleMs?: number): Promise<void>
  /** All faults are over: each phone sends what it has, and the ledger is compared with what there is. */
  reckon(phones: readonly Phone[], options?: ReckonOptions): Promise<Truth>
}

const SETTLE_MS = 40_000

export function createLab(build: Build, store: StoreKind, seed: number): Lab {
  const totals: Totals = { acknowledged: 0, lost: 0, doubled: 0, broken: [], notes: [] }
  const open: (() => Promise<void> | void)[] = []
  const must = (kept: boolean, promise: string) => {
    if (!kept && !totals.broken.includes(promise)) totals.broken.push(promise)
  }

  async function openField({ dataDir, clusterDirectory, env = {} }: FieldOptions = {}): Promise<Field> {
    const directory = dataDir ?? mkdtempSync(join(tmpdir(), 'petition-pack-faults-'))
    if (dataDir === undefined)
      open.push(() => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }))
    const postgres = store === 'postgres' ? await startPostgres(clusterDirectory) : undefined
    if (store === 'postgres' && postgres === undefined) throw new Error('PostgreSQL is installed')
    if (postgres !== undefined) open.push(postgres.remove)
    const databaseUrl = await postgres?.createDatabase('petition')
    const server = await startServerProcess({
      main: build.main,
      dataDir: directory,
      env: { ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }), ...env },
    })
    open.push(async () => void (await server.kill()))
    const link = await startLink(() => server.url, build.page)
    open.push(link.close)
    const petition = await setUpPetition(() => server.url, server.organiserCode())
    const ledger = createLedger()
    const place = { dataDir: directory, databaseUrl }

    const members = new Map<Phone, string>()
    const onPhones = new Set<string>()

    async function newPhone({ directory: home }: { readonly directory?: string } = {}): Promise<Phone> {
      const phone = createPhone({ url: link.url, hear: ledger.hear, directory: home })
      open.push(phone.remove)
      members.set(phone, await petition.invite())
      return phone
    }

    async function settle({ tab }: Phone, settleMs = SETTLE_MS): Promise<void> {
      const left = await tab.settle(settleMs)
      must(left === 0, `S4 once the fault is over, everything is sent (${left} left after ${settleMs} ms)`)
      for (const { id, state } of (await tab.look()).entries) {
        if (state === 'unsent' || state === 'refused') onPhones.add(id)
      }
    }

    const truth = async () => {
      await server.stop()
      const found = await readTruth(place, petition.id)
      await server.start()
      return found
    }
    const environment = {
      DATA_DIR: directory,
      ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
      ...env,
    }
    return {
      server,
      postgres,
      run(...command) {
        execFileSync(process.execPath, [build.main, ...command], {
          env: { PATH: process.env.PATH, ...environment },
          input: petition.kitCode,
          stdio: 'pipe',
        })
      },
      async changeDatabase(work) {
        await server.stop()
        await withDatabase(place, work, { keepsChanges: true })
        await server.start()
      },
      place,
      petition,
      link,
      ledger,
      truth,
      settle,
      newPhone,
      async joinedPhone(options) {
        const phone = await newPhone(options)
        await (await phone.openTab()).join(await petition.inviteAgain(members.get(phone) ?? ''))
        return phone
      },
      async resume(phone) {
        const tab = await phone.openTab()
        if (phone.standing === 'member') return 'went on'
        if (phone.standing === 'member again') return 'came back by itself'
        await tab.join(await petition.inviteAgain(members.get(phone) ?? ''))
        return 'typed a code'
      },
      async reckon(phones, { settleMs = SETTLE_MS, mayBeAside = [] } = {}) {
        for (const phone of phones) await settle(phone, settleMs)
        const found = await truth()
        const reasons = [...new Set(found.aside.values())].filter((reason) => !mayBeAside.includes(reason))
        must(reasons.length === 0, `S3 nothing was refused (${reasons.join(', ')})`)
        const { acknowledged, lost, doubled } = ledger.reckon(found, onPhones)
        totals.acknowledged += acknowledged
        totals.lost += lost.length
        totals.doubled += doubled.length
        for (const [what, list] of [
          ['lost', lost],
          ['doubled', doubled],
        ] as const) {
          if (list.length > 0) totals.broken.push(`${what}: ${list.slice(0, 3).join('; ')}`)
        }
        return found
      },
    }
  }

  return {
    store,
    build,
    dice: seeded(seed),
    totals,
    must,
    note: (words) => void totals.notes.push(words),
    openField,
    async close() {
      for (const end of open.splice(0).reverse()) await end()
    },
  }
}

/**
 * A field is everything that one fault is done to: a server with its database,
 * an open petition, the way to it, phones, and the ledger of what they called
 * saved. The lab opens fields and adds up their reckonings.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Seeded, seeded } from '#server/demo/seeded.ts'
import { type PostgresServer, startPostgres } from '../../tools/postgres.ts'
import { type ServerProcess, startServerProcess } from '../../tools/server-process.ts'
import type { Build } from './build.ts'
import { createLedger, type Ledger } from './ledger.ts'
import { type Link, startLink } from './link.ts'
import { type LabPetition, setUpPetition } from './petition.ts'
import { readTruth, type Truth } from './truth.ts'
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

export type Field = {
  readonly server: ServerProcess
  readonly postgres: PostgresServer | undefined
  readonly place: { readonly dataDir: string; readonly databaseUrl: string | undefined }
  readonly petition: LabPetition
  readonly link: Link
  readonly ledger: Ledger
  /** A new phone that has joined. */
  joinedPhone(options?: { readonly directory?: string }): Promise<Phone>
  /** Stops the server for it, and starts it again. */
  truth(): Promise<Truth>
  /** All faults are over: each phone sends what it has, and the ledger is compared with what there is. */
  reckon(phones: readonly Phone[], settleMs?: number): Promise<Truth>
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

    const truth = async () => {
      await server.stop()
      const found = await readTruth(place, petition.id)
      await server.start()
      return found
    }
    return {
      server,
      postgres,
      place,
      petition,
      link,
      ledger,
      truth,
      async joinedPhone({ directory: home } = {}) {
        const phone = createPhone({ url: link.url, hear: ledger.hear, directory: home })
        open.push(phone.remove)
        await (await phone.openTab()).join(await petition.invite())
        return phone
      },
      async reckon(phones, settleMs = SETTLE_MS) {
        const onPhones = new Set<string>()
        for (const { tab } of phones) {
          const left = await tab.settle(settleMs)
          must(
            left === 0,
            `S4 once the fault is over, everything is sent (${left} left after ${settleMs} ms)`,
          )
          for (const { id, state } of (await tab.look()).entries) {
            if (state === 'unsent' || state === 'refused') onPhones.add(id)
          }
        }
        const found = await truth()
        must(
          found.aside.size === 0,
          `S3 nothing was refused (${[...new Set(found.aside.values())].join(', ')})`,
        )
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

/**
 * A petition on a real server in this process: the API, libsql in a directory
 * of its own, a clock that the test moves, and everything that was logged.
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { pino } from 'pino'
import type { DoorLabel } from '#domain/door.ts'
import { doorKey } from '#domain/door.ts'
import { DoorId, MemberId, type PetitionId, type Sha256, StreetId } from '#domain/ids.ts'
import type { Role } from '#domain/permission.ts'
import { PetitionSettings } from '#domain/petition.ts'
import { wordingHash } from '#domain/wording.ts'
import { createApp } from '#server/app.ts'
import { sealName } from '#server/keys/personal-box.ts'
import { currentKeys } from '#server/keys/petition-keys.ts'
import { createInvitation } from '#server/members/create-invitation.ts'
import { newId } from '#server/new-id.ts'
import { createPetition } from '#server/petitions/create-petition.ts'
import { wordingTextOf } from '#server/petitions/petition-detail.ts'
import { runKey } from '#server/receive/run-keys.ts'
import { requestLog } from '#server/request-log.ts'
import type { Server } from '#server/server.ts'
import { openStore, type Store } from '#server/store/open-store.ts'
import { takeNumber } from '#server/store/take-number.ts'

export type Invited = { readonly member: MemberId; readonly code: string }

export type PetitionFixture = {
  readonly server: Server
  readonly app: Hono
  readonly petition: PetitionId
  readonly wording: Sha256
  readonly organiserCode: string
  /** Milliseconds since 1970; the server's clock stands still between moves. */
  readonly clock: { now: number }
  /** Every line that the server logged. */
  logged(): string
  addStreet(name: string, doors: number): Promise<{ street: StreetId; doors: DoorId[] }>
  invite(role: Role, name: string, streets?: readonly StreetId[]): Promise<Invited>
  assign(street: StreetId, member: MemberId): Promise<void>
  takeBack(street: StreetId, member: MemberId): Promise<void>
  setState(state: 'draft' | 'open' | 'closed'): Promise<void>
  close(): Promise<void>
}

/** The settings of a petition that may open; a field may be given another value. */
export const settingsWith = (changes: Partial<PetitionSettings> = {}): PetitionSettings =>
  PetitionSettings.parse({
    title: 'Keep the library open',
    request: 'Keep the library in Church Street open six days a week.',
    background: '',
    recipient: 'The council',
    profile: 'informal',
    language: 'en',
    connections: ['live'],
    timeZone: 'Europe/London',
    returnBy: '2026-12-11T17:00',
    recipientDeadline: '2026-12-18T17:00',
    controller: { name: 'Library Friends', address: '1 High Street', email: 'us@example.org', phone: '' },
    lawfulBasis: 'consent',
    retainUntil: '2027-06-30',
    privacyNotice: 'We hand your name to the council and to nobody else.',
    contact: 'us@example.org',
    ...changes,
  })

type FixtureOptions = {
  readonly settings?: Partial<PetitionSettings>
  /** Another engine; the caller closes it. */
  readonly store?: Store
}

export async function startPetition({
  settings: changes,
  store: givenStore,
}: FixtureOptions = {}): Promise<PetitionFixture> {
  const directory = mkdtempSync(join(tmpdir(), 'petition-pack-test-'))
  const store = givenStore ?? (await openStore({ dataDir: directory }))
  const clock = { now: Date.parse('2026-11-22T10:00:00.000Z') }
  const lines: string[] = []
  const server: Server = {
    store,
    masterKey: new Uint8Array(randomBytes(32)),
    runKey,
    now: () => clock.now,
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
    publicUrl: 'https://petition.example.org',
    backups: { directory: join(directory, 'backups'), everyMinutes: 60, dataDisk: directory },
    log: pino({ level: 'trace' }, { write: (line) => void lines.push(line) }),
  }
  const settings = settingsWith(changes)
  const { petition, code } = await store.transact((trx) => createPetition(server, trx, 'Olive Organiser'))
  const text = wordingTextOf(settings)
  const wording = await wordingHash(text)
  await store.db
    .updateTable('petitions')
    .set({ state: 'open', settings: JSON.stringify(settings), openedAt: clock.now })
    .where('id', '=', petition)
    .execute()
  await store.db
    .insertInto('wordings')
    .values({ petition, hash: wording, number: 1, body: JSON.stringify(text), createdAt: clock.now })
    .execute()

  const grow = (member: MemberId) =>
    store.db
      .updateTable('members')
      .set((column) => ({ scope: column('scope', '+', 1) }))
      .where('petition', '=', petition)
      .where('id', '=', member)
      .execute()

  return {
    server,
    app: siteOf(server),
    petition,
    wording,
    organiserCode: code,
    clock,
    logged: () => lines.join(''),

    async addStreet(name, count) {
      const street = StreetId.parse(newId(server))
      const doors = Array.from({ length: count }, () => DoorId.parse(newId(server)))
      await store.transact(async (trx) => {
        const changed = await takeNumber(trx, petition)
        const { position } = await trx
          .selectFrom('streets')
          .select((query) => query.fn.countAll<number>().as('position'))
          .where('petition', '=', petition)
          .executeTakeFirstOrThrow()
        await trx
          .insertInto('streets')
          .values({
            petition,
            id: street,
            key: name.toLowerCase(),
            name,
            postcode: null,
            position,
            changed,
            deletedAt: null,
          })
          .execute()
        const rows = doors.map((id, place) => {
          const label: DoorLabel = { number: 1001 + place }
          return {
            petition,
            id,
            street,
            key: doorKey(label),
            label: JSON.stringify(label),
            postcode: null,
            position: place,
            mark: 'to-visit',
            changed,
            deletedAt: null,
          }
        })
        for (let start = 0; start < rows.length; start += 500) {
          await trx
            .insertInto('doors')
            .values(rows.slice(start, start + 500))
            .execute()
        }
      })
      return { street, doors }
    },

    async invite(role, name, streets = []) {
      const keys = await currentKeys(server, petition)
      const member = MemberId.parse(newId(server))
      const invitation = await store.transact(async (trx) => {
        await trx
          .insertInto('members')
          .values({
            petition,
            id: member,
            role,
            nameSealed: sealName(keys, member, name, server.randomBytes(12)),
            scope: 0,
            createdAt: clock.now,
            revokedAt: null,
          })
          .execute()
        for (const street of streets) {
          await trx
            .insertInto('assignments')
            .values({ petition, street, member, assignedAt: clock.now })
            .execute()
        }
        return createInvitation(server, trx, { petition, member, role })
      })
      return { member, code: invitation.code }
    },

    async assign(street, member) {
      await store.db
        .insertInto('assignments')
        .values({ petition, street, member, assignedAt: clock.now })
        .execute()
      await grow(member)
    },

    async takeBack(street, member) {
      await store.db
        .deleteFrom('assignments')
        .where('petition', '=', petition)
        .where('street', '=', street)
        .where('member', '=', member)
        .execute()
      await grow(member)
    },

    async setState(state) {
      await store.db.updateTable('petitions').set({ state }).where('id', '=', petition).execute()
    },

    async close() {
      if (givenStore === undefined) await store.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** The API behind the request log, as one port serves it. */
/** Another start of the server, over the same store. */
export function siteOf(server: Server): Hono {
  const site = new Hono()
  site.use(requestLog(server.log))
  site.route('/', createApp(server))
  return site
}

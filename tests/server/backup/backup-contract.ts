/** What a backup must be on every engine. */
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { StreetId } from '#domain/ids.ts'
import { manifestFileOf } from '#server/backup/backup-manifest.ts'
import { makeBackup } from '#server/backup/make-backup.ts'
import { moveDurableMarks } from '#server/backup/move-durable-marks.ts'
import { readBackupState } from '#server/backup/read-backup-state.ts'
import { removeOldBackups } from '#server/backup/remove-old-backups.ts'
import { makeRecoveryKit } from '#server/petitions/recovery.ts'
import { openDatabaseFile } from '#server/store/database-file.ts'
import type { Store } from '#server/store/open-store.ts'
import { verifyCopy } from '#server/store/verify-copy.ts'
import { readBackups } from '#wire/backups.ts'
import { type ApiCaller, joinAs } from '../../tools/api-caller.ts'
import { type PetitionFixture, startPetition } from '../../tools/petition-fixture.ts'
import { joinWithPhone, type WirePhone } from './wire-phone.ts'

export function backupContract(
  engine: string,
  open: () => Promise<{ store: Store | undefined; close(): Promise<void> }>,
): void {
  describe(`a backup on ${engine}`, () => {
    let opened: Awaited<ReturnType<typeof open>>
    let fixture: PetitionFixture
    let street: StreetId
    let vera: WirePhone
    let organiser: ApiCaller

    beforeAll(async () => {
      opened = await open()
    })
    afterAll(() => opened.close())
    beforeEach(async () => {
      fixture = await startPetition(opened.store === undefined ? {} : { store: opened.store })
      street = (await fixture.addStreet('Reede Road', 3)).street
      const { code } = await fixture.invite('volunteer', 'Vera Zebedee', [street])
      vera = await joinWithPhone(async (path, init) => fixture.app.request(path, init), code)
      organiser = await joinAs(fixture.app, fixture.organiserCode)
    })
    afterEach(async () => {
      // A database has one master key, and each fixture makes its own.
      for (const table of ['backups', 'petitionKeys', 'petitions'] as const) {
        await opened.store?.db.deleteFrom(table).execute()
      }
      await fixture.close()
    })

    const { petitionRow, sign, backUp, state } = {
      petitionRow: () =>
        fixture.server.store.db
          .selectFrom('petitions')
          .selectAll()
          .where('id', '=', fixture.petition)
          .executeTakeFirstOrThrow(),
      sign: async (count: number) => {
        for (let n = 0; n < count; n += 1) {
          await vera.sign(street, fixture.wording, `Ada Zymurgy ${n}`, 'ZE1 0QF')
        }
        await vera.push()
      },
      backUp: async () => {
        fixture.clock.now += 60_000
        return makeBackup(fixture.server)
      },
      state: () => organiser.call(readBackups, { params: { petition: fixture.petition } }),
    }

    test('J3 the mark follows the second newest verified copy, and organisers see what is not covered', async () => {
      await sign(2)
      expect(await state()).toMatchObject({
        lastVerifiedAt: null,
        lastFailedAt: null,
        unbacked: 2,
        sameDisk: true,
      })
      const first = await backUp()
      expect((await petitionRow()).durableMark).toBe(0)
      expect((await vera.hello()).durableMark).toBe(0)
      await sign(1)
      await backUp()
      const { durableMark, head } = await petitionRow()
      expect(durableMark).toBe(first.manifest.heads[fixture.petition])
      expect(durableMark).toBeLessThan(head)
      expect((await vera.hello()).durableMark).toBe(durableMark)
      expect(await state()).toEqual({
        lastVerifiedAt: new Date(fixture.clock.now).toISOString(),
        lastFailedAt: null,
        sameDisk: true,
        everyMinutes: 60,
        unbacked: 1,
      })
      await backUp()
      expect((await state()).unbacked).toBe(0)
    })

    test('J3 a copy that was damaged or went counts no more, and the mark goes back', async () => {
      await sign(1)
      const first = await backUp()
      await sign(1)
      const second = await backUp()
      await sign(1)
      const third = await backUp()
      const head = ({ manifest }: typeof first) => manifest.heads[fixture.petition]
      expect((await petitionRow()).durableMark).toBe(head(second))

      // One byte in the middle: the size is the same, and no engine would notice.
      const bytes = readFileSync(second.file)
      bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 1
      writeFileSync(second.file, bytes)
      await moveDurableMarks(fixture.server)
      expect((await petitionRow()).durableMark).toBe(head(first))
      expect((await state()).lastFailedAt).toBe(second.manifest.madeAt)
      expect(fixture.logged()).toContain('a backup was damaged after it was made')

      rmSync(manifestFileOf(third.file))
      await moveDurableMarks(fixture.server)
      expect((await petitionRow()).durableMark).toBe(0)
    })

    test('a copy that is damaged before it is verified never gets its name', async () => {
      await sign(20)
      const { store } = fixture.server
      const damages: ((file: string) => void)[] = [
        (file) => truncateSync(file, Math.floor(statSync(file).size / 2)),
        (file) => truncateSync(file, 0),
        (file) => {
          const bytes = readFileSync(file)
          bytes.fill(0xa5, 4096, 3 * 4096)
          writeFileSync(file, bytes)
        },
      ]
      for (const damage of damages) {
        fixture.clock.now += 60_000
        const server = {
          ...fixture.server,
          store: {
            ...store,
            copyTo: async (file: string) => {
              const facts = await store.copyTo(file)
              damage(file)
              return facts
            },
          },
        }
        await expect(makeBackup(server)).rejects.toThrow(/copy/)
      }
      expect(readdirSync(fixture.server.backups.directory)).toEqual([])
      expect((await petitionRow()).durableMark).toBe(0)
      const { lastFailedAt, lastVerifiedAt } = await state()
      expect(lastFailedAt).toBe(new Date(fixture.clock.now).toISOString())
      expect(lastVerifiedAt).toBeNull()
    })

    test('a copy that lacks one row is not the database', async () => {
      await sign(3)
      const { file } = await backUp()
      const directory = mkdtempSync(join(tmpdir(), 'petition-pack-lack-'))
      const facts = await fixture.server.store.copyTo(join(directory, 'copy.db'))
      await expect(verifyCopy(join(directory, 'copy.db'), facts)).resolves.toBeUndefined()
      const copy = await openDatabaseFile(join(directory, 'copy.db'))
      await copy.deleteFrom('tallies').execute()
      await copy.destroy()
      await expect(verifyCopy(join(directory, 'copy.db'), facts)).rejects.toThrow('more or fewer rows')
      expect(dirname(file)).toBe(fixture.server.backups.directory)
      rmSync(directory, { recursive: true })
    })

    test('is of one moment while pushes go on: no push is in it by half', async () => {
      const phones = await Promise.all(
        Array.from({ length: 4 }, async () => {
          const { code } = await fixture.invite('volunteer', 'Vic Zebedee', [street])
          return joinWithPhone(async (path, init) => fixture.app.request(path, init), code)
        }),
      )
      let isDone = false
      const pushing = phones.map(async (phone) => {
        let pushes = 0
        while (!isDone) {
          for (let n = 0; n < 5; n += 1) await phone.sign(street, fixture.wording, 'Ada Zymurgy', 'ZE1 0QF')
          await phone.push()
          pushes += 1
        }
        return pushes
      })
      const made: Awaited<ReturnType<typeof backUp>>[] = []
      try {
        for (let n = 0; n < 3; n += 1) made.push(await backUp())
      } finally {
        isDone = true
      }
      const pushes = await Promise.all(pushing)
      expect(Math.min(...pushes)).toBeGreaterThan(0)

      for (const { file, manifest } of made) {
        const copy = await openDatabaseFile(file)
        const entries = await copy
          .selectFrom('entries')
          .select(['device', ({ fn }) => fn.countAll<number>().as('count')])
          .where('petition', '=', fixture.petition)
          .groupBy('device')
          .execute()
        for (const { count } of entries) expect(count % 5).toBe(0)
        const total = entries.reduce((sum, { count }) => sum + count, 0)
        const tallied = await copy
          .selectFrom('tallies')
          .select(({ fn }) => fn.sum<number>('received').as('received'))
          .where('petition', '=', fixture.petition)
          .executeTakeFirstOrThrow()
        expect(Number(tallied.received)).toBe(total)
        const newest = await copy
          .selectFrom('entries')
          .select(({ fn }) => fn.max('received').as('received'))
          .where('petition', '=', fixture.petition)
          .executeTakeFirstOrThrow()
        expect(newest.received ?? 0).toBeLessThanOrEqual(manifest.heads[fixture.petition] ?? 0)
        await copy.destroy()
      }
    }, 60_000)

    test('P2 neither file holds a name, a postcode, a code or a key that opens', async () => {
      await sign(3)
      const caller = {
        petition: fixture.petition,
        member: organiser.member,
        role: 'organiser',
        device: organiser.device,
      }
      const code = await makeRecoveryKit(fixture.server, caller as never)
      const { file, manifest } = await backUp()
      const keys = readFileSync(manifestFileOf(file), 'utf8')
      const both = readFileSync(file, 'latin1') + keys
      const secrets = [
        /Zymurgy|Zebedee|Olive Organiser|ZE1 ?0QF|7 Reede/i,
        new RegExp(code),
        new RegExp(code.replaceAll('-', '')),
        new RegExp(Buffer.from(fixture.server.masterKey).toString('base64url')),
        new RegExp(Buffer.from(fixture.server.masterKey).toString('hex')),
        /"d":/,
      ]
      for (const secret of secrets) expect(both).not.toMatch(secret)
      expect(readFileSync(file, 'latin1')).not.toContain(manifest.keys[0]?.privateKeySealed)
      expect(readFileSync(file, 'latin1')).not.toContain(manifest.keys[0]?.kitSealed)
      expect(manifest.keys.some(({ kitSealed }) => kitSealed !== null)).toBe(true)
      for (const each of [file, manifestFileOf(file)]) expect(statSync(each).mode & 0o777).toBe(0o600)
      expect(fixture.logged()).not.toMatch(/Zymurgy|Zebedee|ZE1/)
    })

    test('that was broken off leaves nothing and is no failure', async () => {
      await sign(1)
      const stop = new AbortController()
      const making = makeBackup(fixture.server, { signal: stop.signal })
      stop.abort()
      await expect(making).rejects.toThrow()
      expect(readdirSync(fixture.server.backups.directory)).toEqual([])
      expect((await readBackupState(fixture.server, fixture.petition)).lastFailedAt).toBeNull()
      await backUp()
    })

    test('where there is no directory fails, and is seen to', async () => {
      writeFileSync(fixture.server.backups.directory, 'a file')
      await expect(backUp()).rejects.toThrow()
      expect((await state()).lastFailedAt).toBe(new Date(fixture.clock.now).toISOString())
      rmSync(fixture.server.backups.directory)
      await backUp()
      await removeOldBackups(fixture.server)
      expect(readdirSync(fixture.server.backups.directory)).toHaveLength(2)
    })
  })
}

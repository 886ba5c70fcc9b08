/** On PostgreSQL transactions run side by side, so what the embedded store never sees is tried here. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toBase64url } from '#domain/base64url.ts'
import { openStore, type Store } from '#server/store/open-store.ts'
import { PushReply } from '#wire/push.ts'
import { type PetitionFixture, startPetition } from '../tools/petition-fixture.ts'
import { joinedPhone, testDice } from '../tools/phone-fixture.ts'
import { hasPostgres, type PostgresServer, startPostgres } from '../tools/postgres.ts'
import { joinScripted } from '../tools/scripted-phone.ts'
import { ada, outcomesOf, signAt } from './receive/entries.ts'

if (hasPostgres() || process.env.REQUIRE_POSTGRES) {
  describe('pushes at the same time, on PostgreSQL', () => {
    let postgres: PostgresServer | undefined
    let store: Store
    let fixture: PetitionFixture

    beforeAll(async () => {
      postgres = await startPostgres()
      if (postgres === undefined) throw new Error('PostgreSQL is installed, so it starts')
      store = await openStore({ databaseUrl: await postgres.createDatabase('sync'), dataDir: '' })
      fixture = await startPetition({ store })
    })
    afterAll(async () => {
      await fixture?.close()
      await store?.close()
      await postgres?.remove()
    })

    test('S1 twenty times the same has one effect, and says the same each time', async () => {
      const { street, doors } = await fixture.addStreet('Reede Road', 3)
      const { code } = await fixture.invite('volunteer', 'Vera Volunteer', [street])
      const { gathering, browser, membership, door, entries, pass } = await joinedPhone(fixture, code)
      const personal = { name: 'Ada Example', postcode: 'RM10 7TU' }
      const { wording } = fixture
      const at = (place: number) => door(doors[place] ?? '')
      const id = await gathering.sign({ street, door: await at(0), method: 'typed', wording, personal })
      await gathering.knock(await at(1), 'declined')
      await gathering.amend(id, street, { ...personal, name: 'Ada Exemplar' })
      const kept = (await entries()).map(({ entry }) => entry)
      // A null character is what PostgreSQL alone can't store.
      const poisoned = { id: 'a\u0000', ref: '\u0000', note: '\u0000' }
      const push = (sent: readonly unknown[]) =>
        browser.send({
          method: 'POST',
          path: `/petitions/${fixture.petition}/push`,
          body: {
            version: 1,
            nonce: toBase64url(testDice.bytes(16)),
            device: membership.device,
            runs: [{ run: kept[0]?.run, seq: 3 }],
            unsent: [{ street, signatures: 2 }],
            entries: sent,
          },
        })

      const replies = await Promise.all(Array.from({ length: 20 }, () => push([...kept, poisoned])))
      for (const reply of replies) {
        if (reply.kind !== 'reply') throw new Error('the server is in this process')
        expect(reply.status).toBe(200)
        const { receipts } = PushReply.parse(reply.json)
        expect(receipts.map(({ state }) => state)).toEqual(['held', 'held', 'held', 'refused'])
      }
      const reports = await Promise.all(Array.from({ length: 12 }, () => push([])))
      expect(reports.map((reply) => reply.kind === 'reply' && reply.status)).toEqual(Array(12).fill(200))
      for (const [table, rows] of [
        ['entries', 3],
        ['signatures', 1],
        ['refused', 1],
        ['batches', 1],
        ['unsent', 1],
        ['runs', 1],
      ] as const) {
        expect(await store.db.selectFrom(table).selectAll().execute(), table).toHaveLength(rows)
      }
      expect(await pass()).toEqual({ kind: 'done' })
      expect((await entries()).map(({ state }) => state)).toEqual(['held', 'held', 'held'])
    })

    test('S3 a row that the database refuses holds back none of the others', async () => {
      const place = await fixture.addStreet('Heathway', 3)
      const { code } = await fixture.invite('volunteer', 'Walt Volunteer', [place.street])
      const phone = await joinScripted(fixture.app, code)
      const run = await phone.newRun()
      const contact = { email: 'ada@example.org', purposes: ['result' as const] }
      const signs = await Promise.all(
        [0, 1, 2].map((door) => run.write(signAt(fixture, place, door, { ...ada, contact }))),
      )
      const poisoned = signs[1]?.id ?? ''
      await store.db
        .insertInto('contacts')
        .values({ petition: fixture.petition, signature: poisoned, contactSealed: '', givenAt: '' })
        .execute()
      expect(outcomesOf(await phone.push(signs))).toEqual(['held', 'refused: malformed', 'held'])
      const kept = await store.db
        .selectFrom('signatures')
        .select('id')
        .where('street', '=', place.street)
        .execute()
      expect(kept.map(({ id }) => id).sort()).toEqual([signs[0]?.id, signs[2]?.id].sort())
    })
  })
} else {
  test('says aloud that it does not run where there is no PostgreSQL', () => startPostgres().then(() => {}))
}

/** Two people at once, on PostgreSQL: there transactions run side by side, so each must lock what it looked at. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStore, type Store } from '#server/store/open-store.ts'
import { inviteMember, revokeMember } from '#wire/members.ts'
import { assignStreet, deleteStreet, renameStreet } from '#wire/streets.ts'
import { type ApiCaller, joinAs } from '../tools/api-caller.ts'
import { type PetitionFixture, startPetition } from '../tools/petition-fixture.ts'
import { hasPostgres, type PostgresServer, startPostgres } from '../tools/postgres.ts'

const ROUNDS = Array.from({ length: 15 }, (_, round) => round)

describe.runIf(hasPostgres())('at once, on PostgreSQL', () => {
  let postgres: PostgresServer | undefined
  let store: Store
  let fixture: PetitionFixture
  let organiser: ApiCaller

  beforeAll(async () => {
    postgres = await startPostgres()
    if (postgres === undefined) throw new Error('PostgreSQL is installed, so it starts')
    store = await openStore({ databaseUrl: await postgres.createDatabase('races'), dataDir: '' })
    fixture = await startPetition({ store })
    organiser = await joinAs(fixture.app, fixture.organiserCode)
  })
  afterAll(async () => {
    await fixture?.close()
    await store?.close()
    await postgres?.remove()
  })

  test('of two organisers who end each other’s access, one stays', async () => {
    for (const _ of ROUNDS) {
      const { app, petition, organiserCode, invite } = await startPetition({ store })
      const first = await joinAs(app, organiserCode)
      const second = await joinAs(app, (await invite('organiser', 'Otto Organiser')).code)
      await Promise.all([
        first.send(revokeMember, { params: { petition, member: second.member } }),
        second.send(revokeMember, { params: { petition, member: first.member } }),
      ])
      const left = await store.db
        .selectFrom('members')
        .select('id')
        .where('petition', '=', petition)
        .where('revokedAt', 'is', null)
        .execute()
      expect(left).toHaveLength(1)
    }
  })

  test('a street is not given while it is removed', async () => {
    const { petition } = fixture
    const { member } = await fixture.invite('volunteer', 'Vera Volunteer')
    for (const round of ROUNDS) {
      const { street } = await fixture.addStreet(`Gone Road ${round}`, 1)
      const replies = await Promise.all([
        organiser.send(deleteStreet, { params: { petition, street } }),
        organiser.send(assignStreet, { params: { petition, street, member } }),
        organiser.send(inviteMember, {
          params: { petition },
          body: { name: 'Walt Volunteer', role: 'volunteer', streets: [street] },
        }),
      ])
      for (const { status } of replies) expect([200, 404, 409]).toContain(status)
      const { deletedAt } = await store.db
        .selectFrom('streets')
        .select('deletedAt')
        .where('petition', '=', petition)
        .where('id', '=', street)
        .executeTakeFirstOrThrow()
      const given = await store.db
        .selectFrom('assignments')
        .select('member')
        .where('petition', '=', petition)
        .where('street', '=', street)
        .execute()
      if (deletedAt !== null) expect(given).toEqual([])
    }
  })

  test('two streets do not get one name', async () => {
    const { petition } = fixture
    for (const round of ROUNDS) {
      const streets = [await fixture.addStreet(`A ${round}`, 1), await fixture.addStreet(`B ${round}`, 1)]
      const replies = await Promise.all(
        streets.map(({ street }) =>
          organiser.send(renameStreet, { params: { petition, street }, body: { name: `New Road ${round}` } }),
        ),
      )
      expect(replies.map(({ status }) => status).sort()).toEqual([200, 409])
    }
  })
})

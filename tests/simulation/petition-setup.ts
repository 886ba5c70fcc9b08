/** What is there before anybody knocks: an open petition, its organiser, two volunteers and their streets. */
import { doorKey } from '#domain/door.ts'
import { DeviceId, DoorId, MemberId, type PetitionId, type Sha256, StreetId } from '#domain/ids.ts'
import { wordingHash } from '#domain/wording.ts'
import type { Caller } from '#server/caller.ts'
import { sealName } from '#server/keys/personal-box.ts'
import { currentKeys } from '#server/keys/petition-keys.ts'
import { createInvitation } from '#server/members/create-invitation.ts'
import { newId } from '#server/new-id.ts'
import { createPetition } from '#server/petitions/create-petition.ts'
import { wordingTextOf } from '#server/petitions/petition-detail.ts'
import type { Server } from '#server/server.ts'
import { takeNumber } from '#server/store/take-number.ts'
import { settingsWith } from '../tools/petition-fixture.ts'

export type Volunteer = { readonly member: MemberId; readonly code: string }

export type Setup = {
  readonly petition: PetitionId
  readonly wording: Sha256
  readonly organiser: Caller
  readonly volunteers: readonly Volunteer[]
  readonly streets: readonly StreetId[]
  readonly doors: readonly { readonly id: DoorId; readonly street: StreetId }[]
}

const STREETS = 3
const DOORS_EACH = 4

export async function setUpPetition(server: Server): Promise<Setup> {
  const { store } = server
  const settings = settingsWith()
  const { petition } = await store.transact((trx) => createPetition(server, trx, 'Olive Organiser'))
  const text = wordingTextOf(settings)
  const wording = await wordingHash(text)
  await store.db
    .updateTable('petitions')
    .set({ state: 'open', settings: JSON.stringify(settings), openedAt: server.now() })
    .where('id', '=', petition)
    .execute()
  await store.db
    .insertInto('wordings')
    .values({ petition, hash: wording, number: 1, body: JSON.stringify(text), createdAt: server.now() })
    .execute()
  const { id } = await store.db.selectFrom('members').select('id').executeTakeFirstOrThrow()
  const organiser: Caller = {
    petition,
    member: MemberId.parse(id),
    role: 'organiser',
    device: DeviceId.parse(newId(server)),
  }

  const streets: StreetId[] = []
  const doors: { id: DoorId; street: StreetId }[] = []
  for (let number = 0; number < STREETS; number += 1) {
    const street = await addStreet(server, petition, number)
    streets.push(street.id)
    doors.push(...street.doors.map((door) => ({ id: door, street: street.id })))
  }
  const [first, second, third] = streets as [StreetId, StreetId, StreetId]
  const volunteers = [
    await invite(server, petition, 'Vera Volunteer', [first, second]),
    await invite(server, petition, 'Victor Volunteer', [second, third]),
  ]
  return { petition, wording, organiser, volunteers, streets, doors }
}

async function addStreet(server: Server, petition: PetitionId, position: number) {
  const street = StreetId.parse(newId(server))
  const doors = Array.from({ length: DOORS_EACH }, () => DoorId.parse(newId(server)))
  await server.store.transact(async (trx) => {
    const changed = await takeNumber(trx, petition)
    const common = { petition, postcode: null, changed, deletedAt: null }
    const name = `Street ${position}`
    await trx
      .insertInto('streets')
      .values({ ...common, id: street, key: name.toLowerCase(), name, position })
      .execute()
    const rows = doors.map((id, place) => {
      const label = { number: place + 1 }
      const key = doorKey(label)
      return { ...common, id, street, key, label: JSON.stringify(label), position: place, mark: 'to-visit' }
    })
    await trx.insertInto('doors').values(rows).execute()
  })
  return { id: street, doors }
}

async function invite(
  server: Server,
  petition: PetitionId,
  name: string,
  streets: readonly StreetId[],
): Promise<Volunteer> {
  const keys = await currentKeys(server, petition)
  const member = MemberId.parse(newId(server))
  const nameSealed = sealName(keys, member, name, server.randomBytes(12))
  const { code } = await server.store.transact(async (trx) => {
    await trx
      .insertInto('members')
      .values({
        petition,
        id: member,
        role: 'volunteer',
        nameSealed,
        scope: 0,
        createdAt: server.now(),
        revokedAt: null,
      })
      .execute()
    const rows = streets.map((street) => ({ petition, street, member, assignedAt: server.now() }))
    await trx.insertInto('assignments').values(rows).execute()
    return createInvitation(server, trx, { petition, member, role: 'volunteer' })
  })
  return { member, code }
}
